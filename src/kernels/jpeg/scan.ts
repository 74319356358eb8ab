// Reads what a scan says about the DC coefficients of one component, and about a few more where these are wanted, and skips
// everything else: all of a sequential scan (ITU-T T.81 §F.2), or a progressive scan of DC coefficients, first or refining, or
// of AC coefficients, first (§G.1.2).
import * as coefficients from './coefficients';
import { cellOf, height, width } from './plane';
import * as segment from './segment';
import { wordAt } from './segment';
import { entryFor, overrun, windowBits } from './windows';

// What `run` answers: the scan is done; the file beyond `segment.consumed` is wanted; the next interval is; the segment ended
// too soon; its data make no sense.
export const done = 0;
export const wantsInput = 1;
export const wantsInterval = 2;
export const ranOut = 3;
export const nonsense = 4;

/** Bits of a code and what follows it, rounded up. */
const longestSymbol = 32;
/** Blocks of an interleaved MCU, at most (§B.2.3). */
export const maxBlocks = 10;

// The plan of an MCU, for each of its blocks in file order (4 × i32): where the window tables of its start and of its inside lie,
// what is wanted of it, and what its AC coefficients are read with where they are wanted: where a window table of values lies,
// or for a band the place of a Huffman table.
const planSize = 16;
const innerAt = 4;
const wantedAt = 8;
const acAt = 12;

// What may be wanted of a block beside nothing (0): its mean, its lowest coefficients, or those of a progressive AC scan.
export const mean = 1;
export const detail = 2;
export const band = 3;


const plan = memory.data(maxBlocks * planSize, 16);
let columns: i32 = 0;
let rows: i32 = 0;
let blocks: i32 = 0;
let across: i32 = 0;
let down: i32 = 0;
/** AC coefficients of a progressive scan, first and last. */
let bandStart: i32 = 0;
let bandEnd: i32 = 0;
let low: i32 = 0;
/** A refining bit stands for itself; a difference is added to the coefficient before (§F.1.1.5.1). */
let carry: i32 = 0;

let row: i32 = 0;
let column: i32 = 0;
/** MCUs before the next restart marker. */
let left: i32 = 0;
let position: i32 = 0;
let value: i32 = 0;

/** Plans the next block of the MCU. */
export function planBlock(start: usize, inner: usize, wanted: i32, ac: i32): void {
  const at = plan + <usize>(blocks++ * planSize);
  store<i32>(at, <i32>start);
  store<i32>(at, <i32>inner, innerAt);
  store<i32>(at, wanted, wantedAt);
  store<i32>(at, ac, acAt);
}

/** Forgets the blocks planned. */
export function planAnew(): void {
  blocks = 0;
}

export function plannedBlocks(): i32 {
  return blocks;
}

/**
 * Readies a scan of `mcuColumns` × `mcuRows` MCUs for the plan, adding bits `lowBit` and up to the plane.
 *
 * @param from The first AC coefficient of a progressive scan; to `to`, the last.
 */
export function begin(
  mcuColumns: i32,
  mcuRows: i32,
  wantedAcross: i32,
  wantedDown: i32,
  lowBit: i32,
  refine: bool,
  from: i32,
  to: i32,
): void {
  columns = mcuColumns;
  rows = mcuRows;
  across = wantedAcross;
  down = wantedDown;
  low = lowBit;
  carry = refine ? 0 : -1;
  bandStart = from;
  bandEnd = to;
  row = 0;
  column = 0;
}

/** Starts an interval of `mcus` MCUs at an offset in the file. */
export function beginInterval(offset: i32, mcus: i32): void {
  segment.begin(offset);
  coefficients.beginBand();
  left = mcus;
  position = 0;
  value = 0;
}

