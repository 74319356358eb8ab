import { closeSync, constants, existsSync, fstatSync, ftruncateSync, openSync, readFileSync, readSync, renameSync, rmSync, statSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { byteNumber } from '../decode/byte-number';
import type { StoreDisk } from './disk';

/** How far a log is written: the name in its first line, and its length in bytes. */
export interface LogState {
  readonly id: string;
  readonly end: number;
}

/** What is found in a log: the texts of its whole records, in order, and how much else is there. */
export interface LogContent {
  /** Null where the first line is not whole. */
  readonly id: string | null;
  readonly records: readonly Buffer[];
  /** Lines that are no record. The last is none of them where it has no end: whoever wrote it was killed. */
  readonly broken: number;
}

/** Digits, in hexadecimal, of a text's length in bytes and of its XXH64. */
const lengthDigits = 8;
const checkDigits = 16;
const headSize = lengthDigits + 1 + checkDigits + 1;
const newline = 0x0a;

/**
 * A file of records that is only ever appended to, or written anew under another name and then renamed. A record is a line: the length of
 * its text, the XXH64 of it, and the text, which has no line breaks. The first names the log. Whoever writes must see to it that nobody else does at the same time.
 */
export class ChangeLog {
  #file: number | null = null;
  #id: string | null = null;

  constructor(readonly path: string, private readonly disk: StoreDisk) {}

  get exists(): boolean {
    return existsSync(this.path);
  }

  /** In bytes. */
  get length(): number {
    return statSync(this.path).size;
  }

  /** Everything that is whole, up to `end`. Throws the system's errors. */
  read(end = Infinity): LogContent {
    return contentOf(readFileSync(this.path).subarray(0, end));
  }

  /**
   * Appends a record at the end that is known, and cuts off what is behind it, which somebody began who was killed. It is on the disk
   * on return. Null where the log is not the one that is known, and has to be written anew.
   */
  append(state: LogState, text: string): LogState | null {
    const file = this.#current(state);
    if (file === null) return null;
    const line = lineOf(text);
    this.disk.write(file, line, state.end);
    const end = state.end + line.length;
    if (fstatSync(file).size > end) ftruncateSync(file, end);
    this.disk.sync(file);
    return { id: state.id, end };
  }

  /** Puts another log with these records in its place: the old one is there until the new one is on the disk. */
  rewrite(texts: Iterable<string>): LogState {
    const id = randomUUID();
    const fresh = `${this.path}.new`;
    let end = 0;
    const file = openSync(fresh, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC, 0o600);
    try {
      let gathered: Buffer[] = [];
      let size = 0;
      const flush = (): void => {
        this.disk.write(file, Buffer.concat(gathered), end);
        end += size;
        [gathered, size] = [[], 0];
      };
      const add = (text: string): void => {
        const line = lineOf(text);
        gathered.push(line);
        size += line.length;
        if (size > 2 ** 20) flush();
      };
      add(headOf(id));
      for (const text of texts) add(text);
      flush();
      this.disk.sync(file);
    } catch (error) {
      closeSync(file);
      rmSync(fresh, { force: true });
      throw error;
    }
    closeSync(file);
    this.close();
    renameSync(fresh, this.path);
    syncFolder(dirname(this.path), this.disk);
    return { id, end };
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
    this.#id = null;
  }

  /** The open file, if it is still what is there under its path, and as long as it should be. */
  #current({ id, end }: LogState): number | null {
    const there = statSync(this.path, { throwIfNoEntry: false });
    const open = this.#file === null ? null : fstatSync(this.#file);
    if (!there || there.ino !== open?.ino || there.dev !== open.dev) this.close();
    if (!there || there.size < end) return null;
    if (this.#file === null) {
      this.#file = openSync(this.path, constants.O_RDWR);
      const line = Buffer.alloc(lineOf(headOf(id)).length);
      readSync(this.#file, line, 0, line.length, 0);
      this.#id = contentOf(line).id;
    }
    return this.#id === id ? this.#file : null;
  }
}

function headOf(id: string): string {
  return JSON.stringify({ kind: 'begin', version: 1, id });
}

function lineOf(text: string): Buffer {
  const body = Buffer.from(text);
  return Buffer.concat([Buffer.from(`${hex(body.length, lengthDigits)} ${checkOf(body)} `), body, Buffer.of(newline)]);
}

function checkOf(body: Uint8Array): string {
  const [low, high] = byteNumber(body);
  return hex(high, 8) + hex(low, 8);
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

function contentOf(bytes: Buffer): LogContent {
  const records: Buffer[] = [];
  let broken = 0;
  for (let from = 0; ; ) {
    const to = bytes.indexOf(newline, from);
    if (to < 0) break;
    const body = bytes.subarray(Math.min(from + headSize, to), to);
    const isWhole = bytes.toString('latin1', from, from + headSize) === `${hex(body.length, lengthDigits)} ${checkOf(body)} `;
    if (isWhole) records.push(body);
    else broken++;
    from = to + 1;
  }
  const id = records[0] ? idOf(records[0].toString()) : null;
  return { id, records: id === null ? records : records.slice(1), broken };
}

/** Null where a record does not begin a log. */
function idOf(text: string): string | null {
  const parsed: unknown = JSON.parse(text);
  const isHead = typeof parsed === 'object' && parsed !== null && 'kind' in parsed && parsed.kind === 'begin' && 'id' in parsed;
  return isHead && typeof parsed.id === 'string' ? parsed.id : null;
}

/** A rename is on the disk once its folder is; Windows has no such thing. */
function syncFolder(path: string, disk: StoreDisk): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, constants.O_RDONLY);
  try {
    disk.sync(folder);
  } finally {
    closeSync(folder);
  }
}
