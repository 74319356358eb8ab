import { closeSync, constants, existsSync, fstatSync, ftruncateSync, openSync, readFileSync, readSync, renameSync, rmSync, statSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { z } from 'zod';
import { byteNumber } from '../decode/byte-number';
import type { StoreDisk } from './disk';

/** What the first line of a log says: its name, and how many there were before it. */
export interface LogHead {
  readonly id: string;
  readonly generation: number;
}

/** How far a log is written, in bytes. */
export interface LogState extends LogHead {
  readonly end: number;
}

/** What is found in a log: the texts of its whole records, in order, and how much else is there. */
export interface LogContent {
  /** Null where the first line is not whole. */
  readonly head: LogHead | null;
  readonly records: readonly Buffer[];
  /** Lines that are no record. */
  readonly broken: number;
  /** Whether the last line has no end. */
  readonly torn: boolean;
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

  /** Removes what somebody left who was killed while he wrote it anew. */
  tidy(): void {
    rmSync(this.#fresh, { force: true });
  }

  get exists(): boolean {
    return existsSync(this.path);
  }

  /** In bytes. */
  get length(): number {
    return statSync(this.path).size;
  }

  /** Everything that is whole, up to `end`, and behind it. Throws the system's errors. */
  read(end = Infinity): { readonly before: LogContent; readonly behind: LogContent } {
    const bytes = readFileSync(this.path);
    return { before: contentOf(bytes.subarray(0, end)), behind: contentOf(bytes.subarray(end)) };
  }

  /**
   * Appends a record at the end that is known, and cuts off what is behind it, which somebody began who could not end it. It is on the disk
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
    return { ...state, end };
  }

  /** Takes back what was appended since; where that fails, the next who appends does. */
  cut(state: LogState): void {
    const file = this.#current(state);
    if (file !== null) ftruncateSync(file, state.end);
  }

  /** Puts another log with these records in its place: the old one is there until the new one is on the disk. */
  rewrite(texts: Iterable<string>, generation: number): LogState {
    const head = { id: randomUUID(), generation };
    let end = 0;
    const file = openSync(this.#fresh, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC, 0o600);
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
      add(headText(head));
      for (const text of texts) add(text);
      flush();
      this.disk.sync(file);
    } catch (error) {
      closeSync(file);
      this.tidy();
      throw error;
    }
    closeSync(file);
    this.close();
    renameSync(this.#fresh, this.path);
    syncFolder(dirname(this.path), this.disk);
    return { ...head, end };
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
    this.#id = null;
  }

  get #fresh(): string {
    return `${this.path}.new`;
  }

  /** The open file, if it is still what is there under its path, and as long as it should be. */
  #current({ id, generation, end }: LogState): number | null {
    const there = statSync(this.path, { throwIfNoEntry: false });
    const open = this.#file === null ? null : fstatSync(this.#file);
    if (!there || there.ino !== open?.ino || there.dev !== open.dev) this.close();
    if (!there || there.size < end) return null;
    if (this.#file === null) {
      this.#file = openSync(this.path, constants.O_RDWR);
      const line = Buffer.alloc(lineOf(headText({ id, generation })).length);
      readSync(this.#file, line, 0, line.length, 0);
      this.#id = contentOf(line).head?.id ?? null;
    }
    return this.#id === id ? this.#file : null;
  }
}

function headText({ id, generation }: LogHead): string {
  return JSON.stringify({ kind: 'begin', version: 1, id, generation });
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
  let from = 0;
  for (;;) {
    const to = bytes.indexOf(newline, from);
    if (to < 0) break;
    const body = bytes.subarray(Math.min(from + headSize, to), to);
    const isWhole = bytes.toString('latin1', from, from + headSize) === `${hex(body.length, lengthDigits)} ${checkOf(body)} `;
    if (isWhole) records.push(body);
    else broken++;
    from = to + 1;
  }
  const head = records[0] ? headOf(records[0].toString()) : null;
  return { head, records: head ? records.slice(1) : records, broken, torn: from < bytes.length };
}

const headSchema = z.object({ kind: z.literal('begin'), version: z.literal(1), id: z.string(), generation: z.int() });

/** Null where a record does not begin a log. */
function headOf(text: string): LogHead | null {
  const head = headSchema.safeParse(JSON.parse(text));
  return head.success ? head.data : null;
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
