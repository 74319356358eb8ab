import bytesKernel from '../../kernels/bytes/bytes?kernel';
import { loadKernel, type Kernel } from '../kernel';
import { contentNumber, type ContentNumber } from './content-number';

const names = ['pieceAt', 'begin', 'take', 'finish'] as const;
/** A whole number of stripes (src/kernels/bytes/bytes.ts). */
const pieceSize = 1 << 16;
/** One per thread, made at the first need. */
let kernel: Kernel<(typeof names)[number]> | null = null;

/** The XXH64 of bytes: equal for files of equal bytes. Not for adversaries, who can make files of equal numbers. */
export function byteNumber(bytes: Uint8Array): ContentNumber {
  kernel ??= loadKernel(bytesKernel, names);
  const at = kernel.pieceAt();
  const piece = new Uint8Array(kernel.memory.buffer, at, pieceSize);
  kernel.begin();
  let from = 0;
  for (; from + pieceSize < bytes.length; from += pieceSize) {
    piece.set(bytes.subarray(from, from + pieceSize));
    kernel.take(pieceSize);
  }
  piece.set(bytes.subarray(from));
  return contentNumber(kernel.memory, kernel.finish(bytes.length - from));
}
