import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const chunk = 1 << 18;

/** SHA-256 of a file, in hexadecimal. Rejects with the file system's error. */
export async function digestOf(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(chunk);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, chunk, null);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}