/** Goes on with the scan until it is done, or something is wanted, or no more can be had. */
export function run(): i32 {
  // `word` holds the next `ready` bits from the top, and beneath them some that are read again; `next` is the byte that
  // follows the ready ones. A filling leaves 56 or more: enough for two entries kept in windows (a code of 12 bits and 15
  // more, at most), or for one that is not (16 and 15).
  let next: usize = segment.unstuffed + (position >>> 3);
  let word: u64 = wordAt(next) << (position & 7);
  let ready = 56 - (position & 7);
  next += 7;
  const planEnd = plan + <usize>(blocks * planSize);

  for (; row < rows; row++) {
    for (; column < columns; column++) {
      position = (<i32>(next - segment.unstuffed) << 3) - ready;
      if (left == 0) return segment.covers(position) ? wantsInterval : ranOut;
      if (position > segment.safeUpTo()) {
        if (segment.isWhole()) return ranOut;
        segment.refill(position);
        position &= 7;
        if (position > segment.safeUpTo()) return segment.isWhole() ? ranOut : wantsInput;
        word = wordAt(segment.unstuffed) << position;
        ready = 56 - position;
        next = segment.unstuffed + 7;
      }
      left--;
      let x = column * across;
      let y = row * down;
      for (let block: usize = plan; block < planEnd; block += planSize) {
        word |= wordAt(next) >> ready;
        next += (63 - ready) >> 3;
        ready |= 56;
        const wanted = load<i32>(block, wantedAt);
        let count: i32;
        let difference: i32;
        if (wanted <= mean) {
          const start = <usize>load<i32>(block);
          let entry = load<i32>(start + (<usize>(word >> (64 - windowBits)) << 2));
          count = (entry >>> 6) & 255;
          if ((count & overrun) != 0) {
            entry = entryFor(start, word, 0);
            if (entry == 0) return badSymbol(next, ready);
            count = (entry >>> 6) & 255;
          }
          word <<= entry;
          ready -= entry & 63;
          difference = entry >> 16;
        } else {
          const cell = x < width() && y < height() ? cellOf(x, y) : 0;
          let at = (<i32>(next - segment.unstuffed) << 3) - ready;
          if (wanted == band) at = coefficients.readBand(at, load<i32>(block, acAt), cell, bandStart, bandEnd, low);
          else at = coefficients.readBlock(at, <usize>load<i32>(block), <usize>load<i32>(block, acAt), cell);
          if (at < 0) return badSymbol(next, ready);
          next = segment.unstuffed + (at >>> 3);
          word = wordAt(next) << (at & 7);
          ready = 56 - (at & 7);
          next += 7;
          count = wanted == band ? 63 : coefficients.count();
          difference = coefficients.difference();
        }
        if (wanted != 0 && wanted != band) {
          value = (value & carry) + difference;
          if (x < width() && y < height()) {
            const cell = cellOf(x, y);
            store<i16>(cell, <i16>(<i32>load<i16>(cell) | (value << low)));
          }
          x++;
          if (x == (column + 1) * across) {
            x = column * across;
            y++;
          }
        }
        const inner = <usize>load<i32>(block, innerAt);
        while (count < 63) {
          word |= wordAt(next) >> ready;
          next += (63 - ready) >> 3;
          ready |= 56;
          let entry = load<i32>(inner + (<usize>(word >> (64 - windowBits)) << 2));
          let after = count + (entry >>> 6);
          if ((after & overrun) != 0) {
            entry = entryFor(inner, word, count);
            if (entry == 0) return badSymbol(next, ready);
            word <<= entry;
            ready -= entry & 63;
            count += entry >>> 6;
            continue;
          }
          word <<= entry;
          ready -= entry & 63;
          count = after;
          if (count >= 63) break;
          entry = load<i32>(inner + (<usize>(word >> (64 - windowBits)) << 2));
          after = count + (entry >>> 6);
          // What is not plain is read again from the top, where enough bits are ready.
          if ((after & overrun) != 0) continue;
          word <<= entry;
          ready -= entry & 63;
          count = after;
        }
      }
    }
    column = 0;
  }
  position = (<i32>(next - segment.unstuffed) << 3) - ready;
  return segment.covers(position) ? done : ranOut;
}

/** A code that no table has: nonsense, unless it is pieced together from what is behind the end. */
function badSymbol(next: usize, ready: i32): i32 {
  const at = (<i32>(next - segment.unstuffed) << 3) - ready;
  return segment.covers(at + longestSymbol) ? nonsense : ranOut;
}
