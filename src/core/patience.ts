import { setTimeout } from 'node:timers/promises';

/** How long a drive may take to say something of a folder, in milliseconds, where a person waits for it. */
const patienceMs = 5000;
/** A call that is never answered holds one of libuv's four threads for good, and everything else of the program needs the others. */
const mostUnanswered = 2;

let unanswered = 0;

export class NoAnswer extends Error {
  constructor() {
    super('the drive or network share did not answer');
  }
}

/**
 * What a call of the file system answers that a drive may never answer; rejects with {@link NoAnswer} when that takes too long, and at once
 * while too many such calls are out already.
 */
export async function withPatience<T>(ask: () => Promise<T>, ms = patienceMs): Promise<T> {
  if (unanswered >= mostUnanswered) throw new NoAnswer();
  const done = new AbortController();
  const asked = ask();
  let late = false;
  const settled = (): void => {
    done.abort();
    if (late) unanswered--;
  };
  asked.then(settled, settled);
  const waited = setTimeout(ms, null, { signal: done.signal }).then(
    () => {
      late = true;
      unanswered++;
      throw new NoAnswer();
    },
    () => asked,
  );
  return Promise.race([asked, waited]);
}
