import type { LumaGrid } from '../decode/grid';
import { loadKernel } from '../kernel';
import viewKernel from '../../kernels/view/view?kernel';
import { recordSize } from './record';

/**
 * Raise when the same file would give another record, hash or number of its pixels; what was stored under another version is made anew.
 */
export const lookVersion = 3;

/** What a picture is found and compared by. */
export interface Look {
  /** For comparing; see record.ts. It lies in the kernel's memory until the next look: copy it. */
  readonly record: Uint8Array;
  /** 64-bit hashes in halves: of the whole picture and of the content inside its margins, the same where it has none. */
  readonly wholeLow: number;
  readonly wholeHigh: number;
  readonly contentLow: number;
  readonly contentHigh: number;
  /** Cells that stand out from their surroundings, 0–1600. */
  readonly detail: number;
}

/** Less detail than this is too little to tell pictures apart by: plain surfaces, gradients, darkness. */
export const leastDetail = 24;

type Name = 'recordAt' | 'recordSize' | 'hashesAt' | 'detailFound' | 'reserve' | 'look';

/** One per thread; see {@link createViewer}. */
export interface Viewer {
  /** Pure and deterministic: the same grid gives the same look. */
  look(grid: LumaGrid): Look;
}

/**
 * Makes what turns grids into looks: the signs of the lowest 63 cosine coefficients of the picture averaged to a square (after
 * C. Zauner, "Implementation and benchmarking of perceptual image hash functions", 2010, §3.2.1, without its median).
 */
export function createViewer(): Viewer {
  const kernel = loadKernel<Name>(viewKernel, ['recordAt', 'recordSize', 'hashesAt', 'detailFound', 'reserve', 'look']);
  if (kernel.recordSize() !== recordSize) throw new Error('The view kernel and record.ts disagree on the size of a record.');
  const recordAt = kernel.recordAt();
  const hashesAt = [kernel.hashesAt(0), kernel.hashesAt(1)];

  return {
    look(grid) {
      const size = grid.width * grid.height;
      const at = kernel.reserve(grid.width, grid.height);
      new Uint8Array(kernel.memory.buffer, at, size).set(grid.luma.length === size ? grid.luma : grid.luma.subarray(0, size));
      const views = kernel.look(grid.spanX ?? grid.width, grid.spanY ?? grid.height, grid.orientation);
      const [wholeLow, wholeHigh] = new Uint32Array(kernel.memory.buffer, hashesAt[0], 2);
      const [contentLow, contentHigh] = new Uint32Array(kernel.memory.buffer, hashesAt[views - 1], 2);
      return {
        record: new Uint8Array(kernel.memory.buffer, recordAt, recordSize),
        wholeLow: wholeLow!,
        wholeHigh: wholeHigh!,
        contentLow: contentLow!,
        contentHigh: contentHigh!,
        detail: kernel.detailFound(),
      };
    },
  };
}
