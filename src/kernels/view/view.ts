// From a picture's luma grid to what it is found and compared by. src/core/matching/view.ts is the only caller.
import { average } from './average';
import * as content from './content';
import { detailOf } from './detail';
import { cells, inner, reserve as reserveGrid, side, stored, whole } from './memory';
import { record, recordSize as size, writeInner, writePlain } from './record';
import { addRange, hashWindow, transformRows } from './windows';

/** The whole of a side. */
const all = addRange(0, 1, side);
/** Hashes of the whole picture and of its content. */
const hashes = memory.data(16, 8);
let detail: f32 = 0;

export function recordAt(): usize {
  return record;
}

export function recordSize(): i32 {
  return size;
}

export function hashesAt(view: i32): usize {
  return hashes + <usize>(view << 3);
}

export function detailFound(): f32 {
  return detail;
}

export function reserve(width: i32, height: i32): usize {
  return reserveGrid(width, height);
}

/**
 * Makes the record of the grid's picture, and the hashes of the whole and of the content. Answers how many of the two there are: 2 where the picture has margins.
 */
export function look(spanX: f32, spanY: f32, orientation: i32): i32 {
  average(0, 0, spanX, spanY, stored);
  turn(orientation, whole);
  hash(whole, 0);
  if (!content.find(spanX, spanY)) {
    writePlain();
    detail = detailOf(whole);
    return 1;
  }
  average(content.left, content.top, content.right, content.bottom, stored);
  turn(orientation, inner);
  hash(inner, 1);
  writeInner(spanX, spanY, orientation);
  detail = detailOf(inner);
  return 2;
}

function hash(view: usize, number: i32): void {
  transformRows(view, all);
  store<u64>(hashesAt(number), hashWindow(all, all));
}

/** Where a cell shown at (x, y) is stored, by the definition of each orientation (CIPA DC-008 §4.6.4, table 6). */
function turn(orientation: i32, out: usize): void {
  if (orientation === 1) {
    memory.copy(out, stored, cells * 4);
    return;
  }
  const turned = orientation >= 5;
  const flipX = orientation === 2 || orientation === 3 || orientation === 7 || orientation === 8;
  const flipY = orientation === 3 || orientation === 4 || orientation === 6 || orientation === 7;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++, out += 4) {
      const storedX = turned ? y : x;
      const storedY = turned ? x : y;
      const fromX = flipX ? side - 1 - storedX : storedX;
      const fromY = flipY ? side - 1 - storedY : storedY;
      store<f32>(out, load<f32>(stored + ((fromY * side + fromX) << 2)));
    }
  }
}
