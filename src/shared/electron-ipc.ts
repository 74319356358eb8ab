/** The names on Electron's wire, shared by its two ends: `src/main/ipc.ts` and `src/preload/index.ts`. */
export const channels = {
  /** (name, input) → Result: every command of the contract. */
  call: 'lookalike:call',
  /** (paths of what was dropped) → Result of the folders among them. */
  drop: 'lookalike:drop',
  /** (name, payload), to the window: every event of the contract. */
  event: 'lookalike:event',
} as const;

/** The one scheme from which the window loads anything: the app itself and the pictures of the library. */
export const scheme = 'lookalike';
export const appHost = 'app';
export const previewHost = 'preview';
