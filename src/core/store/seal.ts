import { closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { byteNumber } from '../decode/byte-number';
import type { StoreDisk } from './disk';

/** Where it is noted what a file was when it was closed: its bytes are not to change until it is opened again. */
function sealOf(path: string): string {
  return `${path}.seal`;
}

/** Notes what a file is that nobody has open any more. */
export function seal(path: string, disk: StoreDisk): void {
  const file = openSync(sealOf(path), 'w', 0o600);
  try {
    disk.write(file, Buffer.from(numberOf(path)), 0);
  } finally {
    closeSync(file);
  }
}

/** Takes the note away before the file is opened by the first; answers false where the file is another one since. True where there is no note. */
export function unseal(path: string): boolean {
  try {
    return isAsNoted(path);
  } finally {
    rmSync(sealOf(path), { force: true });
  }
}

function isAsNoted(path: string): boolean {
  try {
    const noted = readFileSync(sealOf(path), 'latin1');
    // Half a note says nothing.
    if (!/^[\da-f]{16}\n$/.test(noted)) return true;
    // Nothing was left in the write-ahead log either: what is there now is another's.
    return noted === numberOf(path) && (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0;
  } catch {
    return true;
  }
}

function numberOf(path: string): string {
  const [low, high] = byteNumber(readFileSync(path));
  return `${[high, low].map((half) => half.toString(16).padStart(8, '0')).join('')}\n`;
}
