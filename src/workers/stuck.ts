const stuck = new Set<object>();
let freed: (() => void) | null = null;

/** How long a thread may take to end that can end. */
const endMs = 2000;

/**
 * Keeps in mind a thread that was told to end and has not. One that is inside a system call which never returns, as a read from a lost
 * network drive, cannot be ended, and Node would wait for it for ever when the process ends: then the process kills itself instead, with
 * everything done.
 */
export function noteStuck(thread: object): void {
  if (stuck.size === 0) process.once('exit', endAtOnce);
  stuck.add(thread);
}

export function noteEnded(thread: object): void {
  if (!stuck.delete(thread) || stuck.size > 0) return;
  process.removeListener('exit', endAtOnce);
  freed?.();
}

/** Resolves once no such thread is left, or none but those that will never end: a process that is killed has no exit status. */
export async function awaitStuck(): Promise<void> {
  if (stuck.size === 0) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, endMs);
    freed = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

function endAtOnce(): void {
  process.kill(process.pid, 'SIGKILL');
}
