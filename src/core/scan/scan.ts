import { sep } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import type { Skipped, SkipReason } from '../../shared/scan';
import { FolderUnits } from '../units/folder-units';
import { whyPassedOver } from './passed-over';
import { distinctRoots } from './roots';
import { explainFileError, explainFolderError, type Explained } from './errors';
import type { FolderContent, OtherEntry } from './folder';
import { noAnswer, withEnd, type FolderListing, type Looks, type Surveyor, type SurveyProblem } from './survey';

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
/** Files that are looked at in one go, at most. */
const looksAtOnce = 128;
/** With more than this in a batch, there is no room for all that the next looks may add. */
const fullEnough = scanBatchSize - looksAtOnce;
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

/** A folder whose content is on its way. */
interface Listed extends Pending {
  readonly content: Promise<FolderListing | SurveyProblem>;
}

/**
 * Walks folders depth-first and hands out every regular file in them, whatever its name (what is an image
 * is told by content, later), and everything that was skipped, with the reason. Links are not followed, so
 * there are no loops; no folder is walked twice; a folder that can't be read costs nothing but itself.
 * Holds the names in two folders at a time, since the next is read while the files of one are looked
 * at, and the names of the folders still to be walked.
 */
export async function* scanFolders(roots: readonly string[], options: ScanOptions): AsyncGenerator<ScanBatch, void, undefined> {
  const { signal } = options;
  const walk = new Walk(options.survey, options.exclude);
  const pending = (await distinctRoots(roots)).map((folder): Pending => ({ folder, base: withEnd(folder).length, drive: null })).toReversed();
  let next = walk.list(pending);
  while (next) {
    const folder = walk.told(next, await next.content);
    if (signal.aborted) return;
    const below: Pending[] = [];
    for (const name of folder.folders) {
      if (walk.enters(folder, name)) below.push({ folder: folder.prefix + name, base: folder.base, drive: folder.drive });
      if (walk.isDue) yield walk.take();
    }
    for (const inner of below.reverse()) pending.push(inner);
    next = walk.list(pending);
    for (const entry of folder.others) {
      walk.addOther(folder, entry);
      if (walk.isDue) yield walk.take();
    }
    // An abort is seen to by what follows.
    yield* walk.lookAtFiles(folder, signal);
  }
  if (walk.count > 0 && !signal.aborted) yield walk.take();
}

/** A folder that was listed. */
interface Folder extends FolderContent {
  readonly path: string;
  /** The same with a separator at its end. */
  readonly prefix: string;
  readonly base: number;
  readonly drive: string | null;
}

class Walk {
  #files: ScannedFile[] = [];
  #skipped: PassedBy[] = [];
  readonly #seen = new Map<string, string>();

  #handed = performance.now();
  #rested = this.#handed;
  /** By drive how many folders in a row did not answer. */
  readonly #unanswered = new Map<string | null, number>();

  constructor(
    private readonly survey: Surveyor,
    private readonly exclude: Exclusion | undefined,
  ) {}

  get count(): number {
    return this.#files.length + this.#skipped.length;
  }

  /** Whether what was found should be handed out now. */
  get isDue(): boolean {
    return this.count > fullEnough || (this.count > 0 && performance.now() - this.#handed > patience);
  }

  take(): ScanBatch {
    this.#handed = performance.now();
    const batch = { files: this.#files, skipped: this.#skipped };
    this.#files = [];
    this.#skipped = [];
    return batch;
  }

  /** Begins to read the last of the pending folders; null when there is none. */
  list(pending: Pending[]): Listed | null {
    const next = pending.pop();
    if (next === undefined) return null;
    const lost = next.drive !== null && (this.#unanswered.get(next.drive) ?? 0) >= mostUnanswered;
    return { ...next, content: lost ? Promise.resolve(noAnswer) : this.survey.list(next.folder) };
  }

  /** What a listing gave, if it did. */
  told({ folder: path, base, drive: above }: Pending, outcome: FolderListing | SurveyProblem): Folder {
    const empty = { path, prefix: withEnd(path), base, drive: above, files: [], folders: [], others: [] };
    if (typeof outcome === 'string') {
      this.#lost(empty, outcome, false);
      return empty;
    }
    const drive = outcome.id?.split(':')[0] ?? null;
    this.#unanswered.delete(drive);
    const met = this.#meet(path, outcome.id);
    if (!met) return { ...empty, drive, files: outcome.files, folders: outcome.folders, others: outcome.others };
    this.#skip(path, ...met);
    return { ...empty, drive };
  }

  /** Gives up what is left of a folder. */
  #lost({ path, drive }: Folder, problem: SurveyProblem, listed: boolean): void {
    if (problem === noAnswer) this.#unanswered.set(drive, (this.#unanswered.get(drive) ?? 0) + 1);
    else this.#unanswered.delete(drive);
    this.#skip(path, ...explainFolderError(problem, listed));
  }

  /** Whether a folder in this one is to be walked, too; takes note of it where it is not. */
  enters({ prefix, base }: Folder, name: string): boolean {
    const path = prefix + name;
    const system = whyPassedOver(path);
    const why = system ?? this.#whyLeftOut(path, base, true);
    if (why !== null) this.#skip(path, system === null ? 'excluded' : 'system-folder', why);
    return why === null;
  }

  /** Takes note of what is neither a folder nor a file. */
  addOther({ prefix }: Folder, entry: OtherEntry): void {
    switch (entry.kind) {
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

  /** Hands out the files of a folder batch by batch, but for the last. */
  async *lookAtFiles(folder: Folder, signal: AbortSignal): AsyncGenerator<ScanBatch, void, undefined> {
    const units = new FolderUnits(folder.files);
    for (let from = 0; from < folder.files.length; from += looksAtOnce) {
      let names = this.#wanted(folder, folder.files.slice(from, from + looksAtOnce));
      while (names.length > 0) {
        const looks = await this.survey.look(folder.path, names);
        if (signal.aborted) return;
        if (typeof looks === 'string') {
          this.#lost(folder, looks, true);
          return;
        }
        this.#add(folder, names, looks, units);
        names = names.slice(looks.bytes.length);
        if (this.isDue) yield this.take();
        await this.#rest();
      }
      if (this.isDue) yield this.take();
    }
  }

  async #rest(): Promise<void> {
    if (performance.now() - this.#rested <= turn) return;
    await setImmediate();
    this.#rested = performance.now();
  }

  /** Those files that are not left out. */
  #wanted({ prefix, base }: Folder, names: readonly string[]): readonly string[] {
    if (!this.exclude) return names;
    return names.filter((name) => {
      const why = this.#whyLeftOut(prefix + name, base, false);
      if (why !== null) this.#skip(prefix + name, 'excluded', why, true);
      return why === null;
    });
  }

  /** Takes note of files that were looked at: the first of these names. */
  #add({ prefix }: Folder, names: readonly string[], { bytes, modified, problems }: Looks, units: FolderUnits): void {
    for (let i = 0; i < bytes.length; i++) {
      const name = names[i]!;
      const path = prefix + name;
      const problem = problems.get(i);
      if (problem !== undefined) this.#skip(path, ...explainFileError(problem));
      else if (Number.isNaN(bytes[i]!)) this.#skip(path, 'changed', 'This was a file when its folder was listed, and is something else now.');
      else this.#files.push({ path, bytes: bytes[i]!, modified: modified[i]!, companions: units.kindsOf(name) });
    }
  }

  #whyLeftOut(path: string, base: number, isFolder: boolean): string | null {
    return this.exclude?.({ path, below: slashed(path.slice(base)), isFolder }) ?? null;
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

function slashed(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}
