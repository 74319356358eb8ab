import rowsKernel from '../../../kernels/png/rows?kernel';
import { loadKernel, type Kernel } from '../../kernel';
import { cellSide } from '../luma';
import { contentNumber, type ContentNumber } from '../content-number';
import { rowBytesOf, type PngFile } from './chunks';
import type { PixelKind, PixelLayout } from './pixels';

/** As src/kernels/png/cells.ts numbers them. */
const kinds: Readonly<Record<PixelKind, number>> = { plain: 0, blended: 1, indexed: 2 };
/** What `run` answers; see src/kernels/png/inflate.ts and rows.ts. */
const answers = { wantsInput: 1, ended: 2, ranOut: 3, surplus: 5, noSuchFilter: 6 } as const;

export type RowsFailure = 'cut' | 'surplus' | 'no-memory' | 'bad-data' | 'bad-filter';

type RowsKernel = Kernel<'begin' | 'describe' | 'meansAt' | 'pixelsAt' | 'tableAt' | 'inputAt' | 'inputEnd' | 'run'>;
/** Not before the first PNG: many folders have none. */
let loaded: RowsKernel | undefined;

export interface Rows {
  /** The mean luma of each cell, row by row of cells, a byte each. */
  readonly means: Uint8Array;
  readonly pixels: ContentNumber | null;
}

/**
 * What the rows of pixels come to: inflated, unfiltered and averaged by the kernel as rows
 * come, so that no more than a few of them are held. Or why there are none: the data ends before the rows do, or goes on
 * after them, or makes no sense, or a row's filter does not exist.
 *
 * @param description What pixels depend on beside the rows; null: their number is not asked for.
 */
export function readRows(png: PngFile, layout: PixelLayout, description: readonly Uint8Array[] | null): Rows | RowsFailure {
  const kernel = (loaded ??= loadKernel(rowsKernel, ['begin', 'describe', 'meansAt', 'pixelsAt', 'tableAt', 'inputAt', 'inputEnd', 'run']));
  const { width, height } = png;
  const { kind, pixelBytes, green, alpha, bits, table } = layout;
  const cellX = cellSide(width);
  const cellY = cellSide(height);
  if (kernel.begin(kinds[kind], width, height, rowBytesOf(png), pixelBytes, green, alpha, bits, cellX, cellY, description ? 1 : 0) === 0) return 'no-memory';
  // The memory has grown by now if it has to; views of it hold until the next image.
  const memory = new Uint8Array(kernel.memory.buffer);
  if (table) new Uint32Array(memory.buffer, kernel.tableAt(), table.length).set(table);

  for (const said of description ?? []) {
    const room = kernel.inputEnd() - kernel.inputAt();
    for (let at = 0; at === 0 || at < said.length; at += room) {
      const piece = said.subarray(at, at + room);
      memory.set(piece, kernel.inputAt());
      kernel.describe(piece.length);
    }
  }
  let part = 0;
  let from = 0;
  for (;;) {
    let at = kernel.inputAt();
    const end = kernel.inputEnd();
    while (at < end && part < png.data.length) {
      const whole = png.data[part]!;
      const piece = whole.subarray(from, from + end - at);
      memory.set(piece, at);
      at += piece.length;
      from += piece.length;
      if (from === whole.length) {
        part++;
        from = 0;
      }
    }
    switch (kernel.run(at, part === png.data.length ? 1 : 0)) {
      case answers.wantsInput:
        continue;
      case answers.ended:
        return {
          means: memory.slice(kernel.meansAt(), kernel.meansAt() + Math.ceil(width / cellX) * Math.ceil(height / cellY)),
          pixels: description && contentNumber(kernel.memory, kernel.pixelsAt()),
        };
      case answers.ranOut:
        return 'cut';
      case answers.surplus:
        return 'surplus';
      case answers.noSuchFilter:
        return 'bad-filter';
      default:
        return 'bad-data';
    }
  }
}
