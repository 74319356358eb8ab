// Eight rows at once, each a pixel behind the one above. A pixel needs the one before it, so that a row by itself is a chain of
// waiting; but eight rows can be done in the time of one. A vector holds a pixel, 4 bytes of it, of each of four rows.
import { filterAverage, filterPaeth, filterSub, filterUp, halfway, paeth } from './unfilter';

export const waveRows: usize = 8;
/** Bytes of eight lanes. */
const waveVectors = 32;

/** Which of the rows have begun, at the first seven steps and after: two vectors each. */
const begun = memory.data(8 * 8 * 4, 16);

/** To be called before anything else. */
export function prepareWave(): void {
  for (let step: usize = 0; step < waveRows; step++) memory.fill(begun + ((step * waveRows) << 2), 255, (step + 1) << 2);
}

// For each filter that makes a difference, which rows have it: two vectors each. They lie in memory, because the compiler would
// make them anew at every step rather than keep so many in registers.
const seeLeft = memory.data(waveVectors, 16);
const seeUp = memory.data(waveVectors, 16);
const seeCorner = memory.data(waveVectors, 16);
const average = memory.data(waveVectors, 16);

/** Notes the filters of eight rows; whether any is Average. */
function noteFilters(from: usize, stride: usize): bool {
  let averaging = false;
  for (let row: usize = 0; row < waveRows; row++) {
    const filter: u32 = load<u8>(from + row * stride);
    const at = row << 2;
    // Sub and Up are Paeth's guess with nothing but that neighbour.
    store<i32>(seeLeft + at, filter === filterPaeth || filter === filterSub ? -1 : 0);
    store<i32>(seeUp + at, filter === filterPaeth || filter === filterUp ? -1 : 0);
    store<i32>(seeCorner + at, filter === filterPaeth ? -1 : 0);
    store<i32>(average + at, filter === filterAverage ? -1 : 0);
    averaging = averaging || filter === filterAverage;
  }
  return averaging;
}

/**
 * Unfilters eight rows of `width` pixels of `pixel` bytes, 1–4. They begin, with the byte that names their filter, at `from` and every
 * `stride` bytes on; they go to `to` and every `pitch` bytes on. `above` is the row before them, which may lie where the last of
 * the eight goes: it is read ahead of what is written.
 */
export function unfilterEight(from: usize, stride: usize, to: usize, pitch: usize, above: usize, width: usize, pixel: usize): void {
  const averaging = noteFilters(from, stride);
  stride -= pixel;
  pitch -= pixel;
  const stride3 = stride * 3;
  const pitch3 = pitch * 3;
  const end = to + (width + waveRows - 1) * pixel;
  let high = i32x4.splat(0);
  let low = i32x4.splat(0);
  let highCorner = i32x4.splat(0);
  let lowCorner = i32x4.splat(0);
  let mask: usize = begun;
  from++;
  while (to < end) {
    let filtered = v128.load32_zero(from);
    filtered = v128.load32_lane(from + stride, filtered, 1);
    filtered = v128.load32_lane(from + 2 * stride, filtered, 2);
    filtered = v128.load32_lane(from + stride3, filtered, 3);
    const from4 = from + 4 * stride;
    let further = v128.load32_zero(from4);
    further = v128.load32_lane(from4 + stride, further, 1);
    further = v128.load32_lane(from4 + 2 * stride, further, 2);
    further = v128.load32_lane(from4 + stride3, further, 3);

    // What was made of a row at the last step is above the pixel of the next row at this one.
    const lowUp = i8x16.shuffle(high, low, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27);
    const highUp = i8x16.shuffle(v128.load32_splat(above), high, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27);
    let guess = paeth(v128.and(high, v128.load(seeLeft)), v128.and(highUp, v128.load(seeUp)), v128.and(highCorner, v128.load(seeCorner)));
    let lowGuess = paeth(v128.and(low, v128.load(seeLeft, 16)), v128.and(lowUp, v128.load(seeUp, 16)), v128.and(lowCorner, v128.load(seeCorner, 16)));
    if (averaging) {
      guess = v128.or(guess, v128.and(v128.load(average), halfway(high, highUp)));
      lowGuess = v128.or(lowGuess, v128.and(v128.load(average, 16), halfway(low, lowUp)));
    }
    high = i8x16.add(v128.and(filtered, v128.load(mask)), guess);
    low = i8x16.add(v128.and(further, v128.load(mask, 16)), lowGuess);
    mask = min(mask + 32, begun + 32 * (waveRows - 1));
    highCorner = highUp;
    lowCorner = lowUp;

    const to4 = to + 4 * pitch;
    v128.store32_lane(to, high, 0);
    v128.store32_lane(to + pitch, high, 1);
    v128.store32_lane(to + 2 * pitch, high, 2);
    v128.store32_lane(to + pitch3, high, 3);
    v128.store32_lane(to4, low, 0);
    v128.store32_lane(to4 + pitch, low, 1);
    v128.store32_lane(to4 + 2 * pitch, low, 2);
    v128.store32_lane(to4 + pitch3, low, 3);
    from += pixel;
    to += pixel;
    above += pixel;
  }
}
