// The eight ways to turn and mirror a picture, as they change its hash: 4 exchanges the sides, then 1 mirrors left and right and
// 2 top and bottom. Mirroring negates the coefficients of odd frequencies.

const oddAcross: u64 = ~(<u64>0) / 3 * 2;
const oddDown: u64 = ~(<u64>0) / 257 * 256;

/** Masks of the transposition's first two steps: of each 2 × 2 bits and of each 2 × 2 of those, what lies off the diagonal. */
const secondBits: u64 = (<u64>0x00aa00aa << 32) | 0x00aa00aa;
const fourthBits: u64 = (<u64>0x0000cccc << 32) | 0x0000cccc;

export function turn(hash: u64, way: i32): u64 {
  let turned = (way & 4) != 0 ? transpose(hash) : hash;
  if ((way & 1) != 0) turned ^= oddAcross;
  if ((way & 2) != 0) turned ^= oddDown;
  return turned;
}

/** Exchanges rows and columns of 8 × 8 bits (H. S. Warren, "Hacker's Delight", §7–3). */
function transpose(bits: u64): u64 {
  let swapped = (bits ^ (bits >>> 7)) & secondBits;
  bits ^= swapped ^ (swapped << 7);
  swapped = (bits ^ (bits >>> 14)) & fourthBits;
  bits ^= swapped ^ (swapped << 14);
  swapped = (bits ^ (bits >>> 28)) & 0x00000000f0f0f0f0;
  return bits ^ swapped ^ (swapped << 28);
}
