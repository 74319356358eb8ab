/**
 * The eight ways to turn and mirror a picture (the dihedral group of the square). A turn is three bits: 4 exchanges the sides,
 * and then 1 mirrors left and right, 2 mirrors top and bottom.
 */
export const turnCount = 8;
export const mirrored = 1;
export const upsideDown = 2;
export const transposed = 4;

/** The map that finds each place of a turned picture in the picture before: in sides, from the middle. */
export function turnMap(turn: number): readonly [xx: number, xy: number, yx: number, yy: number] {
  const x = (turn & mirrored) !== 0 ? -1 : 1;
  const y = (turn & upsideDown) !== 0 ? -1 : 1;
  return (turn & transposed) !== 0 ? [0, y, x, 0] : [x, 0, 0, y];
}
