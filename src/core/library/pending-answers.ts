import { recordSize } from '../matching/record';
import type { HashBatch, HashFailure } from '../ports';

/** Entries of each column to an answer. */
const perAnswer = {
  rows: 1, hashes: 2, contents: 2, records: recordSize, pixels: 2, numbers: 2, qualities: 1, depths: 1, extras: 1, widths: 1, heights: 1, formats: 1, details: 1,
} as const;
type Column = keyof typeof perAnswer;
const columnNames = Object.keys(perAnswer).filter((name): name is Column => name in perAnswer);

/** The least that there is room for, once there is any. */
const fewest = 256;

type Columns = { readonly [name in Column]: HashBatch[name] };

/** Answers of several batches, all of one kind, put one after the other into columns that are used again: new ones for each would cost more than copying. */
export class PendingAnswers {
  #capacity = 0;
  #columns = columnsOf(0);
  #good = 0;
  #looks = false;
  #failures: HashFailure[] = [];

  /** Failures among them. */
  get count(): number {
    return this.#good + this.#failures.length;
  }

  add(batch: HashBatch): void {
    const good = this.#good + batch.rows.length;
    if (good > this.#capacity) this.#grow(good);
    for (const name of columnNames) this.#columns[name].set(batch[name], this.#good * perAnswer[name]);
    this.#looks ||= batch.contents.length > 0;
    this.#failures.push(...batch.failures);
    this.#good = good;
  }

  /** All of them as one batch, which holds until the next are added; none are pending then. */
  take(): HashBatch {
    const count = this.#good;
    const looks = this.#looks ? count : 0;
    const columns = this.#columns;
    const batch = {
      rows: columns.rows.subarray(0, count),
      hashes: columns.hashes.subarray(0, perAnswer.hashes * count),
      contents: columns.contents.subarray(0, perAnswer.contents * looks),
      records: columns.records.subarray(0, perAnswer.records * looks),
      pixels: columns.pixels.subarray(0, perAnswer.pixels * looks),
      numbers: columns.numbers.subarray(0, perAnswer.numbers * looks),
      qualities: columns.qualities.subarray(0, looks),
      depths: columns.depths.subarray(0, looks),
      extras: columns.extras.subarray(0, looks),
      widths: columns.widths.subarray(0, count),
      heights: columns.heights.subarray(0, count),
      formats: columns.formats.subarray(0, count),
      details: columns.details.subarray(0, count),
      failures: this.#failures,
    };
    this.#good = 0;
    this.#failures = [];
    return batch;
  }

  #grow(count: number): void {
    const former = this.#columns;
    this.#capacity = Math.max(fewest, count, 2 * this.#capacity);
    this.#columns = columnsOf(this.#capacity);
    for (const name of columnNames) this.#columns[name].set(former[name]);
  }
}

function columnsOf(capacity: number): Columns {
  const bytes = (name: Column): Uint8Array => new Uint8Array(perAnswer[name] * capacity);
  const words = (name: Column): Uint32Array => new Uint32Array(perAnswer[name] * capacity);
  return {
    rows: words('rows'),
    hashes: words('hashes'),
    contents: words('contents'),
    records: bytes('records'),
    pixels: words('pixels'),
    numbers: words('numbers'),
    qualities: bytes('qualities'),
    depths: bytes('depths'),
    extras: bytes('extras'),
    widths: words('widths'),
    heights: words('heights'),
    formats: bytes('formats'),
    details: new Uint16Array(perAnswer.details * capacity),
  };
}
