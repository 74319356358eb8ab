import type { ImageFormat, Orientation } from '../../shared/files';
import type { SkipReason } from '../../shared/scan';
import type { ContentNumber } from './content-number';
import type { Traits } from './traits';

/** A small greyscale picture of the whole image, as stored (before `orientation` is applied). */
export interface LumaGrid {
  readonly format: ImageFormat;
  /** Cells. */
  readonly width: number;
  readonly height: number;
  /** Row by row, one byte per cell, 0 black – 255 white; may be longer than width × height. */
  readonly luma: Uint8Array;
  /**
   * Cells, counted with fractions, that the image spans: less than `width` or `height` where the picture ends
   * inside its last column or row (a 300-pixel-wide JPEG has 38 blocks of which it spans 37.5). Absent: all.
   */
  readonly spanX?: number;
  readonly spanY?: number;
  /** Pixels of the image as stored. */
  readonly imageWidth: number;
  readonly imageHeight: number;
  readonly orientation: Orientation;
  /**
   * Of two files that have it, equal numbers mean equal pixels, shown alike (but for one chance in 2⁶⁴ per pair); other numbers mean
   * nothing. Absent or null where decoding did not tell, or was not asked to.
   */
  readonly pixels?: ContentNumber | null;
  /** Absent where decoding did not tell. */
  readonly traits?: Traits;
}

/** A file that gave no grid, and why, in words for its owner. */
export interface DecodeFailure {
  readonly reason: SkipReason;
  readonly detail: string;
}

export type Decoded = { readonly ok: true; readonly grid: LumaGrid } | { readonly ok: false; readonly failure: DecodeFailure };

export function decoded(grid: LumaGrid): Decoded {
  return { ok: true, grid };
}

export function notDecoded(reason: SkipReason, detail: string): Decoded {
  return { ok: false, failure: { reason, detail } };
}

/** No image of more pixels is opened: a header that claims more is a mistake or an attack. */
export const maxPixels = 1_000_000_000;
