import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ownOrigin, standInOrigin } from '../shared/electron-ipc';
import { isAppPage, readAddress, type Site } from './addresses';

const folder = resolve('/opt/lookalike/out/renderer');
const nothing = { kind: 'nothing' };
const own: Site = { served: ownOrigin, development: null };
const developed: Site = { served: ownOrigin, development: 'http://localhost:5173' };

describe('readAddress', () => {
  test('assets lie below the renderer’s folder', () => {
    expect(readAddress('lookalike://app/assets/index-1.js?x#y', ownOrigin, folder)).toEqual({ kind: 'asset', file: join(folder, 'assets', 'index-1.js') });
  });

  test.each([
    'lookalike://app/',
    'lookalike://app/..%2f..%2f..%2fetc/passwd',
    'lookalike://app/%2e%2e/%2e%2e/package.json%00.html',
    'lookalike://app/..%5c..%5cpackage.json',
    'lookalike://app/C:%5cWindows%5cwin.ini',
    'lookalike://app/%E0%A4%A',
    'lookalike://app/..%2frenderer-of-another/index.html',
    'lookalike://elsewhere/index.html',
    'https://app/index.html',
    'file:///etc/passwd',
    'no address',
  ])('%s names nothing', (url) => {
    expect(readAddress(url, ownOrigin, folder)).toEqual(nothing);
  });

  test('dot segments are resolved before they could climb', () => {
    expect(readAddress('lookalike://app/../../index.html', ownOrigin, folder)).toEqual({ kind: 'asset', file: join(folder, 'index.html') });
  });

  test('previews are a size and an opaque id', () => {
    expect(readAddress('lookalike://app/preview/thumb/aB_-9.2s', ownOrigin, folder)).toEqual({ kind: 'preview', size: 'thumb', file: 'aB_-9.2s' });
    expect(readAddress('lookalike://app/preview/large/aB_-9.2s', ownOrigin, folder)).toEqual({ kind: 'preview', size: 'large', file: 'aB_-9.2s' });
    expect(readAddress('lookalike://app/preview/full/aB_-9.2s', ownOrigin, folder)).toEqual({ kind: 'preview', size: 'full', file: 'aB_-9.2s' });
  });

  test.each(['huge/a', 'toString/a', 'thumb/', 'thumb', 'thumb/a/b', 'thumb/a%2fb', `thumb/${'a'.repeat(129)}`])('lookalike://app/preview/%s names nothing', (path) => {
    expect(readAddress(`lookalike://app/preview/${path}`, ownOrigin, folder)).toEqual(nothing);
  });
});

describe('isAppPage', () => {
  test('the app’s own host and no other', () => {
    expect(isAppPage('lookalike://app/index.html', own)).toBe(true);
    for (const url of ['https://app/index.html', 'lookalike://app.evil/index.html', 'about:blank', '']) {
      expect(isAppPage(url, own)).toBe(false);
    }
  });

  test('the development server’s origin instead, while there is one', () => {
    expect(isAppPage('http://localhost:5173/index.html', developed)).toBe(true);
    expect(isAppPage('http://localhost:5174/', developed)).toBe(false);
    expect(isAppPage('lookalike://app/index.html', developed)).toBe(false);
  });
});

test('the stand-in serves the same under another name, and the two never mix', () => {
  const standIn: Site = { served: standInOrigin, development: null };
  expect(readAddress(`${standInOrigin}/index.html`, standInOrigin, folder)).toEqual({ kind: 'asset', file: join(folder, 'index.html') });
  expect(readAddress(`${ownOrigin}/index.html`, standInOrigin, folder)).toEqual(nothing);
  expect(isAppPage(`${standInOrigin}/index.html`, standIn)).toBe(true);
  expect(isAppPage(`${standInOrigin}.evil/index.html`, standIn)).toBe(false);
});

test('the origins are declared by the names they are served under', () => {
  const declared = readFileSync(resolve(import.meta.dirname, '../../bin/electron.cjs'), 'utf8');
  expect(declared).toContain(`'${ownOrigin}'`);
  expect(declared).toContain(`'${standInOrigin}'`);
});
