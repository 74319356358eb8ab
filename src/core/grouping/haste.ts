/**
 * Says to all threads of a grouping whether somebody waits for it. From the moment that one does, they compare no more pictures: what is not known
 * of two by then is passed over, as if they were no copies, and counted. In memory that threads share.
 */
export interface Haste {
  readonly cells: Int32Array;
}

const [state, passed] = [0, 1] as const;
const [calm, hurried, givenUp] = [0, 1, 2] as const;

export function haste(): Haste {
  return { cells: new Int32Array(new SharedArrayBuffer(8)) };
}

export function hurry({ cells }: Haste): void {
  Atomics.compareExchange(cells, state, calm, hurried);
}

/** Nobody wants the groups any more: what is under way ends in haste, and nothing else is begun. */
export function giveUp({ cells }: Haste): void {
  Atomics.store(cells, state, givenUp);
}

/** Whether somebody waits, be it for something else. */
export function isHurried({ cells }: Haste): boolean {
  return Atomics.load(cells, state) !== calm;
}

export function isGivenUp({ cells }: Haste): boolean {
  return Atomics.load(cells, state) === givenUp;
}

/** To be told of each comparison that was left out. */
export function passOver({ cells }: Haste): void {
  Atomics.add(cells, passed, 1);
}

/** How many comparisons were left out: with none, nothing is missing in the groups. */
export function passedOver({ cells }: Haste): number {
  return Atomics.load(cells, passed);
}
