import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppPage } from './app-page';
import { electronPath, expect, test } from './fixtures';
import { startElectron } from './hosts';
import { makeOtherFormats } from './photos';

test('no native libvips is loaded, whatever the format @electron', async ({ app, home }) => {
  test.skip(process.platform !== 'linux', 'only Linux tells what a process has loaded');
  const folder = join(home.pictures, 'Formats');
  const files = await makeOtherFormats(folder);
  await app.openFolder(folder);
  await app.scanned();
  await expect(app.header).toContainText(`${files} images`);
  await expect(app.button(/^Skipped files/)).toBeDisabled();

  const maps = await readFile(`/proc/${app.host.pid}/maps`, 'utf8');
  expect(maps).toContain('electron');
  const foreign = maps.split('\n').filter((line) => /libvips|sharp-linux|@img\/sharp-libvips/.test(line));
  expect(foreign).toEqual([]);
});

test('the page has no way out of its sandbox @electron', async ({ app }) => {
  const { page } = app;
  const electron = app.host.electron!;
  const address = page.url();

  expect(await page.evaluate(() => [typeof globalThis.process, 'require' in globalThis, 'module' in globalThis])).toEqual([
    'undefined', false, false,
  ]);
  expect(await page.evaluate(() => window.open('https://example.com') === null)).toBe(true);
  expect(electron.windows()).toHaveLength(1);

  await electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const denied = new Promise((resolve) => {
      contents?.once('will-frame-navigate', (event) => setImmediate(() => resolve(event.defaultPrevented)));
    });
    Object.assign(globalThis, { denied });
  });
  await page.evaluate(() => window.location.assign('https://example.com/'));
  expect(await electron.evaluate(() => (globalThis as { denied?: Promise<boolean> }).denied)).toBe(true);
  expect(page.url()).toBe(address);

  const preferences = await electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({ contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true, webviewTag: false });
  // Electron tells of some only when they are on.
  const never = ['nodeIntegrationInWorker', 'nodeIntegrationInSubFrames', 'allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures'];
  for (const name of never) expect([undefined, false, ''], name).toContain(preferences[name]);
});

test('permissions are denied @electron', async ({ app }) => {
  expect(await app.page.evaluate(() => Notification.requestPermission())).toBe('denied');
  const camera = await app.page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'granted',
      () => 'denied',
    ),
  );
  expect(camera).toBe('denied');
});

test('ends without leaving a process behind @electron', async ({ app }) => {
  const { pid } = app.host;
  await app.host.close();
  expect(await readdir('/proc')).not.toContain(String(pid));
});

test('works in a runtime that may be ready before it loads a program @electron', async ({ home, photos }) => {
  const host = await startElectron(home, [photos.folder], electronPath(), false);
  try {
    const app = new AppPage(host, home);
    await app.scanned();
    const picture = app.groups.locator('img').first();
    await expect.poll(() => picture.evaluate((shown) => shown instanceof HTMLImageElement && shown.naturalWidth)).toBeGreaterThan(0);
  } finally {
    await host.close();
  }
});
