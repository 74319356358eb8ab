/** Gives away the pairs in the log, which begins anew. */
declare function flush(count: u32): void;

let lefts: usize = 0;
let rights: usize = 0;
let distances: usize = 0;
let room: u32 = 0;
let logged: u32 = 0;

/** The log is three columns of `length` each: left rows, right rows (32 bits) and distances (8 bits). */
export function openLog(at: usize, length: u32): void {
  lefts = at;
  rights = at + 4 * <usize>length;
  distances = at + 8 * <usize>length;
  room = length;
}

export function log(left: u32, right: u32, distance: u32): void {
  store<u32>(lefts + (<usize>logged << 2), left);
  store<u32>(rights + (<usize>logged << 2), right);
  store<u8>(distances + logged, <u8>distance);
  if (++logged === room) finish();
}

/** Empties the log. */
export function finish(): void {
  if (logged > 0) flush(logged);
  logged = 0;
}
