import { sep } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import type { Skipped, SkipReason } from '../../shared/domain';
import { FolderUnits } from '../units/folder-units';
import { whyPassedOver } from './passed-over';
import { distinctRoots } from './roots';
import { explainFileError, explainFolderError, type Explained } from './errors';
import { systemFiles, type FileSystem } from './file-system';
import type { FolderEntry } from './folder';

export interface ScannedFile {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
  /** Last change, milliseconds since 1970, as `fs.Stats.mtimeMs` gives it. */
  readonly modified: number;
  /** Bit set over `companionKinds`: what else in its folder belongs to it, if it is a picture. */
  readonly companions: number;
}

export interface ScanBatch {
  readonly files: readonly ScannedFile[];
  readonly skipped: readonly PassedBy[];
}

/** What no file came of. */
export interface PassedBy extends Skipped {
  /** Whether it is a file that was left out, of which there may be as many as of those that were not. */
  readonly isFile: boolean;
}

export interface Met {
  /** Absolute. */
  readonly path: string;
  /** The path below the folder that was to be scanned, divided by `/`. */
  readonly below: string;
  readonly isFolder: boolean;
}

/** Why what was met is left out, in one plain sentence; null where it is not. The folders to be scanned are not asked about. */
export type Exclusion = (met: Met) => string | null;

export interface ScanOptions {
  /** Ends the stream early, without an error. */
  readonly signal: AbortSignal;
  /** Nothing is left out unless given. */
  readonly exclude?: Exclusion | undefined;
  /** The system's files unless given. */
  readonly files?: FileSystem;
}

/** Files and skipped entries of one batch, together, at most. */
export const scanBatchSize = 512;
/** Milliseconds after which the walk lets other work of its thread go first. */
const turn = 8;
/** Milliseconds after which a batch goes out though it is not full, so that slow disks feed the workers too. */
const patience = 40;

/** A folder to be walked. */
interface Pending {
  readonly folder: string;
  /** The length of that part of its path, and of what is in it, that leads into the folder to be scanned. */
  readonly base: number;
}

/** A folder whose entries are on their way. */
interface Listing extends Pending {
  /** Never rejects. */
  readonly entries: Promise<readonly FolderEntry[] | Explained>;
}

/**
 * Walks folders depth-first and hands out every regular file in them, whatever its name (what is an image
 * is told by content, later), and everything that was skipped, with the reason. Links are not followed, so
 * there are no loops; no folder is walked twice; a folder that can't be read costs nothing but itself.
 * Holds the listings of two folders at a time, since the next is read while the files of one are looked
 * at, and the names of the folders still to be walked.
 */
