import type { MenuItemConstructorOptions } from 'electron';
import { expect, test, vi } from 'vitest';
import type { HostCommand } from '../shared/contract';
import { menuTemplate } from './menu';

vi.mock('electron', () => ({ Menu: {} }));

const folder = { id: 'f1', name: 'R&D', path: '/photos/R&D' };
const recent = [
  { folders: [folder], scanned: 0, files: 3, groups: 1, available: true },
  { folders: [{ id: 'f2', name: 'Gone', path: '/gone' }], scanned: 0, files: 3, groups: 1, available: false },
];

function flat(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);
}

function items(change: { mac?: boolean; development?: boolean; command?: (command: HostCommand) => void } = {}): MenuItemConstructorOptions[] {
  const { mac = false, development = false, command = () => undefined } = change;
  return flat(menuTemplate({ recent, mac, development, command }));
}

function click(all: readonly MenuItemConstructorOptions[], label: string): void {
  const found = all.find((item) => item.label === label);
  // Electron passes the item, the window and the event; ours look at none of them.
  (found?.click as (() => void) | undefined)?.();
}

test('entries ask the window, and recent folders are opened by their own ids', () => {
  const command = vi.fn();
  const all = items({ command });
  click(all, 'Choose folder…');
  click(all, '/photos/R&&D');
  click(all, 'Web page…');
  click(all, 'Undo removal');
  click(all, 'Settings…');
  click(all, 'Keyboard shortcuts');
  expect(command.mock.calls).toEqual([
    [{ kind: 'choose-folder' }],
    [{ kind: 'open-folders', folders: [folder] }],
    [{ kind: 'export', format: 'html' }],
    [{ kind: 'undo-removal' }],
    [{ kind: 'show-settings' }],
    [{ kind: 'show-shortcuts' }],
  ]);
});

test('a library whose folder is gone is shown, but can’t be opened', () => {
  expect(items().find((item) => item.label === '/gone')?.enabled).toBe(false);
});

test.each([true, false])('no key is given twice, and settings and quitting are there once (mac: %s)', (mac) => {
  // What the Edit menu's roles use on some platform.
  const taken = ['CmdOrCtrl+Z', 'CmdOrCtrl+Shift+Z', 'CmdOrCtrl+Y', 'CmdOrCtrl+A', 'CmdOrCtrl+C', 'CmdOrCtrl+X', 'CmdOrCtrl+V'];
  const keys = items({ mac }).flatMap((item) => (item.accelerator === undefined ? [] : [item.accelerator]));
  expect(new Set([...keys, ...taken]).size).toBe(keys.length + taken.length);
  expect(items({ mac }).filter((item) => item.label === 'Settings…')).toHaveLength(1);
  expect(items({ mac }).filter((item) => item.role === 'quit')).toHaveLength(1);
});

test('developer tools are for development', () => {
  expect(items().some((item) => item.role === 'toggleDevTools')).toBe(false);
  expect(items({ development: true }).some((item) => item.role === 'toggleDevTools')).toBe(true);
});
