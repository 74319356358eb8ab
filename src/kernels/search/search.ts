// Finds pictures that may show the same: hashes of whole pictures and contents are indexed, windows and turns of a picture are asked
// for. src/core/matching/candidates.ts is the only caller.
import { inner, side, whole } from '../view/memory';
import { read, record } from '../view/record';
import { addRange as add, hashWindow, transformRows, unsure } from '../view/windows';
import { beginQuery, build as buildTables, codes, foundCount, lookAll, lookUp, reserveEntries, touched } from './table';
import { turn } from './turn';

const maxWindows = 128;
/** By window: its ranges (2 × u8), and in how many turns it is looked for (u8). */
const windows = memory.data(maxWindows * 3, 4);
let windowCount: i32 = 0;
let rangeCount: i32 = 0;

/** Windows are cut from views of half as many cells along each side: their eight frequencies lose nothing by it, and take a third of the time. */
const coarseSide = side / 2;
const coarse = memory.data(coarseSide * coarseSide * 4, 16);
/** The whole of a side, of views as they are: the first window's hash must be the one that the index holds. */
const all = add(0, 1, side);
const anyBit: u64 = ~(<u64>1);

export function addRange(from: f64, to: f64): void {
  rangeCount++;
  add(from, to, coarseSide);
}

export function addWindow(columns: i32, rows: i32, turns: i32): void {
  const at = windows + <usize>(windowCount++ * 3);
  store<u8>(at, <u8>columns);
  store<u8>(at, <u8>rows, 1);
  store<u8>(at, <u8>turns, 2);
}

export function reserve(entries: i32): usize {
  return reserveEntries(entries);
}

export function build(): void {
  buildTables();
}

export function recordAt(): usize {
  return record;
}

export function touchedAt(): usize {
  return touched;
}

export function codesAt(): usize {
  return codes;
}

/**
 * Looks for all windows of the picture whose record lies at `recordAt`: within `radius` bits, and within `upright` for the whole
 * picture as it stands. Answers how many entries were found: their numbers are at `touchedAt`, and by number the code at `codesAt`:
 * distance << 13 | window << 6 | turn << 3 | inside << 2.
 */
export function search(radius: i32, upright: i32): i32 {
  beginQuery();
  const margins = read();
  searchView(whole, 0, radius, upright);
  if (margins) searchView(inner, 1, radius, upright);
  lookAll();
  return foundCount();
}

function searchView(view: usize, inside: i32, radius: i32, upright: i32): void {
  transformRows(view, all);
  coarsen(view);
  for (let range = 1; range <= rangeCount; range++) transformRows(coarse, all + range);
  for (let window = 0; window < windowCount; window++) {
    const at = windows + <usize>(window * 3);
    const hash = window == 0 ? hashWindow(all, all) : hashWindow(all + 1 + load<u8>(at), all + 1 + load<u8>(at, 1));
    const code = <u32>((window << 6) | (inside << 2));
    const turns = <i32>load<u8>(at, 2);
    if (window == 0) lookUp(hash, anyBit, unsure, upright, code);
    for (let way = window == 0 ? 1 : 0; way < turns; way++) lookUp(turn(hash, way), turnMask(way), 0, radius, code | <u32>(way << 3));
  }
}

/** Sums up each two by two cells. The scale of a view does not matter to its hashes. */
function coarsen(view: usize): void {
  let to = coarse;
  for (let row = 0; row < coarseSide; row++, view += side * 4) {
    for (let column = 0; column < coarseSide; column++, to += 4, view += 8) {
      store<f32>(to, load<f32>(view) + load<f32>(view, 4) + load<f32>(view, side * 4) + load<f32>(view, side * 4 + 4));
    }
  }
}

/** Which bits a turned hash is unsure of. */
function turnMask(way: i32): u64 {
  return turn(unsure, way & 4);
}
