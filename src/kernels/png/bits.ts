// The bits of a deflate stream (RFC 1951 §3.1.1), lowest first, out of an area into which its bytes are copied piece by piece.

/** Bytes that are handed over at a time, at most. */
export const inputSize = 1 << 17;
const inputSlack = 64;
export const input = memory.data(inputSize + inputSlack, 16);

export let at: usize = input;
export let end: usize = input;
export let final: bool = false;
/** The next bits of the stream, lowest first; those above `count` are of no meaning or those that `at` will give. */
export let bits: u64 = 0;
export let count: u32 = 0;

export function startBits(): void {
  at = input;
  end = input;
  final = false;
  bits = 0;
  count = 0;
}

/** Moves what is unread to the front, with what `align` may give back: where the next input goes, up to `input + inputSize`. */
export function makeRoom(): usize {
  const ahead = <usize>(count >> 3);
  const left = end - at + ahead;
  memory.copy(input, at - ahead, left);
  at = input + ahead;
  end = input + left;
  return end;
}

/** The input now ends at `until`; `last`: with it the stream. */
export function addInput(until: usize, last: bool): void {
  end = until;
  final = last;
  memory.fill(end, 0, inputSlack);
}

export function refill(): void {
  bits |= load<u64>(at) << count;
  at += (63 - count) >> 3;
  count |= 56;
}

export function take(n: u32): u32 {
  const value = <u32>bits & ((1 << n) - 1);
  bits >>= n;
  count -= n;
  return value;
}

/** Gives back the bytes that were read ahead, and drops the bits up to the next byte (for stored blocks and the trailer). */
export function align(): void {
  at -= count >> 3;
  bits = 0;
  count = 0;
}

/** Whether more was read than there is. */
export function overrun(): bool {
  return at - (count >> 3) > end;
}

/** Takes so many bytes; to be called when aligned. */
export function skip(bytes: usize): void {
  at += bytes;
}

/** Goes on from where a loop that keeps these in its registers has come to. */
export function resume(from: usize, window: u64, left: u32): void {
  at = from;
  bits = window;
  count = left;
}
