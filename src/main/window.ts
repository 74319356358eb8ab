import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import type { FolderRef } from '../shared/files';
import { minimumSize, placeWindow, readWindowState, writeWindowState } from './window-state';

/** `--window` of the renderer's tokens.css, so that the window does not flash before its first paint. */
const pageColours = { light: '#f4f4f5', dark: '#1c1c1e' } as const;

export interface WindowOptions {
  /** What to show: the app's page, or the development server's. */
  readonly url: string;
  /** Absolute path of the built preload script. */
  readonly preload: string;
  /** Absolute path of the icon, which Linux wants with the window. */
  readonly icon: string;
}

export function openWindow({ url, preload, icon }: WindowOptions): BrowserWindow {
  const stateFile = join(app.getPath('userData'), 'window.json');
  const saved = readWindowState(stateFile);
  const window = new BrowserWindow({
    ...placeWindow(saved?.bounds ?? null, workAreas()),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    title: windowTitle([]),
    icon,
    show: false,
    backgroundColor: pageColour(),
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Chromium would fetch dictionaries from the network.
      spellcheck: false,
    },
  });

  const recolour = (): void => window.setBackgroundColor(pageColour());
  nativeTheme.on('updated', recolour);
  window.on('closed', () => nativeTheme.off('updated', recolour));
  window.on('page-title-updated', (event) => event.preventDefault());
  window.on('close', () => {
    writeWindowState(stateFile, { bounds: window.getNormalBounds(), maximised: window.isMaximized() });
  });
  window.once('ready-to-show', () => {
    if (saved?.maximised === true) window.maximize();
    window.show();
  });
  reloadAfterCrash(window);
  void window.loadURL(url).catch((error: unknown) => {
    console.error(`The window's page could not be loaded: ${String(error)}`);
    window.show();
  });
  return window;
}

/** A page that was killed (out of memory, say) comes back by itself: the engine, which lives here, went on. */
function reloadAfterCrash(window: BrowserWindow): void {
  const calm = 10_000;
  let last = -Infinity;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    console.error(`The window's page ended: ${reason}`);
    // One that dies again at once would do so forever.
    if (reason === 'clean-exit' || Date.now() - last < calm) return;
    last = Date.now();
    window.webContents.reload();
  });
}

export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** “Lookalike — Photos, Phone backup”. */
export function windowTitle(folders: readonly FolderRef[]): string {
  return folders.length === 0 ? 'Lookalike' : `Lookalike — ${folders.map((folder) => folder.name).join(', ')}`;
}

function pageColour(): string {
  return nativeTheme.shouldUseDarkColors ? pageColours.dark : pageColours.light;
}

function workAreas(): readonly Electron.Rectangle[] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  return [primary, ...others].map((display) => display.workArea);
}
