const locks: u32 = 1024;

/** Longest list; 0: pairs go to the log. */
let most: u32 = 0;
let limits: usize = 0;
let slots: usize = 0;
let lists: usize = 0;
let nextList: usize = 0;
let lockWords: usize = 0;

/** Lets each left row keep a list of its `length` lowest right rows instead of logging pairs. */
export function keepLists(length: u32, atLimits: usize, atSlots: usize, atLists: usize, atNext: usize, atLocks: usize): void {
  most = length;
  limits = atLimits;
  slots = atSlots;
  lists = atLists;
  nextList = atNext;
  lockWords = atLocks;
}

export function keepsLists(): bool {
  return most > 0;
}

/** Where the limit of a row's list is: the complement of the row that the full list ends with, or 0. */
export function limitOf(row: u32): usize {
  return limits + (<usize>row << 2);
}

/**
 * Puts a row into another's list of the lowest, which is sorted and begins with its length. Other threads may be at it too: a
 * row has one of a few locks; its limit can be read without, as it only falls.
 */
export function keep(row: u32, other: u32): void {
  const limit = limitOf(row);
  if (other >= ~load<u32>(limit)) return;
  const lock = lockWords + (<usize>(row & (locks - 1)) << 2);
  while (atomic.cmpxchg<u32>(lock, 0, 1) !== 0) continue;
  const slot = slots + (<usize>row << 2);
  let list = load<u32>(slot);
  if (list === 0) {
    list = atomic.add<u32>(nextList, 1) + 1;
    store<u32>(slot, list);
  }
  const start = lists + <usize>(list - 1) * (most + 1) * 4;
  const length = load<u32>(start);
  if (length < most || other < ~load<u32>(limit)) {
    let at = start + (<usize>min(length, most - 1) << 2);
    while (at > start && load<u32>(at) > other) {
      store<u32>(at, load<u32>(at), 4);
      at -= 4;
    }
    store<u32>(at, other, 4);
    if (length < most) store<u32>(start, length + 1);
    if (length + 1 >= most) store<u32>(limit, ~load<u32>(start + (<usize>most << 2)));
  }
  atomic.store<u32>(lock, 0);
}
