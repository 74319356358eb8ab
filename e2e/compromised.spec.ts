import { readdir } from 'node:fs/promises';
import type { AppPage } from './app-page';
import { expect, test } from './fixtures';

/** What a script that took the page over would say; each is answered with an error, or ends the connection. */
const wrong: readonly (readonly [name: string, input: unknown])[] = [
  ['app.quit', null],
  ['__proto__', null],
  ['folders.browse', { at: '/etc' }],
  ['folders.make', { at: '/tmp', name: 'made' }],
  ['folders.make', { at: '/tmp', name: '../made' }],
  ['scan.start', { folders: ['/', '/etc', '../..'] }],
  ['scan.start', { folders: ['/etc'], path: '/etc' }],
  ['marks.set', { mark: ['/etc/passwd'], unmark: [] }],
  ['files.open', { file: '/etc/passwd' }],
  ['files.reveal', { file: '/etc/passwd' }],
  ['files.facts', { file: '../../etc/passwd' }],
  ['removal.plan', { choice: { action: 'move', folder: '/tmp' } }],
  ['removal.run', { plan: 'guessed', confirmation: null }],
  ['removal.undo', { transaction: 'guessed' }],
  ['groups.page', { offset: -1, limit: 1e9 }],
  ['place.save', { listing: null, group: {}, above: 'x' }],
  ['export.save', { format: '../../x', listing: null }],
];

async function pictures(app: AppPage): Promise<readonly string[]> {
  return (await readdir(app.home.pictures, { recursive: true })).toSorted();
}

test('a script in the page reaches nothing but the contract @electron', async ({ app, photos }) => {
  await app.openFolder(photos.folder);
  await app.scanned();
  const before = await pictures(app);
  const answers = await app.page.evaluate(async (said) => {
    type Bridge = Record<'call' | 'on' | 'previewUrl' | 'dropped', (...args: readonly unknown[]) => unknown>;
    const { lookalike } = globalThis as unknown as { lookalike: Bridge };
    const kinds = async (work: () => unknown): Promise<string> => {
      try {
        const answer = (await work()) as { ok: boolean; error?: { kind: string }; value?: unknown };
        return answer.ok ? `ok ${JSON.stringify(answer.value)}` : (answer.error?.kind ?? '');
      } catch {
        return 'thrown';
      }
    };
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    const odd = [cyclic, new Map([['at', 1]]), new Uint8Array(4), new Date(NaN), 10n, { __proto__: { at: null } }, NaN, 'x'.repeat(1_000_000), () => 1, document.body, Symbol('x')];
    return {
      surface: Object.entries(lookalike).map(([name, value]) => `${name}: ${typeof value}`).sort(),
      replaced: Reflect.set(lookalike, 'call', () => 'mine') || Reflect.deleteProperty(globalThis, 'lookalike'),
      said: await Promise.all(said.map(([name, input]) => kinds(() => lookalike.call(name, input)))),
      odd: await Promise.all(odd.map((input) => kinds(() => lookalike.call('folders.setRole', input)))),
      names: await Promise.all([null, {}, ['app.info'], 1].map((name) => kinds(() => lookalike.call(name, null)))),
      dropped: await Promise.all(
        [[new File(['x'], '/etc')], [{ name: 'etc', path: '/etc' }], ['/etc'], [Object.assign(new File([], 'etc'), { path: '/etc' })]].map((files) => kinds(() => lookalike.dropped(files))),
      ),
      event: await kinds(() => lookalike.on('__proto__', () => undefined)),
      flood: (await Promise.all(Array.from({ length: 5000 }, () => kinds(() => lookalike.call('removal.run', { plan: 'x', confirmation: null }))))).filter((kind) => kind !== 'not-found' && kind !== 'busy').length,
      fetched: await Promise.all(
        ['/preview/full/..%2f..%2fetc%2fpasswd', '/preview/full/x', '/..%2f..%2fpackage.json', '//etc/passwd'].map((path) => fetch(path).then(({ status }) => status, () => 'refused')),
      ),
      file: await fetch('file:///etc/passwd').then(() => 'read', () => 'refused'),
    };
  }, wrong);

  expect(answers.surface).toEqual(['call: function', 'dropped: function', 'on: function', 'previewUrl: function']);
  expect(answers.replaced).toBe(false);
  for (const [i, answer] of answers.said.entries()) expect(answer, wrong[i]?.[0]).toMatch(/^(busy|invalid-input|not-found|unknown-command|unsupported-here|nothing-marked)$/);
  for (const answer of [...answers.odd, ...answers.names]) expect(answer).toMatch(/^(invalid-input|thrown)$/);
  for (const answer of answers.dropped) expect(answer).toMatch(/^(ok \[\]|thrown)$/);
  expect(answers.event).toBe('thrown');
  expect(answers.flood).toBe(0);
  for (const status of answers.fetched) expect([404, 'refused']).toContain(status);
  expect(answers.file).toBe('refused');

  expect(await pictures(app)).toEqual(before);
  await app.page.reload();
  await app.expectGroups(photos.groups);
});

