/** The window's keys that its menu shows too. `Mod` is Ctrl, and ⌘ on a Mac. */
export const accelerators = {
  chooseFolder: 'Mod+O',
  settings: 'Mod+,',
  undoRemoval: 'Mod+Alt+Z',
  shortcuts: '?',
} as const;
