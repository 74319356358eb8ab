import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { type FileFacts, imageFormats } from '../../shared/files';
import type { SkipReason, WorkerState } from '../../shared/scan';
import { AppFailure, fail, ok, type Result } from '../../shared/errors';
import type { ComparedPictures } from '../grouping/group-steps';
import { systemFiles } from '../scan/file-system';
import { surveyBy } from '../scan/survey';
import { byteNumber } from '../decode/byte-number';
import { recordSize } from '../matching/record';
import type {
  Digests, GroupChoice, GroupInput, GroupingManner, GroupOutput, HashBatch, HashTask, PoolSnapshot, Preview, WorkerPool,
} from '../ports';
import { groupNear, uncompared } from './group-near';

/** What a pretended worker finds in a file: a fingerprint, or why there is none. */
export type Found = { readonly low: number; readonly high: number; readonly width?: number } | SkipReason;

type Ability = 'create' | 'hash' | 'pixels' | 'group';

/** What the pools of one test share: their answers, what they were asked, and when they may go on. */
export class FakeWorkers {
  /** By path; a file not listed is `not-an-image`. */
  readonly found = new Map<string, Found>();
  readonly hashed: string[] = [];
  readonly previewed: string[] = [];
  /** What is to be seen in a file, by path, for digests of pixels; of a file not listed there is none. */
  readonly pictures = new Map<string, string>();
  readonly decoded: string[] = [];
  /** Groupings asked for. */
  grouped = 0;
  /** Of each of them whether it was to leave workers to others. */
  readonly patient: boolean[] = [];
  /** Pools made and not closed yet. */
  open = 0;
  /** Files that may still be hashed before the workers wait. */
  permits = Infinity;
  /** Thrown where this is asked for. */
  broken: { readonly what: Ability; readonly error: Error } | null = null;
  /** What every grouping waits for. */
  grouping: Promise<void> = Promise.resolve();
  /** What every preview waits for. */
  previewing: Promise<void> = Promise.resolve();
  #wake: (() => void)[] = [];

  readonly createPool = (size: number): WorkerPool => {
    this.check('create');
    this.open++;
    return new FakePool(this, size);
  };

  release(permits = Infinity): void {
    this.permits = permits;
    this.changed();
  }

  changed(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }

  nextChange(): Promise<void> {
    return new Promise((wake) => this.#wake.push(wake));
  }

  check(what: Ability): void {
    if (this.broken?.what === what) throw this.broken.error;
  }
}

/** A pool without threads: one file per batch, all answers from the table of {@link FakeWorkers}. */
class FakePool implements WorkerPool {
  #paused = false;
  #closed = false;
  #files = 0;
  #bytes = 0;
  #busyMs = 0;
  #letGo = (): void => undefined;
  readonly #closing = new Promise<void>((resolve) => (this.#letGo = resolve));

  constructor(
    private readonly workers: FakeWorkers,
    readonly size: number,
  ) {}

  async hash(source: AsyncIterable<readonly HashTask[]>, sink: (batch: HashBatch) => void, signal: AbortSignal): Promise<void> {
    this.workers.check('hash');
    const iterator = source[Symbol.asyncIterator]();
    const aborted = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null)));
    for (;;) {
      const next = await Promise.race([iterator.next(), aborted]);
      if (next === null || next.done === true) return;
      for (const task of next.value) {
        while (!signal.aborted && (this.#paused || this.workers.permits <= 0)) {
          await Promise.race([this.workers.nextChange(), aborted]);
        }
        if (signal.aborted) return;
        this.workers.permits--;
        sink(this.#answer(task));
      }
    }
  }

  #answer(task: HashTask): HashBatch {
    this.workers.hashed.push(task.path);
    this.#files++;
    this.#bytes += task.bytes;
    this.#busyMs += 0.001;
    const found = this.workers.found.get(task.path) ?? 'not-an-image';
    const good = typeof found === 'string' ? [] : [found];
    return {
      rows: Uint32Array.from(good, () => task.row),
      hashes: Uint32Array.from(good.flatMap(({ low, high }) => [low, high])),
      contents: Uint32Array.from(good.flatMap(({ low, high }) => [low, high])),
      pixels: new Uint32Array(2 * good.length),
      numbers: Uint32Array.from(good.flatMap(() => [...byteNumber(readFileSync(task.path))])),
      qualities: new Uint8Array(good.length),
      depths: new Uint8Array(good.length),
      extras: new Uint8Array(good.length),
      records: new Uint8Array(good.length * recordSize),
      widths: Uint32Array.from(good, ({ width }) => width ?? 100),
      heights: Uint32Array.from(good, ({ width }) => width ?? 100),
      formats: Uint8Array.from(good, () => imageFormats.indexOf('jpeg')),
      details: Uint16Array.from(good, () => 200),
      failures: typeof found === 'string' ? [{ row: task.row, reason: found, detail: `It is ${found}.` }] : [],
    };
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.workers.changed();
  }

  survey = surveyBy(systemFiles);

  async pixels(paths: readonly string[]): Promise<Digests> {
    await Promise.resolve();
    this.workers.check('pixels');
    this.workers.decoded.push(...paths);
    return paths.map((path) => {
      const picture = this.workers.pictures.get(path);
      return picture === undefined ? null : createHash('sha256').update(picture).digest();
    });
  }

  compare(input: GroupInput): Promise<ComparedPictures> {
    return Promise.resolve(uncompared(input));
  }

  async group({ input }: ComparedPictures, { radius, keep }: GroupChoice, gone: Uint8Array | null, { patient = false }: GroupingManner = {}): Promise<GroupOutput> {
    await Promise.race([this.workers.grouping, this.#closing]);
    this.workers.check('group');
    this.workers.grouped++;
    this.workers.patient.push(patient);
    if (this.#closed) throw new AppFailure({ kind: 'cancelled' });
    return groupNear(input, radius, gone, keep);
  }

  async preview(path: string): Promise<Result<Preview>> {
    this.workers.previewed.push(path);
    await this.workers.previewing;
    // Work that is none of the scan's.
    this.#busyMs += 1e9;
    return ok({ bytes: Uint8Array.of(1, 2, 3), mime: 'image/jpeg' });
  }

  async facts(path: string): Promise<Result<FileFacts>> {
    const { mtimeMs } = await stat(path);
    return ok({ created: null, modified: mtimeMs, bitDepth: 8, profile: null, quality: null, orientation: 1, taken: null, camera: null, place: null });
  }

  async draw(): Promise<Result<null>> {
    if (this.#closed) return fail({ kind: 'cancelled' });
    await setImmediate();
    return ok(null);
  }

  snapshot(): PoolSnapshot {
    const one = { status: 'idle', files: this.#files, filesPerSecond: 0, busyShare: 0, current: null } as const;
    const workers = Array.from({ length: this.size }, (_, i): WorkerState => ({ number: i + 1, ...one }));
    return { workers, busyMs: this.#busyMs, files: this.#files, bytes: this.#bytes };
  }

  close(): Promise<void> {
    if (!this.#closed) this.workers.open--;
    this.#closed = true;
    this.#letGo();
    return Promise.resolve();
  }
}
