// Eight rows at once, each a pixel behind the one above. A pixel needs the one before it, so that a row by itself is a chain of
// waiting; but eight rows can be done in the time of one. A vector holds a pixel, 4 bytes of it, of each of four rows.
import { filterAverage, filterPaeth, filterSub, filterUp, halfway, paeth } from './unfilter';

export const waveRows: usize = 8;

/** Which of the rows have begun, at the first seven steps and after: two vectors each. */
const begun = memory.data(8 * 8 * 4, 16);

/** To be called once, before anything else. */
export function prepareWave(): void {
  for (let step: usize = 0; step < waveRows; step++) memory.fill(begun + ((step * waveRows) << 2), 255, (step + 1) << 2);
}

/** The filters of four rows, a lane each. */
function filtersOf(from: usize, stride: usize): v128 {
  return i32x4(load<u8>(from), load<u8>(from + stride), load<u8>(from + 2 * stride), load<u8>(from + 3 * stride));
}

/** The rows whose filter is one of two. */
function rowsOf(filters: v128, one: u32, other: u32): v128 {
  return v128.or(i32x4.eq(filters, i32x4.splat(one)), i32x4.eq(filters, i32x4.splat(other)));
}

/**
 * Unfilters eight rows of `width` pixels of `pixel` bytes, 1–4. They begin, with the byte that names their filter, at `from` and every
 * `stride` bytes on; they go to `to` and every `pitch` bytes on. `above` is the row before them, which may lie where the last of
 * the eight goes: it is read ahead of what is written.
 */
export function unfilterEight(from: usize, stride: usize, to: usize, pitch: usize, above: usize, width: usize, pixel: usize): void {
  const upperFilters = filtersOf(from, stride);
  const lowerFilters = filtersOf(from + 4 * stride, stride);
  const averagesHigh = rowsOf(upperFilters, filterAverage, filterAverage);
  const averagesLow = rowsOf(lowerFilters, filterAverage, filterAverage);
  const averaging = v128.any_true(v128.or(averagesHigh, averagesLow));
  // Sub and Up are Paeth's guess with nothing but that neighbour.
  const leftHigh = rowsOf(upperFilters, filterPaeth, filterSub);
  const leftLow = rowsOf(lowerFilters, filterPaeth, filterSub);
  const upHigh = rowsOf(upperFilters, filterPaeth, filterUp);
  const upLow = rowsOf(lowerFilters, filterPaeth, filterUp);
  const cornerHigh = rowsOf(upperFilters, filterPaeth, filterPaeth);
  const cornerLow = rowsOf(lowerFilters, filterPaeth, filterPaeth);

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
    let guess = paeth(v128.and(high, leftHigh), v128.and(highUp, upHigh), v128.and(highCorner, cornerHigh));
    let lowGuess = paeth(v128.and(low, leftLow), v128.and(lowUp, upLow), v128.and(lowCorner, cornerLow));
    if (averaging) {
      guess = v128.or(guess, v128.and(averagesHigh, halfway(high, highUp)));
      lowGuess = v128.or(lowGuess, v128.and(averagesLow, halfway(low, lowUp)));
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
