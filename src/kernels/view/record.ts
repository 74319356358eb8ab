// What is kept of a picture: one view as bytes, of its content, and where that lies between which margins. The view of the whole
// picture can be made again from these, because margins are flat.
import * as content from './content';
import { cells, inner, side, whole } from './memory';

/**
 * What the content spans of the picture as shown, left, top, right and bottom in 1/65535 (4 × u16); the luma of the margins in the
 * same order (4 × u8); then the view (side × side × u8).
 */
export const header = 12;
export const recordSize = header + cells;
export const record = memory.data(recordSize + 16, 16);

/** The luma of margins, by side. */
const levels = memory.data(4, 4);

/** Writes the record of a picture without margins. */
export function writePlain(): void {
  store<u16>(record, 0);
  store<u16>(record, 0, 2);
  store<u16>(record, 65535, 4);
  store<u16>(record, 65535, 6);
  store<u32>(record, 0, 8);
  writeView(whole);
}

/** Writes the record of a picture whose content was just found, in cells of a grid as stored. */
export function writeInner(spanX: f32, spanY: f32, orientation: i32): void {
  const turned = orientation >= 5;
  const flipX = orientation === 2 || orientation === 3 || orientation === 7 || orientation === 8;
  const flipY = orientation === 3 || orientation === 4 || orientation === 6 || orientation === 7;
  const left = flipX ? <f32>1 - content.right / spanX : content.left / spanX;
  const right = flipX ? <f32>1 - content.left / spanX : content.right / spanX;
  const top = flipY ? <f32>1 - content.bottom / spanY : content.top / spanY;
  const bottom = flipY ? <f32>1 - content.top / spanY : content.bottom / spanY;
  const leftLevel = flipX ? content.rightLevel : content.leftLevel;
  const rightLevel = flipX ? content.leftLevel : content.rightLevel;
  const topLevel = flipY ? content.bottomLevel : content.topLevel;
  const bottomLevel = flipY ? content.topLevel : content.bottomLevel;
  store<u16>(record, toShare(turned ? top : left));
  store<u16>(record, toShare(turned ? left : top), 2);
  store<u16>(record, toShare(turned ? bottom : right), 4);
  store<u16>(record, toShare(turned ? right : bottom), 6);
  store<u8>(record, <u8>(turned ? topLevel : leftLevel), 8);
  store<u8>(record, <u8>(turned ? leftLevel : topLevel), 9);
  store<u8>(record, <u8>(turned ? bottomLevel : rightLevel), 10);
  store<u8>(record, <u8>(turned ? rightLevel : bottomLevel), 11);
  writeView(inner);
}

function toShare(part: f32): u16 {
  return <u16>(min<f32>(1, max<f32>(0, part)) * 65535 + 0.5);
}

function writeView(from: usize): void {
  for (let i: usize = 0; i < <usize>cells; i++) store<u8>(record + header + i, <u8>(load<f32>(from + (i << 2)) + 0.5));
}

/** Makes the views again from the record. True where the picture has margins; otherwise there is the view of the whole alone. */
export function read(): bool {
  const left = <f32>load<u16>(record) / 65535;
  const top = <f32>load<u16>(record, 2) / 65535;
  const right = <f32>load<u16>(record, 4) / 65535;
  const bottom = <f32>load<u16>(record, 6) / 65535;
  const margins = left > 0 || top > 0 || right < 1 || bottom < 1;
  const to = margins ? inner : whole;
  for (let i: usize = 0; i < <usize>cells; i++) store<f32>(to + (i << 2), <f32>load<u8>(record + header + i));
  if (margins) surround(left, top, right, bottom);
  return margins;
}

/** The view of the whole: the content's, made smaller, between its margins. */
function surround(left: f32, top: f32, right: f32, bottom: f32): void {
  memory.copy(levels, record + 8, 4);
  let to = whole;
  for (let row = 0; row < side; row++) {
    const y = (<f32>row + 0.5) / <f32>side;
    for (let column = 0; column < side; column++, to += 4) {
      const x = (<f32>column + 0.5) / <f32>side;
      if (y < top) store<f32>(to, <f32>load<u8>(levels, 1));
      else if (y >= bottom) store<f32>(to, <f32>load<u8>(levels, 3));
      else if (x < left) store<f32>(to, <f32>load<u8>(levels));
      else if (x >= right) store<f32>(to, <f32>load<u8>(levels, 2));
      else store<f32>(to, sample((x - left) / (right - left), (y - top) / (bottom - top)));
    }
  }
}

/** The content's view at a place, 0–1 along each side. */
function sample(x: f32, y: f32): f32 {
  const inX = min<f32>(<f32>(side - 1), max<f32>(0, x * <f32>side - 0.5));
  const inY = min<f32>(<f32>(side - 1), max<f32>(0, y * <f32>side - 0.5));
  const column = min(<i32>inX, side - 2);
  const row = min(<i32>inY, side - 2);
  const at = inner + <usize>((row * side + column) << 2);
  const shareX = inX - <f32>column;
  const above = load<f32>(at) + (load<f32>(at, 4) - load<f32>(at)) * shareX;
  const below = load<f32>(at, side * 4) + (load<f32>(at, side * 4 + 4) - load<f32>(at, side * 4)) * shareX;
  return above + (below - above) * (inY - <f32>row);
}
