// A number for all that determines a JPEG's pixels, and nothing else: the tables, the frame and scan headers, the restart interval,
// the colour profile and the entropy-coded data, as they stand in the file. Only of a file whose one scan has all components, and is
// not progressive: of others not everything is read.
import { beginHash, finishHash, hashOf, takeStripes } from '../xxh64';
import { byteAt, place } from './file';
import { isProfile } from './header';

/** The number so far. */
let sum: u64 = 0;
/** Whether it is asked for. */
let asked = false;
let known = false;
/** Whether the scan is being taken in, and up to where in the file it has been. */
let scanning = false;
let upTo: i32 = 0;

/** Where the finished number is: two words, the low one first. */
const result = memory.data(8, 8);

export function begin(isAsked: bool): void {
  sum = 0;
  asked = isAsked;
  known = false;
  scanning = false;
}

/** Takes in a marker segment, from its marker's code at an offset to `end`, if it is one that pixels depend on (ITU-T T.81 table B.1). */
export function addSegment(code: i32, end: i32): void {
  if (!asked) return;
  const marker = byteAt(code);
  // Frame headers and Huffman tables, scan headers, quantisation tables, restart intervals.
  const matters = (marker >= 0xc0 && marker <= 0xcf) || marker == 0xda || marker == 0xdb || marker == 0xdd || (marker == 0xe2 && isProfile(code + 3, end - code - 3));
  if (matters) sum = hashOf(place(code), end - code, sum);
}

/** The scan that has all pixels begins at an offset. */
export function beginScan(at: i32): void {
  if (!asked) return;
  beginHash(sum);
  scanning = true;
  upTo = at;
}

/** Takes in the scan as far as an offset, before the window moves; answers from where the window has to be: at most a stripe before it. */
export function leave(at: i32): i32 {
  if (!scanning) return at;
  const from = place(upTo);
  upTo += <i32>(takeStripes(from, place(at)) - from);
  return upTo;
}

/** The scan has ended at an offset. */
export function endScan(at: i32): void {
  if (!scanning) return;
  sum = finishHash(place(upTo), place(at));
  scanning = false;
  known = true;
}

/** Where the number is, made with what else tells how the pixels are shown; 0 where it is not known. */
export function numberWith(shown: i32): usize {
  if (!known) return 0;
  store<u64>(result, shown);
  store<u64>(result, hashOf(result, 8, sum));
  return result;
}