test('a script in the page reaches nothing but the contract @web', async ({ app, photos }) => {
  await app.openFolder(photos.folder);
  await app.scanned();
  const before = await pictures(app);
  const answers = await app.page.evaluate(async (said) => {
    /** Sends texts over a connection of its own; answers what came back by number, and the code that it was closed with. */
    const talk = (texts: readonly (string | Blob)[], wanted: number): Promise<{ answers: string[]; code: number | null }> =>
      new Promise((resolve) => {
        const socket = new WebSocket(`ws://${location.host}/socket`);
        const answers: string[] = [];
        socket.onopen = () => {
          for (const text of texts) socket.send(text);
        };
        socket.onclose = ({ code }) => resolve({ answers, code });
        socket.onmessage = ({ data }: MessageEvent<string>) => {
          const message = JSON.parse(data) as { result?: { ok: boolean; error?: { kind: string } } };
          if (message.result) answers.push(message.result.ok ? 'ok' : (message.result.error?.kind ?? ''));
          if (answers.length === wanted) {
            resolve({ answers, code: null });
            socket.close();
          }
        };
      });
    const message = (id: number, name: string, input: unknown): string => JSON.stringify({ id, name, input });
    const known = said.filter(([name]) => name !== 'app.quit' && name !== '__proto__');
    const odd = ['{', 'null', '[]', message(-1, 'app.info', null), message(1, 'app.quit', null), message(1, '__proto__', null), `{"id":1,"name":"app.info","input":null,"more":1}`, '['.repeat(100_000), new Blob(['x'])];
    return {
      said: (await talk(known.map(([name, input], i) => message(i, name, input)), known.length)).answers,
      polluting: (await talk(['{"id":1,"name":"folders.browse","input":{"__proto__":{"at":null},"constructor":{"prototype":{"at":null}}}}'], 1)).answers,
      odd: await Promise.all(odd.map(async (text) => (await talk([text], 1)).code)),
      large: (await talk([message(1, 'app.info', 'x'.repeat(9 * 1024 ** 2))], 1)).code,
      flood: (await talk(Array.from({ length: 3000 }, (_, i) => message(i, 'removal.run', { plan: 'x', confirmation: null })), 3000)).answers.filter((kind) => kind !== 'not-found' && kind !== 'busy').length,
    };
  }, wrong);

  for (const answer of answers.said) expect(answer).toMatch(/^(busy|invalid-input|not-found|unsupported-here|nothing-marked)$/);
  expect(answers.polluting).toEqual(['invalid-input']);
  for (const code of answers.odd) expect([1003, 1007]).toContain(code);
  expect(answers.large).toBe(1009);
  expect(answers.flood).toBe(0);
  expect(await pictures(app)).toEqual(before);
  await app.page.reload();
  await app.expectGroups(photos.groups);
});
