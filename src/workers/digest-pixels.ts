import { digestPixels } from '../core/decode/pixel-digest';
import type { Digests } from '../core/ports';
import type { FileReader } from './read-file';

/**
 * The digest of each file's picture, one after the other; null for one that can't be read or told. `goOn` is asked before every file.
 * Null when it said no.
 */
export async function digestPictures(paths: readonly string[], reader: FileReader, goOn: () => boolean): Promise<Digests | null> {
  const digests: (Uint8Array | null)[] = [];
  try {
    for (const path of paths) {
      if (!goOn()) return null;
      const read = reader.readNow(path);
      digests.push(read.ok ? await digestPixels(read.bytes) : null);
    }
  } finally {
    reader.trim();
  }
  return digests;
}
