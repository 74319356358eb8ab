// From a picture's luma grid to what it is compared by, and from that to the hashes of its windows. src/core/matching/view.ts is the
// only caller.
import { average } from './average';
import * as content from './content';
import { detailOf } from './detail';
import { cells, inner, reserve as reserveGrid, side, stored, whole } from './memory';
import { read, record, recordSize as size, writeInner, writePlain } from './record';
import { addRange as add, hashWindow, transformRows } from './windows';

const maxWindows = 128;
/** Pairs of ranges. The first is the whole of both sides. */
const windows = memory.data(maxWindows * 2, 4);
/** Hashes of the windows (u64), of the whole and then of the content. */
const hashes = memory.data(2 * maxWindows * 8, 8);
let windowCount: i32 = 0;
let rangeCount: i32 = 0;
let detail: f32 = 0;

export function recordAt(): usize {
  return record;
}

export function recordSize(): i32 {
  return size;
}

export function hashesAt(view: i32): usize {
  return hashes + <usize>(view * maxWindows * 8);
}

export function detailFound(): f32 {
  return detail;
}

export function reserve(width: i32, height: i32): usize {
  return reserveGrid(width, height);
}

export function addRange(from: f64, to: f64): i32 {
  rangeCount++;
  return add(from, to);
}

export function addWindow(columns: i32, rows: i32): void {
  store<u8>(windows + (windowCount << 1), <u8>columns);
  store<u8>(windows + (windowCount << 1) + 1, <u8>rows);
  windowCount++;
}

/**
 * Makes the record of the grid's picture, and the hashes of the whole and of the content (the first of each row of hashes).
 * Answers how many of the two there are: 2 where the picture has margins.
 */
export function look(spanX: f32, spanY: f32, orientation: i32): i32 {
  average(0, 0, spanX, spanY, stored);
  turn(orientation, whole);
  hashFirst(whole, 0);
  if (!content.find(spanX, spanY)) {
    writePlain();
    detail = detailOf(whole);
    return 1;
  }
  average(content.left, content.top, content.right, content.bottom, stored);
  turn(orientation, inner);
  hashFirst(inner, 1);
  writeInner(spanX, spanY, orientation);
  detail = detailOf(inner);
  return 2;
}

/** The hashes of all windows of the picture whose record lies at `recordAt`. Answers as `look` does. */
export function hashWindows(): i32 {
  const margins = read();
  hashAll(whole, 0);
  if (!margins) return 1;
  hashAll(inner, 1);
  return 2;
}

function hashFirst(view: usize, row: i32): void {
  transformRows(view, load<u8>(windows));
  store<u64>(hashesAt(row), hashWindow(load<u8>(windows), load<u8>(windows, 1)));
}

function hashAll(view: usize, row: i32): void {
  for (let range = 0; range < rangeCount; range++) transformRows(view, range);
  const to = hashesAt(row);
  for (let window = 0; window < windowCount; window++) {
    const at = windows + (window << 1);
    store<u64>(to + (window << 3), hashWindow(load<u8>(at), load<u8>(at, 1)));
  }
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
