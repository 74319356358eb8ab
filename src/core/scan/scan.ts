import { lstatSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import type { Skipped, SkipReason } from '../../shared/domain';
import { isPassedOver } from './passed-over';
import { distinctRoots } from './roots';
import { explainFileError, explainFolderError } from './errors';
import { readFolder, type FolderEntry, type FolderReader } from './folder';

export interface ScannedFile {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
  /** Last change, milliseconds since 1970, as `fs.Stats.mtimeMs` gives it. */
  readonly modified: number;
}

export interface ScanBatch {
  readonly files: readonly ScannedFile[];
  readonly skipped: readonly Skipped[];
}

export interface ScanOptions {
  /** Ends the stream early, without an error. */
  readonly signal: AbortSignal;
  readonly readFolder?: FolderReader;
}

/** Files and skipped entries of one batch, together, at most. */
export const scanBatchSize = 512;
/** Milliseconds after which the walk lets other work of its thread go first. */
const turn = 8;
/** Milliseconds after which a batch goes out though it is not full, so that slow disks feed the workers too. */
const patience = 40;

/**
 * Walks folders depth-first and hands out every regular file in them, whatever its name (what is an image
 * is told by content, later), and everything that was skipped, with the reason. Links are not followed, so
 * there are no loops; no folder is walked twice; a folder that can't be read costs nothing but itself.
 * Holds one folder's listing at a time and the names of the folders still to be walked.
 */
export async function* scanFolders(roots: readonly string[], options: ScanOptions): AsyncGenerator<ScanBatch, void, undefined> {
  const walk = new Walk(options.readFolder ?? readFolder);
  const pending = distinctRoots(roots).toReversed();
  let rested = performance.now();
  let handed = rested;
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const inside: string[] = [];
    for (const entry of await walk.list(folder)) {
      if (options.signal.aborted) return;
      walk.add(folder, entry, inside);
      const now = performance.now();
      if (walk.count >= scanBatchSize || (walk.count > 0 && now - handed > patience)) {
        yield walk.take();
        handed = performance.now();
      }
      if (now - rested > turn) {
        await setImmediate();
        rested = performance.now();
      }
    }
    if (options.signal.aborted) return;
    for (let i = inside.length - 1; i >= 0; i--) pending.push(inside[i]!);
  }
  if (walk.count > 0) yield walk.take();
}

class Walk {
  #files: ScannedFile[] = [];
  #skipped: Skipped[] = [];
  readonly #seen = new Map<string, string>();
  readonly #read: FolderReader;

  constructor(read: FolderReader) {
    this.#read = read;
  }

  get count(): number {
    return this.#files.length + this.#skipped.length;
  }

  take(): ScanBatch {
    const batch = { files: this.#files, skipped: this.#skipped };
    this.#files = [];
    this.#skipped = [];
    return batch;
  }

  async list(folder: string): Promise<readonly FolderEntry[]> {
    try {
      return this.#isNew(folder) ? await this.#read(folder) : [];
    } catch (error) {
      this.#skip(folder, ...explainFolderError(error));
      return [];
    }
  }

  /** Takes note of one entry; a folder to be walked later goes to `inside`. */
  add(folder: string, entry: FolderEntry, inside: string[]): void {
    const path = join(folder, entry.name);
    switch (entry.kind) {
      case 'file':
        this.#addFile(path);
        return;
      case 'folder':
        if (!isPassedOver(path)) inside.push(path);
        return;
      case 'link':
        this.#skip(path, 'link', 'This is a link; links are not followed, only what they stand beside is looked at.');
        return;
      case 'special':
        this.#skip(path, 'not-an-image', 'This is a device, a pipe or a socket, not a file.');
        return;
      case 'bad-name':
        this.#skip(path, 'bad-name', `Its name, ${entry.name}, is not valid UTF-8; rename it and scan again.`);
    }
  }

  #addFile(path: string): void {
    try {
      const stats = lstatSync(path);
      if (stats.isFile()) this.#files.push({ path, bytes: stats.size, modified: stats.mtimeMs });
      else this.#skip(path, 'changed', 'This was a file when its folder was listed, and is something else now.');
    } catch (error) {
      this.#skip(path, ...explainFileError(error));
    }
  }

  /**
   * The same folder mounted in two places would show every file as its own copy, and removing the "copy"
   * would remove the only one: a folder is known by device and inode, where the system has them.
   */
  #isNew(folder: string): boolean {
    const { dev, ino } = statSync(folder, { bigint: true });
    if (ino === 0n) return true;
    const id = `${dev}:${ino}`;
    const first = this.#seen.get(id);
    if (first === undefined) this.#seen.set(id, folder);
    else this.#skip(folder, 'link', `This is the same folder as ${first}, which was scanned already.`);
    return first === undefined;
  }

  #skip(path: string, reason: SkipReason, detail: string): void {
    this.#skipped.push({ path, reason, detail });
  }
}
