import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildDue } from './build.mjs';
import { downloadProblem, findElectron, provideElectron } from './electron-runtime.mjs';
import { electronSwitches, hasDisplay, readRequest, startProblem } from './launch.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'launch-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string, text = '', seconds = 1000): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
  utimesSync(join(folder, path), seconds, seconds);
}

describe('readRequest', () => {
  test('folders are relative to where npm was started', () => {
    mkdirSync(join(folder, 'Holiday photos'));
    expect(readRequest(['Holiday photos', '--web'], folder)).toEqual({ ok: true, web: true, folders: [join(folder, 'Holiday photos')] });
    expect(readRequest([], folder)).toEqual({ ok: true, web: false, folders: [] });
  });

  test.each([
    ['missing', /There is no folder/],
    ['file.jpg', /is not a folder/],
    ['--windows', /Unknown option/],
  ])('%s is refused', (arg, problem) => {
    put('file.jpg');
    expect(readRequest([arg], folder)).toEqual({ ok: false, problem: expect.stringMatching(problem) as unknown });
  });
});

describe('buildDue', () => {
  beforeEach(() => {
    put('src/main/index.ts');
    for (const file of ['main/index.js', 'preload/index.cjs', 'renderer/index.html']) put(`out/${file}`, '', 2000);
  });

  test('not when the build is younger than every source', () => expect(buildDue(folder)).toBeNull());
  test('when a part is missing', () => {
    rmSync(join(folder, 'out/renderer'), { recursive: true });
    expect(buildDue(folder)).toBe('missing');
  });
  test('when any source is younger than any part', () => {
    put('src/renderer/deep/App.tsx', '', 3000);
    expect(buildDue(folder)).toBe('stale');
  });
  test('not for a test, and not without sources', () => {
    put('src/main/index.test.ts', '', 3000);
    expect(buildDue(folder)).toBeNull();
    rmSync(join(folder, 'src'), { recursive: true });
    expect(buildDue(folder)).toBeNull();
  });
});

describe('finding Electron', () => {
  const name = process.platform === 'win32' ? 'electron.exe' : 'electron';
  const installed = (): void => {
    put('node_modules/electron/package.json', '{"version":"45.4.1"}');
    put('node_modules/electron/path.txt', name);
    put('node_modules/electron/dist/version', 'v45.4.1');
    put(`node_modules/electron/dist/${name}`);
  };

  test('where the package has put it', () => {
    installed();
    expect(findElectron(folder, {})).toBe(join(folder, 'node_modules/electron/dist', name));
  });

  test('not one that was cut short in unpacking, nor another version’s', () => {
    installed();
    put('node_modules/electron/dist/version', 'v44.0.0');
    expect(findElectron(folder, {})).toBeNull();
    installed();
    rmSync(join(folder, 'node_modules/electron/path.txt'));
    expect(findElectron(folder, {})).toBeNull();
  });

  test('where ELECTRON_OVERRIDE_DIST_PATH says, and nowhere else', async () => {
    installed();
    put('node_modules/electron/path.txt', 'electron');
    put('runtime/electron');
    expect(findElectron(folder, { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'runtime') })).toBe(join(folder, 'runtime/electron'));
    const elsewhere = { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'not-there') };
    expect(await provideElectron(folder, elsewhere, () => undefined)).toMatchObject({ found: false });
  });

  test('a refused download is one reason, without a trace', async () => {
    put('node_modules/electron/package.json', '{"version":"45.4.1"}');
    put('node_modules/electron/install.js', 'console.error(new TypeError("fetch failed").stack); process.exit(1);');
    const said: string[] = [];
    const result = await provideElectron(folder, { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: '' }, (line) => said.push(line));
    expect(result).toEqual({ found: false, reason: 'is not here and could not be downloaded (the download site can’t be reached)' });
    expect(said).toHaveLength(1);
  });

  test('what the installer brought is used at once', async () => {
    put('node_modules/electron/package.json', '{"version":"45.4.1","type":"commonjs"}');
    put(
      'node_modules/electron/install.js',
      `const { mkdirSync, writeFileSync } = require('node:fs'); mkdirSync(__dirname + '/dist');
       writeFileSync(__dirname + '/dist/version', '45.4.1'); writeFileSync(__dirname + '/dist/${name}', '');
       writeFileSync(__dirname + '/path.txt', '${name}');`,
    );
    const result = await provideElectron(folder, { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: '' }, () => undefined);
    expect(result).toEqual({ found: true, executable: join(folder, 'node_modules/electron/dist', name) });
  });

  test.each([
    ['HTTPError: Response code 403 (Forbidden) for https://x', 'the download site answered 403'],
    ['Error: Generated checksum for "a.zip" did not match', 'the download was damaged'],
    ['Error: ENOSPC: no space left on device', 'the disk is full'],
    ['', 'its installer gave no reason'],
  ])('%j is explained', (stderr, reason) => expect(downloadProblem(stderr)).toBe(reason));
});

describe('starting Electron', () => {
  test('a display is needed on Linux only', () => {
    expect(hasDisplay('linux', {})).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
    expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
    expect(hasDisplay('darwin', {})).toBe(true);
  });

  test('the sandbox is given up for root on Linux and for nobody else', () => {
    expect(electronSwitches('linux', 0)).toEqual(['--no-sandbox']);
    expect(electronSwitches('linux', 1000)).toEqual([]);
    expect(electronSwitches('win32', undefined)).toEqual([]);
  });

  test.each([
    [127, null, 'electron: error while loading shared libraries: libnss3.so: cannot open shared object file', /libnss3\.so/],
    [null, 'SIGTRAP', 'FATAL: The SUID sandbox helper binary was found, but is not configured correctly.', /sandbox/],
    [1, null, '[1:ERROR] Missing X server or $DISPLAY', /display/],
  ] as const)('exit %s %s says why', (code, signal, stderr, reason) => expect(startProblem(code, signal, stderr)).toMatch(reason));

  test('the app’s own failures are not taken for a runtime that can’t start', () => {
    expect(startProblem(1, null, 'Error: something of ours')).toBeNull();
    expect(startProblem(0, null, 'cannot open display')).toBeNull();
  });
});
