import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';
import type { Site } from './addresses';
import { folderArguments } from './arguments';
import type { Desktop } from './desktop';
import { hardenWebContents } from './security';

/** `out/main`: where this file lies once built, beside the other parts of the build. */
const here = import.meta.dirname;
/** Begins the program; `bin/electron.cjs` says from where the window is to be served. */
export function start(served: Site['served']): void {
  const site: Site = { served, development: app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null) };
  const named = folderArguments({
    argv: process.argv,
    cwd: process.cwd(),
    packaged: app.isPackaged,
    appPath: app.getAppPath(),
  });
  hardenWebContents(site);
  app.setAboutPanelOptions({
    applicationName: 'Lookalike',
    applicationVersion: app.getVersion(),
    copyright: '© the Lookalike contributors. MIT licence.',
  });
  if (app.requestSingleInstanceLock({ folders: named })) run(site, named);
  else app.quit();
}

function run(site: Site, named: readonly string[]): void {
  let desktop: Desktop | null = null;
  let ended = false;
  const early: string[] = [];
  const open = (folders: readonly string[]): void => {
    if (desktop === null) early.push(...folders);
    else void desktop.open(folders);
  };

  app.on('second-instance', (_event, _argv, _cwd, sent) => {
    open(sentFolders(sent));
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

  Promise.all([import('./desktop'), app.whenReady()]).then(
    ([{ Desktop }]) => {
      desktop = new Desktop({
        renderer: resolve(here, '../renderer'),
        preload: resolve(here, '../preload/index.cjs'),
        icon: resolve(here, '../../resources/icon.png'),
        workerScript: pathToFileURL(join(here, 'worker.js')),
        initial: [...named, ...early],
        site,
      });
    },
    (error: unknown) => {
      console.error(`Lookalike could not start: ${String(error)}`);
      app.exit(1);
    },
  );
}

/** What another start of ours sent along; whatever else it may be, it names no folders. */
function sentFolders(sent: unknown): readonly string[] {
  if (typeof sent !== 'object' || sent === null || !('folders' in sent) || !Array.isArray(sent.folders)) return [];
  return sent.folders.filter((folder) => typeof folder === 'string');
}
