/** The names on Electron's wire, shared by its two ends: `src/main/ipc.ts` and `src/preload/index.ts`. */
export const channels = {
  /** (name, input) → Result: every command of the contract. */
  call: 'lookalike:call',
  /** (paths of what was dropped) → Result of the folders among them. */
  drop: 'lookalike:drop',
  /** (name, payload), to the window: every event of the contract. */
  event: 'lookalike:event',
} as const;

/**
 * The one origin from which the window loads anything: the app itself and the pictures of the library. It is
 * of a scheme of our own, which has to be declared before Electron is ready.
 */
export const scheme = 'lookalike';
export const ownOrigin = `${scheme}://app`;
/**
 * Its stand-in for a runtime that gets ready before it lets a program speak. The host is reserved never to
 * exist (RFC 6761 §6.4), and requests for it are answered by this process: nothing reaches a network.
 */
export const standInOrigin = 'https://app.lookalike.invalid';
