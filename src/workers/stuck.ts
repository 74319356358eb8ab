const stuck = new Set<object>();

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
}

function endAtOnce(): void {
  process.kill(process.pid, 'SIGKILL');
}
