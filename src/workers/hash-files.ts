import type { ContentNumber } from '../core/decode/content-number';
import type { Decoded, DecodeFailure, LumaGrid } from '../core/decode/grid';
import { noTraits } from '../core/decode/traits';
import type { Fingerprint } from '../core/fingerprint';
import { recordSize } from '../core/matching/record';
import type { Look } from '../core/matching/view';
import type { HashFailure, HashKind } from '../core/ports';
import { type ImageFormat, imageFormats } from '../shared/files';
import type { HashOrder, HashReply } from './messages';
import type { FileReader } from './read-file';
import type { StatusWriter } from './status';

export interface Hashing {
  /**
   * `fewest`: cells that there should be along the picture's shorter side, at least, if it has as many pixels. `numbered`: whether the number of
   * its pixels is asked for.
   */
  decode(bytes: Uint8Array, fewest: number, numbered: boolean): Decoded | Promise<Decoded>;
  fingerprint(grid: LumaGrid): Fingerprint;
  look(grid: LumaGrid): Look;
  /** A number of all the file's bytes. */
  number(bytes: Uint8Array): ContentNumber;
}

/** The difference hash compares 9 × 8 cells; a look has 40 a side, and half a cell does not show. */
const fewestCells: Readonly<Record<HashKind, number>> = { difference: 9, look: 32 };

/** Answers the files of an order one after the other, until the end or until the status block says stop. */
export async function hashFiles(order: HashOrder, hashing: Hashing, reader: FileReader, status: StatusWriter): Promise<HashReply> {
  const answers = new Answers(order.paths.length, order.want);
  let position = 0;
  for (; position < order.paths.length && !status.stopped; position++) {
    const row = order.numbers[3 * position]!;
    const bytes = order.numbers[3 * position + 1]!;
    status.begin(order.id, position);
    status.reading(true);
    const read = reader.read(order.paths[position]!, bytes, order.numbers[3 * position + 2]!);
    status.reading(false);
    if (read.ok) {
      try {
        const outcome = hashing.decode(read.bytes, fewestCells[order.want], order.want === 'look');
        const decoded = outcome instanceof Promise ? await outcome : outcome;
        if (!decoded.ok) answers.fail(row, decoded.failure);
        else if (order.want === 'look') answers.addLook(row, decoded.grid, read.bytes, hashing);
        else answers.add(row, decoded.grid, hashing.fingerprint(decoded.grid));
      } catch (thrown) {
        answers.fail(row, describeDecoderError(thrown));
      }
    } else {
      answers.fail(row, read.failure);
    }
    answers.micros[position] = status.end(1, read.ok ? bytes : 0);
  }
  reader.trim();
  return answers.reply(order.id, position);
}

/** Decoders answer bad files with reasons; what they throw instead must not cost more than the one file. */
function describeDecoderError(thrown: unknown): DecodeFailure {
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof RangeError && /alloc|array length/i.test(said)) {
    return { reason: 'too-large', detail: 'There was not enough memory to decode it.' };
  }
  return { reason: 'crashed', detail: `The decoder gave up on it: ${said}.` };
}

/** The columns of a reply, over one buffer that is transferred back. */
class Answers {
  readonly micros: Uint32Array<ArrayBuffer>;
  private readonly rows: Uint32Array<ArrayBuffer>;
  private readonly widths: Uint32Array<ArrayBuffer>;
  private readonly heights: Uint32Array<ArrayBuffer>;
  private readonly hashes: Uint32Array<ArrayBuffer>;
  private readonly contents: Uint32Array<ArrayBuffer>;
  private readonly pixels: Uint32Array<ArrayBuffer>;
  private readonly numbers: Uint32Array<ArrayBuffer>;
  private readonly details: Uint16Array<ArrayBuffer>;
  private readonly formats: Uint8Array<ArrayBuffer>;
  private readonly qualities: Uint8Array<ArrayBuffer>;
  private readonly depths: Uint8Array<ArrayBuffer>;
  private readonly extras: Uint8Array<ArrayBuffer>;
  private readonly records: Uint8Array<ArrayBuffer>;
  private readonly failures: HashFailure[] = [];
  private count = 0;

