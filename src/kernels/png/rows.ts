// From a PNG's compressed bytes to the mean luma of its cells, rows as they come: inflated into a window of a few rows, unfiltered
// a group at a time and added to sums. src/core/decode/png/rows.ts is the only caller.
import { addInput, input, inputSize, makeRoom } from './bits';
import { addRows, cellBytes, describeCells, finishCells, placeCells, table } from './cells';
import { ended, history, inflate, nonsense, out, ranOut, slid, start, wantsInput, windowSlack } from './inflate';
import { addPixels, clearPixels, describePixels, pixelNumberAt } from './pixels';
import { filterAverage, filterPaeth, filterSub, margin, unfilterRow } from './unfilter';
import { prepareWave, unfilterEight, waveRows } from './wave';

// What `run` answers, beside what `inflate` does.
const surplus = 5;
const noSuchFilter = 6;

/** Bytes inflated at a time: with the history, half of what a core's second cache holds or less. */
const portion: usize = 1 << 17;
/** Eight rows together take as long as four rows of Paeth's filter one after the other; a row's share by filter. */
const waveCost = 16;
const paethCost = 8;
const averageCost = 4;
const subCost = 2;

let pixel: usize = 0;
/** Whether the number of the pixels is asked for. */
let numbered = false;
/** A row with its filter. */
let stride: usize = 0;
/** The group of rows in hand, or before it is, the one before. */
let group: usize = 0;
let pitch: usize = 0;
let window: usize = 0;
let limit: usize = 0;
/** The first row in the window that is still to be unfiltered, and how many are left in all. */
let next: usize = 0;
let left: usize = 0;
let means: usize = 0;

/**
 * Begins an image of `height` rows of `rowBytes`, `cellsDown` cells high; the rest as `describeCells` has it. `withNumber`: whether
 * `pixelsAt` will be asked for. False where there is no memory for it.
 */
export function begin(
  kind: i32, pixels: usize, height: usize, rowBytes: usize, pixelBytes: usize, green: usize, alpha: usize, bits: usize, cellX: usize, cellY: usize,
  withNumber: bool,
): bool {
  describeCells(kind, pixels, rowBytes, pixelBytes, green, alpha, bits, cellX, cellY);
  pixel = pixelBytes;
  numbered = withNumber;
  stride = rowBytes + 1;
  left = height;
  pitch = aligned(rowBytes + 2 * margin);

  means = aligned(__heap_base);
  const cells = aligned(means + ((pixels + cellX - 1) / cellX) * ((height + cellY - 1) / cellY));
  group = aligned(cells + cellBytes() + margin);
  window = aligned(group + waveRows * pitch);
  limit = window + max(history, waveRows * stride) + max(portion, stride);
  const pages = <i32>((limit + windowSlack + margin + 0xffff) >> 16);
  if (pages > memory.size() && memory.grow(pages - memory.size()) < 0) return false;

  placeCells(cells, means);
  // The row above the first counts as zeros (§9.2).
  memory.fill(group - margin, 0, waveRows * pitch);
  next = window;
  prepareWave();
  clearPixels(rowBytes, <u32>((rowBytes << 3) - pixels * bits));
  start(window);
  return true;
}

/**
 * Takes in what else the pixels depend on than their rows, `size` bytes where input goes. To be called after `begin`, as often as there is
 * such a thing.
 */
export function describe(size: usize): void {
  describePixels(makeRoom(), size);
}

/** Where the number lies that equal pictures have, two words of 32 bits, the low one first. To be called at the end. */
export function pixelsAt(): usize {
  return pixelNumberAt();
}

function aligned(at: usize): usize {
  return (at + 15) & ~15;
}

export function meansAt(): usize {
  return means;
}

export function tableAt(): usize {
  return table;
}

/** Where the next input goes, up to `inputEnd`. */
export function inputAt(): usize {
  return makeRoom();
}

export function inputEnd(): usize {
  return input + inputSize;
}

/** Takes the input up to `until`, with which it may end. */
export function run(until: usize, last: bool): i32 {
  addInput(until, last);
  while (true) {
    const answer = inflate(limit);
    if (answer === ranOut || answer === nonsense) return answer;
    while (left > 0 && out - next >= min(left, waveRows) * stride) {
      if (!takeRows(min(left, waveRows))) return noSuchFilter;
    }
    if (left === 0 && out > next) return surplus;
    if (answer === wantsInput) return answer;
    if (answer === ended) {
      if (left > 0) return ranOut;
      finishCells();
      return ended;
    }
    const kept = min(next, out - min(out - window, history));
    memory.copy(window, kept, out - kept);
    next -= kept - window;
    slid(kept - window);
  }
}

/** Unfilters the next `count` rows and adds them to the cells. False where one has a filter that does not exist. */
function takeRows(count: usize): bool {
  let cost = 0;
  for (let i: usize = 0; i < count; i++) {
    const filter: u32 = load<u8>(next + i * stride);
    if (filter > filterPaeth) return false;
    cost += filter === filterPaeth ? paethCost : filter === filterAverage ? averageCost : filter === filterSub ? subCost : 0;
  }
  const lastRow = group + (waveRows - 1) * pitch;
  if (cost > waveCost && pixel <= 4) {
    unfilterEight(next, stride, group, pitch, lastRow, (stride - 1) / pixel, pixel);
  } else {
    let above = lastRow;
    for (let i: usize = 0; i < count; i++) {
      const to = group + i * pitch;
      const from = next + i * stride;
      unfilterRow(load<u8>(from), from + 1, to, above, stride - 1, pixel);
      above = to;
    }
  }
  addRows(group, pitch, count);
  if (numbered) addPixels(group, pitch, count);
  next += count * stride;
  left -= count;
  return true;
}
