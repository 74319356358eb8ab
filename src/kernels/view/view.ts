// From a picture's luma grid to what it is compared by: views and hashes of windows. src/core/matching/view.ts is the only caller.
import { average } from './average';
import * as content from './content';
import { cells, reserve as reserveGrid, side, stored, views } from './memory';
import { addRange as add, hashWindow, transformRows } from './windows';

const maxWindows = 128;
/** Pairs of ranges, and their hashes for each view. */
const windows = memory.data(maxWindows * 2, 4);
const hashes = memory.data(2 * maxWindows * 8, 8);
let windowCount: i32 = 0;
let rangeCount: i32 = 0;
/** What the content spans of the picture as shown, 0–1: left, top, right, bottom. */
const rect = memory.data(16, 4);
/** Views as bytes, for the store. */
const bytes = memory.data(cells, 16);

export function viewSide(): i32 {
  return side;
}

export function reserve(width: i32, height: i32): usize {
  return reserveGrid(width, height);
}

export function viewAt(): usize {
  return bytes;
}

export function hashesAt(): usize {
  return hashes;
}

export function rectAt(): usize {
  return rect;
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
 * Views and hashes of the grid's picture. Answers how many views there are: 1, or 2 where the picture has margins. The bytes at
 * `viewAt` are of the last.
 */
export function look(spanX: f32, spanY: f32, orientation: i32): i32 {
  average(0, 0, spanX, spanY, stored);
  turn(orientation, views);
  hashAll(0);
  const inside = content.find(spanX, spanY);
  if (inside) {
    average(content.left, content.top, content.right, content.bottom, stored);
    turn(orientation, views + cells * 4);
    hashAll(1);
    turnRect(content.left / spanX, content.top / spanY, content.right / spanX, content.bottom / spanY, orientation);
  } else {
    turnRect(0, 0, 1, 1, 1);
  }
  toBytes(inside ? views + cells * 4 : views);
  return inside ? 2 : 1;
}

function hashAll(view: i32): void {
  const from = views + <usize>(view * cells * 4);
  for (let range = 0; range < rangeCount; range++) transformRows(from, range);
  const to = hashes + <usize>(view * maxWindows * 8);
  for (let window = 0; window < windowCount; window++) {
    const at = windows + (window << 1);
    store<u64>(to + (window << 3), hashWindow(load<u8>(at), load<u8>(at, 1)));
  }
}

function toBytes(view: usize): void {
  for (let i = 0; i < cells; i++) store<u8>(bytes + i, <u8>(load<f32>(view + (i << 2)) + 0.5));
}

/** Where a cell shown at (x, y) is stored, by the definition of each orientation (CIPA DC-008 §4.6.4, table 6). */
function turn(orientation: i32, out: usize): void {
  const turned = orientation >= 5;
  const flipX = orientation === 2 || orientation === 3 || orientation === 7 || orientation === 8;
  const flipY = orientation === 3 || orientation === 4 || orientation === 6 || orientation === 7;
  if (orientation === 1) {
    memory.copy(out, stored, cells * 4);
    return;
  }
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

function turnRect(x0: f32, y0: f32, x1: f32, y1: f32, orientation: i32): void {
  const turned = orientation >= 5;
  const flipX = orientation === 2 || orientation === 3 || orientation === 7 || orientation === 8;
  const flipY = orientation === 3 || orientation === 4 || orientation === 6 || orientation === 7;
  const left = flipX ? 1 - x1 : x0;
  const right = flipX ? 1 - x0 : x1;
  const top = flipY ? 1 - y1 : y0;
  const bottom = flipY ? 1 - y0 : y1;
  store<f32>(rect, turned ? top : left);
  store<f32>(rect, turned ? left : top, 4);
  store<f32>(rect, turned ? bottom : right, 8);
  store<f32>(rect, turned ? right : bottom, 12);
}
