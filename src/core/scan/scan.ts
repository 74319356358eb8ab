import { sep } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import type { Skipped, SkipReason } from '../../shared/scan';
import { FolderUnits } from '../units/folder-units';
import { whyPassedOver } from './passed-over';
import { distinctRoots } from './roots';
import { explainFileError, explainFolderError, type Explained } from './errors';
import { noAnswer, type Survey, type SurveyedEntry, type Surveyor, type SurveyProblem } from './survey';

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
  readonly survey: Surveyor;
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
  /** The drive that the folder above is on; null where that is not known. */
  readonly drive: string | null;
}

/** After so many folders in a row that did not answer, no other on the same drive is asked: each would cost as long. */
const mostUnanswered = 3;

/** A folder whose entries are on their way. */
interface Listing extends Pending {
  readonly survey: Promise<Survey | SurveyProblem>;
}

/**
 * Walks folders depth-first and hands out every regular file in them, whatever its name (what is an image
 * is told by content, later), and everything that was skipped, with the reason. Links are not followed, so
 * there are no loops; no folder is walked twice; a folder that can't be read costs nothing but itself.
 * Holds the listings of two folders at a time, since the next is read while the files of one are looked
 * at, and the names of the folders still to be walked.
 */
export async function* scanFolders(roots: readonly string[], options: ScanOptions): AsyncGenerator<ScanBatch, void, undefined> {
  const walk = new Walk(options.survey, options.exclude);
  const pending = (await distinctRoots(roots)).map((folder): Pending => ({ folder, base: withEnd(folder).length, drive: null })).toReversed();
  const aborted = (): boolean => options.signal.aborted;
  let rested = performance.now();
  let handed = rested;
  let next = walk.list(pending);
  while (next) {
    const { folder, base } = next;
    // Roots are resolved and names are plain: nothing is left for `join` to put in order.
    const prefix = withEnd(folder);
    const { entries, drive } = walk.told(next, await next.survey);
    if (aborted()) return;
    if (walk.count >= scanBatchSize) yield walk.take();
    for (let i = entries.length - 1; i >= 0; i--) walk.enter(prefix, entries[i]!, { base, drive }, pending);
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

  /** By drive how many folders in a row did not answer. */
  readonly #unanswered = new Map<string | null, number>();

  constructor(
    private readonly survey: Surveyor,
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
    if (next === undefined) return null;
    const lost = next.drive !== null && (this.#unanswered.get(next.drive) ?? 0) >= mostUnanswered;
    return { ...next, survey: lost ? Promise.resolve(noAnswer) : this.survey(next.folder) };
  }

  /** The entries that a listing gave, if it did. */
  told({ folder, drive: above }: Pending, outcome: Survey | SurveyProblem): { readonly entries: readonly SurveyedEntry[]; readonly drive: string | null } {
    if (typeof outcome === 'string') {
      if (outcome === noAnswer) this.#unanswered.set(above, (this.#unanswered.get(above) ?? 0) + 1);
      else this.#unanswered.delete(above);
      this.#skip(folder, ...explainFolderError(outcome));
      return { entries: [], drive: above };
    }
    const drive = outcome.id?.split(':')[0] ?? null;
    this.#unanswered.delete(drive);
    const met = this.#meet(folder, outcome.id);
    if (met) this.#skip(folder, ...met);
    return { entries: met ? [] : outcome.entries, drive };
  }

  /** Takes note of a folder to be walked later. */
  enter(prefix: string, entry: SurveyedEntry, { base, drive }: Pick<Pending, 'base' | 'drive'>, pending: Pending[]): void {
    if (entry.kind !== 'folder') return;
    const path = prefix + entry.name;
    const system = whyPassedOver(path);
    const why = system ?? this.#whyLeftOut(path, base, true);
    if (why === null) pending.push({ folder: path, base, drive });
    else this.#skip(path, system === null ? 'excluded' : 'system-folder', why);
  }

  /** Takes note of anything but a folder. */
  add(prefix: string, entry: SurveyedEntry, base: number, units: FolderUnits): void {
    switch (entry.kind) {
      case 'file':
        this.#addFile(prefix + entry.name, entry.look, base, units.kindsOf(entry.name));
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

  #addFile(path: string, look: SurveyedEntry['look'], base: number, companions: number): void {
    const why = this.#whyLeftOut(path, base, false);
    if (why !== null) {
      this.#skip(path, 'excluded', why, true);
      return;
    }
    if (typeof look === 'string') this.#skip(path, ...explainFileError(look));
    else if (look?.isFile === true) this.#files.push({ path, bytes: look.bytes, modified: look.modified, companions });
    else this.#skip(path, 'changed', 'This was a file when its folder was listed, and is something else now.');
  }

  /**
   * The same folder mounted in two places would show every file as its own copy, and removing the "copy"
   * would remove the only one: a folder is known by device and inode, where the system has them.
   */
  #meet(folder: string, id: string | null): Explained | null {
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
