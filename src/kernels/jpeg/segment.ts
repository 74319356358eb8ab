// An entropy-coded segment: input as it stands in the file, stripped of the byte stuffing (ITU-T T.81 §B.1.1.5) into a buffer
// that is read by bit position with no more checks than one per MCU.

/** Bytes of the file that are handed over at a time. */
export const inputSize = 1 << 18;
/** Bytes unstuffed at a time: small enough to stay in a core's second cache. */
const chunk = 1 << 16;
/**
 * No MCU is longer: 10 blocks (§B.2.3) of a DC symbol and 63 AC symbols, each at most a 16-bit code and 15 more bits (§F.1.2).
 */
const mcuBytes = (10 * 64 * 31) / 8;
/** Bits beyond the end that are read as zeros: an encoder or a copy that lost its last bits. */
const forgivenBits = 16;

export const input = memory.data(inputSize + 16, 16);
/** The unstuffed bytes. */
export const unstuffed = memory.data(chunk + mcuBytes + 64, 16);

/** The 64 bits at a byte, the first highest. */
export function wordAt(at: usize): u64 {
  const bytes = v128.load64_zero(at);
  return i64x2.extract_lane(i8x16.shuffle(bytes, bytes, 7, 6, 5, 4, 3, 2, 1, 0, 8, 9, 10, 11, 12, 13, 14, 15), 0);
}

/** The next byte of the input, and where it ends. */
let at: usize = input;
let end: usize = input;
/** Whether the input ends with the file. */
let last = false;
let filled: i32 = 0;
/** Whether a marker or the end of the file was met. */
let ended = false;
let limit: i32 = -1;

/** Takes new input: `size` bytes, the first of which follows those that were consumed. */
export function take(size: i32, isLast: bool): void {
  at = input;
  end = input + size;
  last = isLast;
}

/** Starts a segment `offset` bytes into the input. */
export function begin(offset: i32): void {
  at = input + offset;
  filled = 0;
  limit = -1;
  ended = false;
}

/** How much of the input was consumed, in bytes. */
export function consumed(): i32 {
  return <i32>(at - input);
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
  let to = unstuffed + filled;
  const full = unstuffed + chunk;
  while (to < full) {
    while (at + 16 <= end && to < full) {
      const bytes = v128.load(at);
      v128.store(to, bytes);
      const marks = i8x16.bitmask(i8x16.eq(bytes, ones));
      const plain = marks == 0 ? 16 : ctz(marks);
      at += plain;
      to += plain;
      if (marks != 0) break;
    }
    if (to >= full) break;
    if (at >= end) {
      ended = last;
      break;
    }
    const byte = load<u8>(at);
    if (byte != 0xff) {
      store<u8>(to++, byte);
      at++;
      continue;
    }
    let after = at + 1;
    while (after < end && load<u8>(after) == 0xff) after++;
    if (after >= end) {
      // Fill bytes count as one (§B.1.1.2): the last of them stays, to be judged with what follows.
      at = last ? end : end - 1;
      ended = last;
      break;
    }
    if (load<u8>(after) != 0) {
      at = after - 1;
      ended = true;
      break;
    }
    store<u8>(to++, 0xff);
    at = after + 1;
  }
  filled = <i32>(to - unstuffed);
  if (ended) {
    v128.store(to, i64x2.splat(0));
    limit = filled * 8 + forgivenBits;
  } else {
    limit = max(filled - mcuBytes, 0) * 8 - 1;
  }
}
