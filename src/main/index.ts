import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';
import { z } from 'zod';
import { folderArguments } from './arguments';
import { Desktop } from './desktop';
import { declareScheme } from './protocol';
import { hardenWebContents } from './security';

/** `out/main`: where this file lies once built, beside the other parts of the build. */
const here = import.meta.dirname;
const development = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null);
const named = folderArguments({
  argv: process.argv,
  cwd: process.cwd(),
  packaged: app.isPackaged,
  appPath: app.getAppPath(),
});

const secondStart = z.object({ folders: z.array(z.string()) });

// A data folder of one's own is one's own instance too, window and all. Read here although the engine asks
// `dataFolder()`: the single-instance lock needs it before anything may be awaited.
const ownData = process.env['LOOKALIKE_DATA'];
if (ownData) app.setPath('userData', resolve(ownData, 'window'));

declareScheme();
hardenWebContents(development);
app.setAboutPanelOptions({
  applicationName: 'Lookalike',
  applicationVersion: app.getVersion(),
  copyright: '© the Lookalike contributors. MIT licence.',
});

if (app.requestSingleInstanceLock({ folders: named })) run();
else app.quit();

function run(): void {
  let desktop: Desktop | null = null;
  let ended = false;
  const early: string[] = [];
  const open = (folders: readonly string[]): void => {
    if (desktop === null) early.push(...folders);
    else void desktop.open(folders);
  };

  app.on('second-instance', (_event, _argv, _cwd, sent) => {
    const start = secondStart.safeParse(sent);
    open(start.success ? start.data.folders : []);
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    open([path]);
  });
  // With its one window the program has nothing left to show, on macOS too.
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (desktop === null || ended) return;
    event.preventDefault();
    ended = true;
    void desktop.close().finally(() => app.exit());
  });

  void app.whenReady().then(() => {
    desktop = new Desktop({
      renderer: resolve(here, '../renderer'),
      preload: resolve(here, '../preload/index.cjs'),
      icon: resolve(here, '../../resources/icon.png'),
      workerScript: pathToFileURL(join(here, 'worker.js')),
      initial: [...named, ...early],
      development,
    });
  });
}
