/** BT.601 luma in 16-bit fixed point, with libjpeg's rounding of the weights (0.299, 0.587, 0.114); they sum to 65536. */
export const redWeight = 19595;
export const greenWeight = 38470;
export const blueWeight = 7471;
export const white = 255 * 65536;

const wantedCells = 32;
const mostCells = 512;
/** As in a JPEG, whose blocks are 8 pixels wide. */
const usualCell = 8;

/**
 * Pixels per cell along one side of an image: 8 where that leaves at least 32 cells, fewer for a small image
 * (never less than one), more for one that would need over 512. The sides are chosen apart, so that a
 * panorama's short side has cells enough.
 */
export function cellSide(pixels: number): number {
  const fine = Math.max(1, Math.min(usualCell, Math.floor(pixels / wantedCells)));
  return Math.max(fine, Math.ceil(pixels / mostCells));
}
