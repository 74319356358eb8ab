import { keep, keepsLists, limitOf } from './lists';
import { log } from './log';
import { tableBytes } from './tables';

/** Bucket, first place and end of a run; 32 bits each. */
const runBytes: usize = 12;
/** Two buckets with more pairs than this fill lists in the order of rows, so that rows with full lists are soon done. */
const manyPairs: u64 = 4096;

let radius: u32 = 0;
let tables: usize = 0;
let runs: usize = 0;

// The table in hand. Left are those who look, right those looked at; within one column they are the same.
let table: usize = 0;
let starts: usize = 0;
let masks: usize = 0;
let maskCount: u32 = 0;
let leftHashes: usize = 0;
let leftRows: usize = 0;
let rightHashes: usize = 0;
let rightRows: usize = 0;
let within: bool = false;

/** `atRuns`: scratch of this thread, 12 bytes for each bucket or foreign hash that a call looks from. */
export function open(atTables: usize, ofRadius: u32, atRuns: usize): void {
  tables = atTables;
  radius = ofRadius;
  runs = atRuns;
}

/** Finds what table number `index` finds of the pairs with one in buckets `low` … `high` − 1, each pair once. */
export function join(index: u32, low: u32, high: u32): void {
  useTable(index);
  leftHashes = rightHashes;
  leftRows = rightRows;
  within = true;
  let end = runs;
  for (let bucket = low; bucket < high; bucket++) {
    const first = load<u32>(starts + (<usize>bucket << 2));
    const last = load<u32>(starts + (<usize>bucket << 2), 4);
    if (first === last) continue;
    store<u32>(end, bucket);
    store<u32>(end, first, 4);
    store<u32>(end, last, 8);
    end += runBytes;
  }
  compareRuns(end);
}

/** Finds what table number `index` finds near `count` foreign hashes, given by columns of hashes and rows sorted by bucket. */
export function match(index: u32, hashes: usize, rows: usize, count: u32): void {
  useTable(index);
  leftHashes = hashes;
  leftRows = rows;
  within = false;
  const from = <u64>load<u32>(table);
  const mask = load<u32>(table, 4);
  let end = runs;
  for (let place: u32 = 0; place < count; ) {
    const bucket = <u32>(load<u64>(hashes + (<usize>place << 3)) >> from) & mask;
    store<u32>(end, bucket);
    store<u32>(end, place, 4);
    do place++;
    while (place < count && (<u32>(load<u64>(hashes + (<usize>place << 3)) >> from) & mask) === bucket);
    store<u32>(end, place, 8);
    end += runBytes;
  }
  compareRuns(end);
}

function useTable(index: u32): void {
  table = tables + <usize>index * tableBytes;
  starts = load<u32>(table, 12);
  rightHashes = load<u32>(table, 16);
  rightRows = load<u32>(table, 20);
  masks = load<u32>(table, 24);
  maskCount = load<u32>(table, 28);
}

/** One mask at a time, so that the buckets across are read in nearly ascending order too. */
function compareRuns(end: usize): void {
  for (let i: u32 = 0; i < maskCount; i++) {
    const mask = load<u32>(masks + (<usize>i << 2));
    // Within one column, of two buckets only the one without the highest bit of the mask looks at the other.
    const top: u32 = within && mask !== 0 ? <u32>1 << (31 - clz(mask)) : 0;
    for (let run = runs; run < end; run += runBytes) {
      const bucket = load<u32>(run);
      if ((bucket & top) !== 0) continue;
      const across = starts + (<usize>(bucket ^ mask) << 2);
      const from = load<u32>(across);
      const to = load<u32>(across, 4);
      if (from !== to) compareBuckets(load<u32>(run, 4), load<u32>(run, 8), from, to, within && mask === 0);
    }
  }
}

function compareBuckets(left: u32, leftEnd: u32, right: u32, rightEnd: u32, same: bool): void {
  if (keepsLists() && <u64>(leftEnd - left) * (rightEnd - right) > manyPairs) {
    fillLists(left, leftEnd, right, rightEnd, leftHashes, leftRows, rightHashes, rightRows);
    if (within && !same) fillLists(right, rightEnd, left, leftEnd, rightHashes, rightRows, leftHashes, leftRows);
    return;
  }
  const last = rightHashes + (<usize>rightEnd << 3);
  for (let place = left; place < leftEnd; place++) {
    const hash = load<u64>(leftHashes + (<usize>place << 3));
    for (let at = rightHashes + (<usize>(same ? place + 1 : right) << 3); at < last; at += 32) {
      if (noneOfFour(hash, at)) continue;
      for (let one = at; one < min(at + 32, last); one += 8) {
        const difference = hash ^ load<u64>(one);
        if (<u32>popcnt(difference) <= radius) found(place, <u32>((one - rightHashes) >> 3), difference);
      }
    }
  }
}

/**
 * Whether a hash is near to none of the four from a place on. Four at a time, with one branch: buckets are short, and a loop whose
 * end the processor can't foresee costs it more than comparing with a few hashes of the next bucket.
 */
function noneOfFour(hash: u64, at: usize): bool {
  const over = radius + 1;
  const near =
    (<u32>popcnt(hash ^ load<u64>(at)) - over) |
    (<u32>popcnt(hash ^ load<u64>(at, 8)) - over) |
    (<u32>popcnt(hash ^ load<u64>(at, 16)) - over) |
    (<u32>popcnt(hash ^ load<u64>(at, 24)) - over);
  return <i32>near >= 0;
}

/** Whether an earlier table finds two hashes with this difference as well: then they were found there. */
function isKnown(difference: u64): bool {
  for (let earlier = tables; earlier < table; earlier += tableBytes) {
    const here = <u32>(difference >> <u64>load<u32>(earlier)) & load<u32>(earlier, 4);
    if (<u32>popcnt(here) <= load<u32>(earlier, 8)) return true;
  }
  return false;
}

function found(leftPlace: u32, rightPlace: u32, difference: u64): void {
  if (isKnown(difference)) return;
  const left = load<u32>(leftRows + (<usize>leftPlace << 2));
  const right = load<u32>(rightRows + (<usize>rightPlace << 2));
  if (!keepsLists()) return log(left, right, <u32>popcnt(difference));
  keep(left, right);
  if (within) keep(right, left);
}

/** For each left place, goes up the right rows as far as its list can still take them. */
function fillLists(
  left: u32, leftEnd: u32, right: u32, rightEnd: u32, hashes: usize, rows: usize, otherHashes: usize, otherRows: usize,
): void {
  for (let place = left; place < leftEnd; place++) {
    const hash = load<u64>(hashes + (<usize>place << 3));
    const row = load<u32>(rows + (<usize>place << 2));
    const limit = limitOf(row);
    for (let other = right; other < rightEnd; other++) {
      if (load<u32>(limit) === 0 && noneOfFour(hash, otherHashes + (<usize>other << 3))) {
        other += 3;
        continue;
      }
      const otherRow = load<u32>(otherRows + (<usize>other << 2));
      if (otherRow >= ~load<u32>(limit)) break;
      const difference = hash ^ load<u64>(otherHashes + (<usize>other << 3));
      if (<u32>popcnt(difference) > radius || (within && otherRow === row) || isKnown(difference)) continue;
      keep(row, otherRow);
    }
  }
}
