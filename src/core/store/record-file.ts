import { randomBytes } from 'node:crypto';
import { closeSync, constants, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { byteNumber } from '../decode/byte-number';
import { setAside } from './aside';
import { Replaced } from './database';
import { systemFiles, type RecordDisk } from './disk';

/** Magic, a random number and the XXH64 of both. */
const magic = Buffer.from('LKLOOKS2', 'latin1');
const idSize = 16;
const checkedSize = magic.length + idSize;
const headerSize = checkedSize + 8;

interface RecordFileOptions {
  readonly disk?: RecordDisk;
  readonly replace?: boolean;
}

/**
 * Records of one size in a file, named by slots from 1. In place of record 0 stands a header with a random number, by which others that
 * keep slots know that it is still the same file. Which slots are in use is known to whoever keeps them, and sees to it that nobody else writes at the same time.
 */
export class RecordFile {
  private constructor(
    readonly path: string,
    private readonly file: number,
    private readonly size: number,
    /** In hexadecimal. */
    readonly id: string,
    /** The name of what was found there and was no such file. */
    readonly aside: string | null,
    private readonly disk: RecordDisk,
  ) {}

  /**
   * Opens a file of records of `size` bytes, at least 32, making it where there is none. Of something else there, set aside where `replace`
   * says so, otherwise {@link Replaced} is thrown. To be called by one process at a time. Throws the system's errors.
   */
  static open(path: string, size: number, { disk = systemFiles, replace = false }: RecordFileOptions = {}): RecordFile {
    const known = existsSync(path) ? RecordFile.#opened(path, size, null, disk) : null;
    if (known) return known;
    if (!replace && existsSync(path)) throw new Replaced(`“${path}” is damaged.`);
    const aside = existsSync(path) ? setAside(path, 'damaged') : null;
    const header = Buffer.alloc(size);
    magic.copy(header);
    randomBytes(idSize).copy(header, magic.length);
    headerCheck(header).copy(header, checkedSize);
    const file = openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o600);
    try {
      disk.write(file, header, 0);
    } finally {
      closeSync(file);
    }
    const made = RecordFile.#opened(path, size, aside, disk);
    if (!made) throw new Error(`“${path}” does not hold what was written to it`);
    return made;
  }

  /** Null where it is no such file. */
  static #opened(path: string, size: number, aside: string | null, disk: RecordDisk): RecordFile | null {
    const file = openSync(path, constants.O_RDWR);
    const id = idOf(file);
    if (id !== null) return new RecordFile(path, file, size, id, aside, disk);
    closeSync(file);
    return null;
  }

  /** The last slot that is whole in the file. */
  get count(): number {
    return Math.max(0, Math.floor(fstatSync(this.file).size / this.size) - 1);
  }

  /** Writes whole records to the slots from `first` on. */
  write(first: number, records: Uint8Array): void {
    this.disk.write(this.file, records, first * this.size);
  }

  /** Writes whole records behind all others; answers the slot of the first. */
  append(records: Uint8Array): number {
    const first = this.count + 1;
    this.write(first, records);
    return first;
  }

  close(): void {
    closeSync(this.file);
  }
}

/** Null where the header is none. */
function idOf(file: number): string | null {
  const header = Buffer.alloc(headerSize);
  if (readSync(file, header, 0, headerSize, 0) < headerSize || !header.subarray(0, magic.length).equals(magic)) return null;
  return headerCheck(header).equals(header.subarray(checkedSize)) ? header.subarray(magic.length, checkedSize).toString('hex') : null;
}

function headerCheck(header: Buffer): Buffer {
  const check = Buffer.alloc(8);
  const [low, high] = byteNumber(header.subarray(0, checkedSize));
  check.writeUInt32LE(low, 0);
  check.writeUInt32LE(high, 4);
  return check;
}

/** Records that are read at once where they are asked for in their order. */
const ahead = 32;

/** Reads records of a {@link RecordFile} that somebody else may be writing to. */
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

  /** What the file is known by; nothing where it is no such file. */
  get id(): string | null {
    return idOf(this.file);
  }

  /** The record in a slot, until the next is read; null where there is none. */
  find(slot: number): Uint8Array | null {
    if (slot < this.first || slot >= this.beyond) {
      const wanted = slot > this.last && slot <= this.last + ahead ? ahead : 1;
      const bytes = readSync(this.file, this.buffer, 0, wanted * this.size, slot * this.size);
      this.first = slot;
      this.beyond = slot + Math.floor(bytes / this.size);
      if (this.beyond === slot) return null;
    }
    this.last = slot;
    const at = (slot - this.first) * this.size;
    return this.buffer.subarray(at, at + this.size);
  }

  /** The same, but throws where there is none. */
  read(slot: number): Uint8Array {
    const record = this.find(slot);
    if (!record) throw new Error(`There is no record ${slot}.`);
    return record;
  }

  close(): void {
    closeSync(this.file);
  }
}
