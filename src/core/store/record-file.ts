import { randomBytes } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from 'node:fs';

const magic = Buffer.from('LKLOOKS1', 'latin1');
const idSize = 16;

/**
 * Records of one size in a file, named by slots from 1 in the order they came. In place of record 0 stands a header with a random
 * number, by which others that keep slots know that it is still the same file.
 *
 * Whoever appends must see to it that nobody else does at the same time.
 */
export class RecordFile {
  private constructor(
    readonly path: string,
    private readonly file: number,
    private readonly size: number,
    /** In hexadecimal. */
    readonly id: string,
  ) {}

  /** Opens a file of records of `size` bytes, at least 24, making it where there is none or another sort of file. Throws the system's errors. */
  static open(path: string, size: number): RecordFile {
    const file = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
    const header = Buffer.alloc(size);
    const length = readSync(file, header, 0, size, 0);
    if (length < size || !header.subarray(0, magic.length).equals(magic)) {
      magic.copy(header);
      randomBytes(idSize).copy(header, magic.length);
      writeSync(file, header, 0, size, 0);
    }
    return new RecordFile(path, file, size, header.subarray(magic.length, magic.length + idSize).toString('hex'));
  }

  /** Slots in use, and so the last one. */
  get count(): number {
    return Math.max(0, Math.floor(fstatSync(this.file).size / this.size) - 1);
  }

  /** Appends whole records; answers the slot of the first. */
  append(records: Uint8Array): number {
    const first = this.count + 1;
    let written = 0;
    while (written < records.length) {
      written += writeSync(this.file, records, written, records.length - written, first * this.size + written);
    }
    return first;
  }

  close(): void {
    closeSync(this.file);
  }
}

/** Records that are read at once where they are asked for in their order. */
const ahead = 32;

/** Reads records of a {@link RecordFile} that somebody else may be appending to. */
export class RecordReader {
  private readonly file: number;
  private readonly buffer: Uint8Array;
  /** The slots that the buffer holds. */
  private first = 0;
  private beyond = 0;
  private last = -1;

  constructor(path: string, private readonly size: number) {
    this.file = openSync(path, constants.O_RDONLY);
    this.buffer = new Uint8Array(ahead * size);
  }

  /** The record in a slot, until the next is read. Throws where there is none. */
  read(slot: number): Uint8Array {
    if (slot < this.first || slot >= this.beyond) {
      const wanted = slot > this.last && slot <= this.last + ahead ? ahead : 1;
      const bytes = readSync(this.file, this.buffer, 0, wanted * this.size, slot * this.size);
      this.first = slot;
      this.beyond = slot + Math.floor(bytes / this.size);
      if (this.beyond === slot) throw new Error(`There is no record ${slot}.`);
    }
    this.last = slot;
    const at = (slot - this.first) * this.size;
    return this.buffer.subarray(at, at + this.size);
  }

  close(): void {
    closeSync(this.file);
  }
}
