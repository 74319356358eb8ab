/**
 * Everything that can go wrong in a command, as plain data: an error crosses threads, IPC and WebSockets
 * unchanged, and a screen can say what happened and what to do about it.
 */
export type AppError =
  | { readonly kind: 'invalid-input'; readonly detail: string }
  | { readonly kind: 'unknown-command'; readonly name: string }
  | { readonly kind: 'not-allowed'; readonly detail: string }
  | { readonly kind: 'unsupported-here'; readonly detail: string }
  | { readonly kind: 'busy'; readonly detail: string }
  | { readonly kind: 'folder-missing'; readonly path: string }
  | { readonly kind: 'folder-unreadable'; readonly path: string; readonly detail: string }
  | { readonly kind: 'not-found'; readonly what: string }
  | { readonly kind: 'nothing-marked' }
  | { readonly kind: 'plan-outdated' }
  | { readonly kind: 'nothing-to-measure'; readonly detail: string }
  | { readonly kind: 'cannot-read'; readonly detail: string }
  | { readonly kind: 'cannot-write'; readonly path: string; readonly detail: string }
  | { readonly kind: 'cannot-preview'; readonly detail: string }
  | { readonly kind: 'storage'; readonly detail: string }
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'internal'; readonly detail: string };

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail<T = never>(error: AppError): Result<T> {
  return { ok: false, error };
}

/** An {@link AppError} on its way up a call stack; the boundary turns it back into data with {@link toAppError}. */
export class AppFailure extends Error {
  constructor(readonly error: AppError) {
    super(explain(error).what);
    this.name = 'AppFailure';
  }
}

export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppFailure) return thrown.error;
  return { kind: 'internal', detail: thrown instanceof Error ? thrown.message : String(thrown) };
}

export interface Explanation {
  /** One sentence: what went wrong. */
  readonly what: string;
  /** One sentence: what a person can do now. */
  readonly advice: string;
}

export function explain(error: AppError): Explanation {
  switch (error.kind) {
    case 'invalid-input':
      return { what: `That request makes no sense: ${error.detail}.`, advice: 'Check the values and try again.' };
    case 'unknown-command':
      return { what: `There is no command “${error.name}”.`, advice: 'Reload the window.' };
    case 'not-allowed':
      return { what: `That is not allowed: ${error.detail}.`, advice: 'Choose something inside the folders that are open.' };
    case 'unsupported-here':
      return { what: error.detail, advice: 'Use another way offered on this screen.' };
    case 'busy':
      return { what: error.detail, advice: 'Wait until it ends, or cancel it first.' };
    case 'folder-missing':
      return { what: `The folder “${error.path}” is not there.`, advice: 'Check the path, or reconnect the drive that holds it.' };
    case 'folder-unreadable':
      return {
        what: `The folder “${error.path}” can’t be read: ${error.detail}.`,
        advice: 'Check its permissions, or choose another folder.',
      };
    case 'not-found':
      return { what: `${error.what} is no longer there.`, advice: 'Scan again to bring the list up to date.' };
    case 'nothing-marked':
      return { what: 'No file is marked.', advice: 'Mark the copies that should go, then look at what that means.' };
    case 'plan-outdated':
      return { what: 'The marks have changed since you looked at what goes.', advice: 'Look once more, then confirm.' };
    case 'nothing-to-measure':
      return { what: error.detail, advice: 'Choose a folder with more images.' };
    case 'cannot-read':
      return { what: `The file can’t be read: ${error.detail}.`, advice: 'Check that it is still there and whole, and scan again.' };
    case 'cannot-write':
      return { what: `“${error.path}” can’t be written: ${error.detail}.`, advice: 'Choose another folder or another name.' };
    case 'cannot-preview':
      return { what: `No preview: ${error.detail}.`, advice: 'Open the file in another program.' };
    case 'storage':
      return { what: `Lookalike’s own data could not be read or written: ${error.detail}.`, advice: 'Check free space and permissions of the data folder.' };
    case 'disconnected':
      return { what: 'The connection to Lookalike was lost.', advice: 'Start it again and open the new address.' };
    case 'cancelled':
      return { what: 'Cancelled.', advice: 'Start again when you like.' };
    case 'internal':
      return { what: `Something went wrong inside Lookalike: ${error.detail}.`, advice: 'Try again; if it happens twice, please report it.' };
  }
}
