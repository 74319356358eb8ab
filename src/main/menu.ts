import { Menu, type MenuItemConstructorOptions } from 'electron';
import { accelerators } from '../shared/accelerators';
import type { HostCommand } from '../shared/contract';
import type { RecentLibrary } from '../shared/host';

export interface MenuOptions {
  readonly recent: readonly RecentLibrary[];
  readonly mac: boolean;
  /** Adds reloading and the developer tools. */
  readonly development: boolean;
  /** What the window is asked to do. */
  readonly command: (command: HostCommand) => void;
}

const recentShown = 10;
const separator = { type: 'separator' } as const;

export function installMenu(options: MenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate([...menuTemplate(options)]));
}

/** The menu bar by the platform's customs: the app's own menu on macOS, settings and about elsewhere. */
export function menuTemplate(options: MenuOptions): readonly MenuItemConstructorOptions[] {
  return [
    ...(options.mac ? [appMenu(options)] : []),
    fileMenu(options),
    { role: 'editMenu' },
    viewMenu(options),
    { role: 'windowMenu' },
    helpMenu(options),
  ];
}

function settings({ command }: MenuOptions): MenuItemConstructorOptions {
  return { label: 'Settings…', accelerator: keys('settings'), click: () => command({ kind: 'show-settings' }) };
}

function appMenu(options: MenuOptions): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      separator,
      settings(options),
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  };
}

function fileMenu(options: MenuOptions): MenuItemConstructorOptions {
  const { command, mac } = options;
  return {
    label: '&File',
    submenu: [
      { label: 'Choose folder…', accelerator: keys('chooseFolder'), click: () => command({ kind: 'choose-folder' }) },
      { label: 'Open recent', submenu: recentEntries(options) },
      separator,
      { label: 'Export', submenu: exportEntries(options) },
      separator,
      // Ctrl+Z and Ctrl+Shift+Z stay with text fields; undoing a removal moves files and deserves a key of its own.
      { label: 'Undo removal', accelerator: keys('undoRemoval'), click: () => command({ kind: 'undo-removal' }) },
      separator,
      ...(mac ? [{ role: 'close' } as const] : [settings(options), separator, { role: 'quit' } as const]),
    ],
  };
}

function recentEntries({ recent, command }: MenuOptions): MenuItemConstructorOptions[] {
  if (recent.length === 0) return [{ label: 'Nothing opened yet', enabled: false }];
  return recent.slice(0, recentShown).map(({ folders, available }) => ({
    // A single ampersand would make the next letter a menu key.
    label: folders.map((folder) => folder.path.replaceAll('&', '&&')).join(', '),
    enabled: available,
    click: () => command({ kind: 'open-folders', folders }),
  }));
}

function helpMenu({ command, mac }: MenuOptions): MenuItemConstructorOptions {
  return {
    role: 'help',
    submenu: [
      {
        label: 'Keyboard shortcuts',
        // The window listens for it itself: as the menu's the key could not be typed any more, and macOS can't only show one.
        ...(mac ? {} : { accelerator: keys('shortcuts'), registerAccelerator: false }),
        click: () => command({ kind: 'show-shortcuts' }),
      },
      ...(mac ? [] : [separator, { role: 'about' } as const]),
    ],
  };
}

/** As Electron writes it. */
function keys(name: keyof typeof accelerators): string {
  return accelerators[name].replace('Mod', 'CmdOrCtrl');
}

function exportEntries({ command }: MenuOptions): MenuItemConstructorOptions[] {
  const entries = [['html', 'Web page…'], ['csv', 'Table (CSV)…'], ['json', 'Data (JSON)…']] as const;
  return entries.map(([format, label]) => ({ label, click: () => command({ kind: 'export', format }) }));
}

function viewMenu({ development }: MenuOptions): MenuItemConstructorOptions {
  return {
    label: '&View',
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      separator,
      { role: 'togglefullscreen' },
      ...(development ? [separator, { role: 'reload' } as const, { role: 'toggleDevTools' } as const] : []),
    ],
  };
}
