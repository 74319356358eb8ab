import { explain, toAppError } from '../shared/errors';

/** Why this host could not start, in sentences for the terminal. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

export function complain(error: unknown): void {
  const { what, advice } = explain(toAppError(error));
  process.stderr.write(`lookalike: ${error instanceof CannotStart ? error.message : `${what} ${advice}`}\n`);
}
