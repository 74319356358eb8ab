/** A failure of the command line's own: its message is the whole of what the person reads. */
export class CliFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CliFailure';
  }
}

/** The person pressed Ctrl-C, and what was going on has ended in good order; `keeps`: with its results stored. */
export class Interrupted extends Error {
  constructor(keeps: boolean) {
    super(keeps ? 'Interrupted. What was hashed so far is kept for the next scan.' : 'Interrupted.');
    this.name = 'Interrupted';
  }
}
