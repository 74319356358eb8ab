// The file, of which a window is in memory at a time. Offsets are the file's.

/** Bytes that are handed over at a time: more than the longest marker segment (ITU-T T.81 §B.1.1.4). */
export const windowSize = 1 << 18;

export const bytes = memory.data(windowSize + 16, 16);

let from: i32 = 0;
let to: i32 = 0;
let length: i32 = 0;

/** Begins with a file of `size` bytes, of which none are here yet. */
export function open(size: i32): void {
  from = 0;
  to = 0;
  length = size;
}

/** Takes the window that begins at `offset`: `size` bytes, fewer than `windowSize` only at the end of the file. */
export function take(offset: i32, size: i32): void {
  from = offset;
  to = offset + size;
}

export function fileSize(): i32 {
  return length;
}

/** Whether `count` bytes at `offset` are here, or all up to the end of the file. */
export function has(offset: i32, count: i32): bool {
  return offset >= from && (offset + count <= to || to == length);
}

/** Where the byte at an offset lies. */
export function place(offset: i32): usize {
  return bytes + (offset - from);
}

export function byteAt(offset: i32): i32 {
  return <i32>load<u8>(place(offset));
}

/** Behind the last byte that is here. */
export function end(): i32 {
  return to;
}

export function endsHere(): bool {
  return to == length;
}

// What `findMarker` answers when there is no marker, and when there is none yet: then `resumeAt` has to be here.
export const noMarker = -1;
export const notYet = -2;

let resume: i32 = 0;

export function resumeAt(): i32 {
  return resume;
}

/**
 * The offset of the next marker's code at or after `offset`. Passes over fill bytes (§B.1.1.2), stuffed zeros (§B.1.1.5) and
 * whatever else lies between markers.
 */
export function findMarker(offset: i32): i32 {
  if (offset < from || offset > to) {
    resume = offset;
    return offset > length ? noMarker : notYet;
  }
  const ones = i8x16.splat(-1);
  let at = place(offset);
  const stop = bytes + (to - from);
  while (at < stop) {
    while (at + 16 <= stop) {
      const marks = i8x16.bitmask(i8x16.eq(v128.load(at), ones));
      at += marks == 0 ? 16 : ctz(marks);
      if (marks != 0) break;
    }
    while (at < stop && load<u8>(at) != 0xff) at++;
    while (at < stop && load<u8>(at) == 0xff) at++;
    if (at < stop) {
      if (load<u8>(at) != 0) return from + <i32>(at - bytes);
      at++;
    }
  }
  if (to == length) return noMarker;
  // The last byte may begin a marker.
  resume = to > from && load<u8>(stop - 1) == 0xff ? to - 1 : to;
  return notYet;
}
