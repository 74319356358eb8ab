import { describe, expect, it } from 'vitest';
import { decodeClientMessage, decodeServerMessage, previewPath } from './wire';

describe('messages of a page', () => {
  it('decode with any input', () => {
    const message = { id: 7, name: 'scan.start', input: { folders: ['a'] } };
    expect(decodeClientMessage(JSON.stringify(message))).toEqual(message);
    expect(decodeClientMessage('{"id":0,"name":"app.info","input":null}')).toEqual({ id: 0, name: 'app.info', input: null });
  });

  it.each([
    '', 'x', '[]', 'null', '{"id":-1,"name":"app.info","input":null}', '{"id":1.5,"name":"app.info","input":null}',
    '{"id":1,"name":"app.quit","input":null}', '{"id":1,"name":"__proto__","input":null}',
    '{"id":1,"name":"app.info","input":null,"more":1}', '{"name":"app.info","input":null}',
  ])('are refused otherwise: %s', (text) => expect(decodeClientMessage(text)).toBeNull());
});

describe('messages of a server', () => {
  it.each([
    { id: 1, result: { ok: true, value: null } },
    { id: 2, result: { ok: false, error: { kind: 'disconnected' } } },
    { event: { name: 'samples.progress', payload: { done: 1, total: 2 } } },
  ])('decode: %j', (message) => expect(decodeServerMessage(JSON.stringify(message))).toEqual(message));

  it.each([
    '{"id":1}', '{"id":1,"result":{"ok":true}}x', '{"id":1,"result":{"ok":false,"error":"no"}}',
    '{"event":{"name":"other","payload":1}}', '{"event":{"name":"scan.state"}}',
  ])('are refused otherwise: %s', (text) => expect(decodeServerMessage(text)).toBeNull());
});

it('names previews by id alone', () => {
  expect(previewPath('a/../b', 'thumb')).toBe('/preview/thumb/a%2F..%2Fb');
});
