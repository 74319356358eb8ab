import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';

/** A name of our own in a file's folder, for what lies there only while the file is replaced or deleted. */
export function nameBeside(path: string): string {
  return join(dirname(path), `.lookalike-${randomBytes(8).toString('hex')}.part`);
}
