import { createInterface } from 'node:readline';
import { complain } from './complaints';

/**
 * Calls back for every request for a new address: Enter in the terminal; for a program without one, the
 * signal SIGHUP (with a terminal, that signal says that the terminal is gone).
 */
export function onAddressWanted(callback: () => void): void {
  if (process.stdin.isTTY) createInterface({ input: process.stdin }).on('line', callback);
  else process.on('SIGHUP', callback);
}

/**
 * Ends the program when it is asked to (Ctrl+C, SIGTERM, a closed terminal), with everything stored and exit
 * code 0. Asked a second time it does not wait.
 */
export function onExitWanted(close: () => Promise<void>): void {
  let closing = false;
  const exit = (): void => {
    if (closing) process.exit(130);
    closing = true;
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        complain(error);
        process.exit(2);
      },
    );
  };
  process.on('SIGINT', exit);
  process.on('SIGTERM', exit);
  if (process.stdin.isTTY) process.on('SIGHUP', exit);
}
