/** Of a record: left, top, right, bottom of the content (4 × u16), luma of the margins (4 × u8), then the view. */
export const viewSide = 40;
export const headerSize = 12;
export const recordSize = headerSize + viewSide * viewSide;

/** What the content spans of a picture as shown, 0–1: left, top, right, bottom. Without margins all of it. */
export function contentOf(record: Uint8Array): readonly [left: number, top: number, right: number, bottom: number] {
  const at = (place: number): number => (record[2 * place]! | (record[2 * place + 1]! << 8)) / 65535;
  return [at(0), at(1), at(2), at(3)];
}
