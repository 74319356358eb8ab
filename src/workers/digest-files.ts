import { createHash, hash } from 'node:crypto';
import { closeSync, readSync } from 'node:fs';
import type { Digests } from '../core/ports';
import { openRegular } from './read-file';

const chunkBytes = 1024 ** 2;
/** One per thread, made at the first need. */
let chunk: Buffer | null = null;

/**
 * SHA-256 (FIPS 180-4) of each file, read through one chunk of memory whatever its size. `goOn` is asked
 * before every chunk. Null when it said no.
 */
export function digestFiles(paths: readonly string[], goOn: () => boolean): Digests | null {
  chunk ??= Buffer.allocUnsafeSlow(chunkBytes);
  const digests: (Uint8Array | null)[] = [];
  for (const path of paths) {
    const digest = digestFile(path, chunk, goOn);
    if (digest === 'stopped') return null;
    digests.push(digest);
  }
  return digests;
}

/** Null for a file that can't be read: `Digests` has no reasons, and the file keeps its fingerprint. */
function digestFile(path: string, chunk: Buffer, goOn: () => boolean): Uint8Array | null | 'stopped' {
  try {
    const opened = openRegular(path);
    if (!opened) return null;
    try {
      if (!goOn()) return 'stopped';
      const first = readSync(opened.file, chunk, 0, chunk.length, null);
      // Most files fit into one chunk, and for those a hash object would cost more than the hashing.
      if (first < chunk.length) return new Uint8Array(hash('sha256', chunk.subarray(0, first), 'buffer'));
      const whole = createHash('sha256').update(chunk);
      for (;;) {
        if (!goOn()) return 'stopped';
        const count = readSync(opened.file, chunk, 0, chunk.length, null);
        if (count === 0) return new Uint8Array(whole.digest());
        whole.update(chunk.subarray(0, count));
      }
    } finally {
      closeSync(opened.file);
    }
  } catch {
    return null;
  }
}
