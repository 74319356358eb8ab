/**
 * The eight ways to turn and mirror a picture (the dihedral group of the square). A turn is three bits: 4 exchanges the sides,
 * and then 1 mirrors left and right, 2 mirrors top and bottom.
 */
export const turnCount = 8;
export const mirrored = 1;
export const upsideDown = 2;
export const transposed = 4;

/** Bits of odd frequencies: mirroring negates these coefficients and leaves the others. */
const oddAcross = 0xaaaaaaaa;
const oddDown = 0xff00ff00;

/** By byte of a hash and value of it: the bits after transposition, low and high half. */
const transposition = makeTransposition();

/**
 * The hash (`hash` = [low, high]) that a picture has after a turn, from the one that it has now; into `out`. Exact but for
 * coefficients that are zero.
 */
export function turnHash(low: number, high: number, turn: number, out: Uint32Array): void {
  if ((turn & transposed) !== 0) {
    let newLow = 0;
    let newHigh = 0;
    for (let byte = 0; byte < 4; byte++) {
      const inLow = (byte * 256 + ((low >>> (8 * byte)) & 255)) * 2;
      const inHigh = ((byte + 4) * 256 + ((high >>> (8 * byte)) & 255)) * 2;
      newLow |= transposition[inLow]! | transposition[inHigh]!;
      newHigh |= transposition[inLow + 1]! | transposition[inHigh + 1]!;
    }
    low = newLow;
    high = newHigh;
  }
  const mask = ((turn & mirrored) !== 0 ? oddAcross : 0) ^ ((turn & upsideDown) !== 0 ? oddDown : 0);
  out[0] = low ^ mask;
  out[1] = high ^ mask;
}

/** The map that finds each place of a turned picture in the picture before: in sides, from the middle. */
export function turnMap(turn: number): readonly [xx: number, xy: number, yx: number, yy: number] {
  const x = (turn & mirrored) !== 0 ? -1 : 1;
  const y = (turn & upsideDown) !== 0 ? -1 : 1;
  return (turn & transposed) !== 0 ? [0, y, x, 0] : [x, 0, 0, y];
}

function makeTransposition(): Uint32Array {
  const table = new Uint32Array(8 * 256 * 2);
  for (let row = 0; row < 8; row++) {
    for (let bits = 0; bits < 256; bits++) {
      for (let column = 0; column < 8; column++) {
        if (((bits >> column) & 1) === 0) continue;
        const bit = 8 * column + row;
        table[(row * 256 + bits) * 2 + (bit >> 5)]! |= 1 << (bit & 31);
      }
    }
  }
  return table;
}
