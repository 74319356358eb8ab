/**
 * What a worker is doing, in a small block of memory that it shares with the pool: the worker writes as it
 * goes, the pool looks when somebody wants to know. So progress costs no message, however many images pass
 * by, and the pool still knows which file a worker was at when it hung or died.
 *
 * Words (Int32): see `words`. Doubles, from byte 32: see `doubles`. A double is written by one aligned
 * store, so a reader sees an old or a new value, never half of one.
 */
const words = { stop: 0, cancelled: 1, order: 2, position: 3, sequence: 4, files: 5, reading: 6 } as const;
const doubles = { busy: 0, bytes: 1, began: 2 } as const;
const doublesAt = 32;
const blockBytes = doublesAt + 3 * Float64Array.BYTES_PER_ELEMENT;

/** Microseconds on a clock that all threads of the process share. */
function now(): number {
  return Number(process.hrtime.bigint()) / 1000;
}

/** The worker's end. */
export class StatusWriter {
  private readonly words: Int32Array;
  private readonly doubles: Float64Array;

  constructor(block: SharedArrayBuffer) {
    this.words = new Int32Array(block, 0, 7);
    this.doubles = new Float64Array(block, doublesAt, 3);
  }

  /** Whether no further file of a batch may be begun. */
  get stopped(): boolean {
    return Atomics.load(this.words, words.stop) !== 0;
  }

  isCancelled(job: number): boolean {
    return Atomics.load(this.words, words.cancelled) === job;
  }

  begin(order: number, position: number): void {
    this.doubles[doubles.began] = now();
    Atomics.store(this.words, words.position, position);
    Atomics.store(this.words, words.order, order);
    Atomics.add(this.words, words.sequence, 1);
  }

  /** Says that the file in hand is being read, or that it was. */
  reading(on: boolean): void {
    Atomics.store(this.words, words.reading, on ? 1 : 0);
  }

  /** Says that work in hand goes on, where one piece of it takes long. */
  beat(): void {
    Atomics.add(this.words, words.sequence, 1);
  }

  /** Ends what was begun and answers the microseconds it took. */
  end(files: number, bytes: number): number {
    const spent = now() - this.doubles[doubles.began]!;
    Atomics.store(this.words, words.order, 0);
    this.doubles[doubles.busy]! += spent;
    this.doubles[doubles.bytes]! += bytes;
    Atomics.add(this.words, words.files, files);
    return spent;
  }
}

/** The pool's end. */
export class StatusReader {
  readonly block = new SharedArrayBuffer(blockBytes);
  private readonly words = new Int32Array(this.block, 0, 7);
  private readonly doubles = new Float64Array(this.block, doublesAt, 3);

  setStop(stop: boolean): void {
    Atomics.store(this.words, words.stop, stop ? 1 : 0);
  }

  cancel(job: number): void {
    Atomics.store(this.words, words.cancelled, job);
  }

  /** The order in hand; 0 for none. */
  get order(): number {
    return Atomics.load(this.words, words.order);
  }

  /** Which file of the order is in hand. */
  get position(): number {
    return Atomics.load(this.words, words.position);
  }

  /** Whether the worker waits for a drive. */
  get isReading(): boolean {
    return Atomics.load(this.words, words.reading) === 1;
  }

  /** Changes whenever the worker gets on. */
  get sequence(): number {
    return Atomics.load(this.words, words.sequence);
  }

  get files(): number {
    return Atomics.load(this.words, words.files);
  }

  get bytes(): number {
    return this.doubles[doubles.bytes]!;
  }

  /** Milliseconds at work, the work in hand included. */
  get busyMs(): number {
    const began = this.doubles[doubles.began]!;
    const inHand = this.order === 0 ? 0 : Math.max(0, now() - began);
    return (this.doubles[doubles.busy]! + inHand) / 1000;
  }
}