  constructor(capacity: number, want: HashKind) {
    const looks = want === 'look' ? capacity : 0;
    const buffer = new ArrayBuffer(27 * capacity + (27 + recordSize) * looks);
    let at = 0;
    const next = (bytes: number): number => (at += bytes) - bytes;
    this.micros = new Uint32Array(buffer, next(4 * capacity), capacity);
    this.rows = new Uint32Array(buffer, next(4 * capacity), capacity);
    this.widths = new Uint32Array(buffer, next(4 * capacity), capacity);
    this.heights = new Uint32Array(buffer, next(4 * capacity), capacity);
    this.hashes = new Uint32Array(buffer, next(8 * capacity), 2 * capacity);
    this.contents = new Uint32Array(buffer, next(8 * looks), 2 * looks);
    this.pixels = new Uint32Array(buffer, next(8 * looks), 2 * looks);
    this.numbers = new Uint32Array(buffer, next(8 * looks), 2 * looks);
    this.details = new Uint16Array(buffer, next(2 * capacity), capacity);
    this.formats = new Uint8Array(buffer, next(capacity), capacity);
    this.qualities = new Uint8Array(buffer, next(looks), looks);
    this.depths = new Uint8Array(buffer, next(looks), looks);
    this.extras = new Uint8Array(buffer, next(looks), looks);
    this.records = new Uint8Array(buffer, next(recordSize * looks), recordSize * looks);
  }

  add(row: number, { format }: LumaGrid, { hashLow, hashHigh, detail, width, height }: Fingerprint): void {
    this.put(row, format, width, height, hashLow, hashHigh, detail);
  }

  addLook(row: number, grid: LumaGrid, bytes: Uint8Array, hashing: Hashing): void {
    const look = hashing.look(grid);
    const { quality, depth, extras } = grid.traits ?? noTraits;
    const turned = grid.orientation >= 5;
    const { imageWidth, imageHeight } = grid;
    const at = this.put(row, grid.format, turned ? imageHeight : imageWidth, turned ? imageWidth : imageHeight, look.wholeLow, look.wholeHigh, look.detail);
    this.contents[2 * at] = look.contentLow;
    this.contents[2 * at + 1] = look.contentHigh;
    if (grid.pixels) this.pixels.set(grid.pixels, 2 * at);
    this.numbers.set(hashing.number(bytes), 2 * at);
    this.qualities[at] = quality;
    this.depths[at] = depth;
    this.extras[at] = extras;
    this.records.set(look.record, recordSize * at);
  }

  fail(row: number, failure: DecodeFailure): void {
    this.failures.push({ row, reason: failure.reason, detail: failure.detail });
  }

  reply(id: number, answered: number): HashReply {
    const { count } = this;
    return {
      kind: 'hashed',
      id,
      answered,
      micros: this.micros.subarray(0, answered),
      batch: {
        rows: this.rows.subarray(0, count),
        widths: this.widths.subarray(0, count),
        heights: this.heights.subarray(0, count),
        hashes: this.hashes.subarray(0, 2 * count),
        contents: this.contents.subarray(0, 2 * count),
        pixels: this.pixels.subarray(0, 2 * count),
        numbers: this.numbers.subarray(0, 2 * count),
        qualities: this.qualities.subarray(0, count),
        depths: this.depths.subarray(0, count),
        extras: this.extras.subarray(0, count),
        records: this.records.subarray(0, recordSize * count),
        formats: this.formats.subarray(0, count),
        details: this.details.subarray(0, count),
        failures: this.failures,
      },
    };
  }

  private put(row: number, format: ImageFormat, width: number, height: number, hashLow: number, hashHigh: number, detail: number): number {
    const at = this.count++;
    this.rows[at] = row;
    this.widths[at] = width;
    this.heights[at] = height;
    this.hashes[2 * at] = hashLow;
    this.hashes[2 * at + 1] = hashHigh;
    this.formats[at] = imageFormats.indexOf(format);
    this.details[at] = detail;
    return at;
  }
}
