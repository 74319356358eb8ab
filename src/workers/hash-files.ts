import type { Decoded, DecodeFailure, LumaGrid } from '../core/decode/grid';
import type { HashFailure } from '../core/ports';
import { imageFormats, type ImageFormat } from '../shared/domain';
import type { HashOrder, HashReply } from './messages';
import type { FileReader } from './read-file';
import type { StatusWriter } from './status';

export interface Hashing {
  decode(bytes: Uint8Array): Decoded | Promise<Decoded>;
  fingerprint(grid: LumaGrid): Hashed;
}

interface Hashed {
  readonly hashLow: number;
  readonly hashHigh: number;
  readonly detail: number;
  readonly width: number;
  readonly height: number;
}

/** Answers the files of an order one after the other, until the end or until the status block says stop. */
export async function hashFiles(order: HashOrder, hashing: Hashing, reader: FileReader, status: StatusWriter): Promise<HashReply> {
  const answers = new Answers(order.paths.length);
  let position = 0;
  for (; position < order.paths.length && !status.stopped; position++) {
    const row = order.numbers[3 * position]!;
    const bytes = order.numbers[3 * position + 1]!;
    status.begin(order.id, position);
    const read = reader.read(order.paths[position]!, bytes, order.numbers[3 * position + 2]!);
    if (read.ok) {
      try {
        const outcome = hashing.decode(read.bytes);
        const decoded = outcome instanceof Promise ? await outcome : outcome;
        if (decoded.ok) answers.add(row, decoded.grid.format, hashing.fingerprint(decoded.grid));
        else answers.fail(row, decoded.failure);
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
  private readonly formats: Uint8Array<ArrayBuffer>;
  private readonly details: Uint8Array<ArrayBuffer>;
  private readonly failures: HashFailure[] = [];
  private count = 0;

  constructor(capacity: number) {
    const buffer = new ArrayBuffer(26 * capacity);
    this.micros = new Uint32Array(buffer, 0, capacity);
    this.rows = new Uint32Array(buffer, 4 * capacity, capacity);
    this.widths = new Uint32Array(buffer, 8 * capacity, capacity);
    this.heights = new Uint32Array(buffer, 12 * capacity, capacity);
    this.hashes = new Uint32Array(buffer, 16 * capacity, 2 * capacity);
    this.formats = new Uint8Array(buffer, 24 * capacity, capacity);
    this.details = new Uint8Array(buffer, 25 * capacity, capacity);
  }

  add(row: number, format: ImageFormat, hashed: Hashed): void {
    const at = this.count++;
    this.rows[at] = row;
    this.widths[at] = hashed.width;
    this.heights[at] = hashed.height;
    this.hashes[2 * at] = hashed.hashLow;
    this.hashes[2 * at + 1] = hashed.hashHigh;
    this.formats[at] = imageFormats.indexOf(format);
    this.details[at] = hashed.detail;
  }

  fail(row: number, failure: DecodeFailure): void {
    this.failures.push({ row, reason: failure.reason, detail: failure.detail });
  }

  reply(id: number, answered: number): HashReply {
    return {
      kind: 'hashed',
      id,
      answered,
      micros: this.micros.subarray(0, answered),
      batch: {
        rows: this.rows.subarray(0, this.count),
        widths: this.widths.subarray(0, this.count),
        heights: this.heights.subarray(0, this.count),
        hashes: this.hashes.subarray(0, 2 * this.count),
        formats: this.formats.subarray(0, this.count),
        details: this.details.subarray(0, this.count),
        failures: this.failures,
      },
    };
  }
}