export async function* scanFolders(roots: readonly string[], options: ScanOptions): AsyncGenerator<ScanBatch, void, undefined> {
  const walk = new Walk(options.files ?? systemFiles, options.exclude);
  const pending = distinctRoots(roots).map((folder): Pending => ({ folder, base: withEnd(folder).length })).toReversed();
  const aborted = (): boolean => options.signal.aborted;
  let rested = performance.now();
  let handed = rested;
  let next = walk.list(pending);
  while (next) {
    const { folder, base } = next;
    // Roots are resolved and names are plain: nothing is left for `join` to put in order.
    const prefix = withEnd(folder);
    const entries = walk.told(folder, await next.entries);
    if (aborted()) return;
    if (walk.count >= scanBatchSize) yield walk.take();
    for (let i = entries.length - 1; i >= 0; i--) walk.enter(prefix, entries[i]!, base, pending);
    next = walk.list(pending);
    const units = new FolderUnits(entries.flatMap(({ kind, name }) => (kind === 'file' ? [name] : [])));
    for (const entry of entries) {
      if (aborted()) return;
      walk.add(prefix, entry, base, units);
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
  }
  if (walk.count > 0) yield walk.take();
}

class Walk {
  #files: ScannedFile[] = [];
  #skipped: PassedBy[] = [];
  readonly #seen = new Map<string, string>();

  constructor(
    private readonly files: FileSystem,
    private readonly exclude: Exclusion | undefined,
  ) {}

  get count(): number {
    return this.#files.length + this.#skipped.length;
  }

  take(): ScanBatch {
    const batch = { files: this.#files, skipped: this.#skipped };
    this.#files = [];
    this.#skipped = [];
    return batch;
  }

  /** Begins to read the last of the pending folders; null when there is none. */
  list(pending: Pending[]): Listing | null {
    const next = pending.pop();
    return next === undefined ? null : { ...next, entries: this.#read(next.folder) };
  }

  async #read(folder: string): Listing['entries'] {
    try {
      return this.#meet(folder) ?? (await this.files.readFolder(folder));
    } catch (error) {
      return explainFolderError(error);
    }
  }

  /** The entries that a listing gave, if it did. */
  told(folder: string, outcome: Awaited<Listing['entries']>): readonly FolderEntry[] {
    if (!isExplained(outcome)) return outcome;
    this.#skip(folder, ...outcome);
    return [];
  }

  /** Takes note of a folder to be walked later. */
  enter(prefix: string, entry: FolderEntry, base: number, pending: Pending[]): void {
    if (entry.kind !== 'folder') return;
    const path = prefix + entry.name;
    const system = whyPassedOver(path);
    const why = system ?? this.#whyLeftOut(path, base, true);
    if (why === null) pending.push({ folder: path, base });
    else this.#skip(path, system === null ? 'excluded' : 'system-folder', why);
  }

  /** Takes note of anything but a folder. */
  add(prefix: string, entry: FolderEntry, base: number, units: FolderUnits): void {
    switch (entry.kind) {
      case 'file':
        this.#addFile(prefix + entry.name, base, units.kindsOf(entry.name));
        return;
      case 'folder':
        return;
      case 'link':
        this.#skip(prefix + entry.name, 'link', 'This is a link; links are not followed, only what they stand beside is looked at.');
        return;
      case 'special':
        this.#skip(prefix + entry.name, 'not-an-image', 'This is a device, a pipe or a socket, not a file.');
        return;
      case 'bad-name':
        this.#skip(prefix + entry.name, 'bad-name', `Its name, ${entry.name}, is not valid UTF-8; rename it and scan again.`);
    }
  }

  #whyLeftOut(path: string, base: number, isFolder: boolean): string | null {
    return this.exclude?.({ path, below: slashed(path.slice(base)), isFolder }) ?? null;
  }

  #addFile(path: string, base: number, companions: number): void {
    const why = this.#whyLeftOut(path, base, false);
    if (why !== null) {
      this.#skip(path, 'excluded', why, true);
      return;
    }
    try {
      const { isFile, bytes, modified } = this.files.look(path);
      if (isFile) this.#files.push({ path, bytes, modified, companions });
      else this.#skip(path, 'changed', 'This was a file when its folder was listed, and is something else now.');
    } catch (error) {
      this.#skip(path, ...explainFileError(error));
    }
  }

  /**
   * The same folder mounted in two places would show every file as its own copy, and removing the "copy"
   * would remove the only one: a folder is known by device and inode, where the system has them.
   */
  #meet(folder: string): Explained | null {
    const id = this.files.identify(folder);
    if (id === null) return null;
    const first = this.#seen.get(id);
    if (first !== undefined) return ['link', `This is the same folder as ${first}, which was scanned already.`];
    this.#seen.set(id, folder);
    return null;
  }

  #skip(path: string, reason: SkipReason, detail: string, isFile = false): void {
    this.#skipped.push({ path, reason, detail, isFile });
  }
}

function withEnd(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}

function slashed(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

function isExplained(outcome: Awaited<Listing['entries']>): outcome is Explained {
  return typeof outcome[0] === 'string';
}
