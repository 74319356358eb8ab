// An entropy-coded segment: what stands in the file, stripped of the byte stuffing (ITU-T T.81 §B.1.1.5) into a buffer
// that is read by bit position with no more checks than one per MCU.
import * as file from './file';

/** Bytes unstuffed at a time: small enough to stay in a core's second cache. */
const chunk = 1 << 16;
/**
 * No MCU is longer: 10 blocks (§B.2.3) of a DC symbol and 63 AC symbols, each at most a 16-bit code and 15 more bits (§F.1.2).
 */
const mcuBytes = (10 * 64 * 31) / 8;
/** Bits beyond the end that are read as zeros: an encoder or a copy that lost its last bits. */
const forgivenBits = 16;

/** The unstuffed bytes. */
export const unstuffed = memory.data(chunk + mcuBytes + 128, 16);

/** The 64 bits at a byte, the first highest. */
export function wordAt(at: usize): u64 {
  const bytes = v128.load64_zero(at);
  return i64x2.extract_lane(i8x16.shuffle(bytes, bytes, 7, 6, 5, 4, 3, 2, 1, 0, 8, 9, 10, 11, 12, 13, 14, 15), 0);
}

/** Offset in the file of what is to be unstuffed next. */
let at: i32 = 0;
let filled: i32 = 0;
/** Whether a marker or the end of the file was met. */
let ended = false;
let limit: i32 = -1;

/** Starts a segment at an offset in the file. */
export function begin(offset: i32): void {
  at = offset;
  filled = 0;
  limit = -1;
  ended = false;
}

/** Offset in the file behind all that was unstuffed, or left behind. */
export function consumed(): i32 {
  return at;
}

/** The last bit position at which a whole MCU may be read, -1 for none; beyond it, `refill`. */
export function safeUpTo(): i32 {
  return limit;
}

/** Whether all of the segment is there. */
export function isWhole(): bool {
  return ended;
}

/** Whether what was read up to a bit position was there, but for a few last bits. */
export function covers(position: i32): bool {
  return !ended || position <= filled * 8 + forgivenBits;
}

/** Makes room and reads on, from the byte of a bit position, which becomes the first. */
export function refill(position: i32): void {
  const done = position >>> 3;
  filled -= done;
  memory.copy(unstuffed, unstuffed + done, filled);
  fill();
}

function fill(): void {
  const ones = i8x16.splat(-1);
  const last = file.endsHere();
  const end = file.place(file.end());
  let from = file.place(at);
  let to = unstuffed + filled;
  const full = unstuffed + chunk;
  while (to < full) {
    while (from + 16 <= end && to < full) {
      const bytes = v128.load(from);
      v128.store(to, bytes);
      const marks = i8x16.bitmask(i8x16.eq(bytes, ones));
      const plain = marks == 0 ? 16 : ctz(marks);
      from += plain;
      to += plain;
      if (marks != 0) break;
    }
    if (to >= full) break;
    if (from >= end) {
      ended = last;
      break;
    }
    const byte = load<u8>(from);
    if (byte != 0xff) {
      store<u8>(to++, byte);
      from++;
      continue;
    }
    let after = from + 1;
    while (after < end && load<u8>(after) == 0xff) after++;
    if (after >= end) {
      // Fill bytes count as one (§B.1.1.2): the last of them stays, to be judged with what follows.
      from = last ? end : end - 1;
      ended = last;
      break;
    }
    if (load<u8>(after) != 0) {
      from = after - 1;
      ended = true;
      break;
    }
    store<u8>(to++, 0xff);
    from = after + 1;
  }
  at = file.end() - <i32>(end - from);
  filled = <i32>(to - unstuffed);
  if (ended) {
    // An MCU may be begun at the very end and read on: into zeros, not into what an earlier file left there.
    memory.fill(to, 0, mcuBytes + 48);
    limit = filled * 8 + forgivenBits;
  } else {
    limit = max(filled - mcuBytes, 0) * 8 - 1;
  }
}
