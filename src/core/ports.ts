import type { FileFacts, FolderRef, ImageFormat } from '../shared/files';
import type { SkipReason, WorkerState } from '../shared/scan';
import type { Result } from '../shared/errors';
import type { ExportFormat } from '../shared/export';
import type { KeepPolicy } from '../shared/keep';
import type { PreviewSize } from '../shared/contract';
import type { Surveyor } from './scan/survey';
import type { ComparedPictures } from './grouping/group-steps';
import type { Haste } from './grouping/haste';
import type { LookPlaces } from './store/look-places';
import type { TrashPort } from './trash/trash';

/**
 * What a host or the platform supplies to the engine. The engine itself knows neither Electron nor the
 * DOM nor how threads are made.
 */
export interface EnginePorts {
  /** Absolute path of a folder of ours, existing, for the store and the sample library. */
  readonly dataFolder: string;
  readonly version: string;
  readonly host: HostPort;
  readonly trash: TrashPort;
  /** Makes a pool of worker threads. Scans, previews and measurements each own one. */
  createPool(size: number): WorkerPool;
}

export interface HostPort {
  readonly kind: 'electron' | 'web';
  /** The native folder dialog: absolute paths, empty when dismissed. Null where there is none. */
  readonly pickFolders: (() => Promise<readonly string[]>) | null;
  /**
   * Absolute paths, links resolved, of the folders that this host is confined to: browsing, scans, previews and removals. Null: no browsing,
   * and what the person names may lie anywhere.
   */
  readonly browseRoots: readonly string[] | null;
  /** Whether dropped folders come with their paths. */
  readonly folderDrop: boolean;
  /** Shows a file in the system's file manager. Null where there is none. */
  readonly reveal: ((path: string) => void) | null;
  /** Opens a file in the program that the system has for it; answers why not where that fails. Null where there is no such thing. */
  readonly open: ((path: string) => Promise<string | null>) | null;
  /**
   * The native dialog that asks where to save a report: an absolute path, null when dismissed. Null where there is none: the window fetches
   * reports as downloads then.
   */
  readonly saveFile: ((suggestedName: string, format: ExportFormat) => Promise<string | null>) | null;
}

/**
 * What is made of a file: its difference hash alone, or its look, by which copies are found that were cropped, turned or framed
 * besides (src/core/matching).
 */
export type HashKind = 'difference' | 'look';

/** One file to be fingerprinted. */
export interface HashTask {
  /** The caller's name for it; comes back with the answer. */
  readonly row: number;
  readonly path: string;
  /** As listed; a file that differs when it is read is answered as `changed`. */
  readonly bytes: number;
  /** Milliseconds since 1970, as `fs.Stats.mtimeMs` gives it. */
  readonly modified: number;
}

/**
 * The answers to a batch, as columns over one transferred buffer: entry i of each column belongs to
 * `rows[i]`. Files that gave no fingerprint stand in `failures` instead; every task is in exactly one.
 */
export interface HashBatch {
  readonly rows: Uint32Array;
  /** 64-bit hashes as [low, high] pairs, twice as long as `rows`: difference hashes, or those of looks' whole pictures. */
  readonly hashes: Uint32Array;
  /** Of looks: the hashes of what lies inside the pictures' margins. Otherwise empty, as are all that follow to `extras`. */
  readonly contents: Uint32Array;
  /** Of looks: `recordSize` bytes each. */
  readonly records: Uint8Array;
  /** Of looks: numbers that tell pictures of equal pixels, as [low, high] pairs; 0 where not known. See `decode/grid.ts`. */
  readonly pixels: Uint32Array;
  /** Of looks: numbers of all the files' bytes, as [low, high] pairs, never both 0. See `decode/byte-number.ts`. */
  readonly numbers: Uint32Array;
  /** Of looks, what the files' headers say; see `decode/traits.ts`: estimated JPEG qualities, bits per channel, bit sets over `fileExtras`. */
  readonly qualities: Uint8Array;
  readonly depths: Uint8Array;
  readonly extras: Uint8Array;
  /** Pixels after EXIF orientation. */
  readonly widths: Uint32Array;
  readonly heights: Uint32Array;
  /** Index into `imageFormats`. */
  readonly formats: Uint8Array;
  /** How much there is to compare, from 0, flat; see `fingerprint.ts` and `matching/view.ts`. */
  readonly details: Uint16Array;
  readonly failures: readonly HashFailure[];
}

export interface HashFailure {
  readonly row: number;
  readonly reason: SkipReason;
  readonly detail: string;
}

/** SHA-256 of pictures, 32 bytes each, in the order asked; null for one that could not be read or told. */
export type Digests = readonly (Uint8Array | null)[];

/** Columns over the fingerprints to be grouped; index = position. All readonly for the grouping, and best shared between threads. */
export interface GroupInput {
  /** [low, high] pairs: of the whole picture, and of what lies inside its margins. */
  readonly hashes: Uint32Array;
  readonly contents: Uint32Array;
  readonly details: Uint16Array;
  /** Where the records of the looks are, and by position the slot there. */
  readonly records: LookPlaces;
  readonly slots: Uint32Array;
  readonly widths: Uint32Array;
  readonly heights: Uint32Array;
  readonly bytes: Float64Array;
  /** Milliseconds since 1970. */
  readonly modified: Float64Array;
  readonly formats: Uint8Array;
  /** Equal numbers: equal bytes. 0: no other file’s are known to be. No larger than the files are many, about. */
  readonly identity: Uint32Array;
  /** [low, high] pairs; equal ones other than 0: equal pixels, shown alike. Other ones say nothing. */
  readonly pixels: Uint32Array;
  /** Rank of the path in sorted order: ties end here, so that the result does not depend on arrival. */
  readonly order: Uint32Array;
  /** What file names say of where files come from; see `grouping/name-signs.ts`. */
  readonly nameSigns: Uint8Array;
  /** Estimated quality of JPEGs, 1–100; 0 where not known. */
  readonly qualities: Uint8Array;
  /** Bits per colour channel; 0 where not known. */
  readonly depths: Uint8Array;
  /** Bit set over `fileExtras`. */
  readonly extras: Uint8Array;
  /** Index into `standings`. */
  readonly standings: Uint8Array;
  /** Places of their folders in the person's order: the less, the rather are files kept. */
  readonly folderRanks: Uint16Array;
  /** Bit set over `companionKinds`. */
  readonly companions: Uint8Array;
}

/** Groups as compressed rows: group g has `members[starts[g] … starts[g+1])`, the keeper first. All columns lie over one buffer; see `group-columns.ts`. */
export interface GroupOutput {
  readonly starts: Uint32Array;
  readonly members: Uint32Array;
  /** Distance of each member to its keeper; parallel to `members`, as are those that follow. */
  readonly distances: Uint8Array;
  /** Of a bridge the place in its group, from 1, of the member that it is like; 0 for all others, which are like the keeper. */
  readonly vias: Uint32Array;
  /** …and how far it is from that. */
  readonly viaDistances: Uint8Array;
  /** Six numbers per member: from the picture as shown to the keeper's; see `PictureMap`. */
  readonly maps: Float32Array;
  /** Index into `likenesses`; `undecided` (`group-columns.ts`) is added where only decoding could tell. */
  readonly likenesses: Uint8Array;
  /** Bit set over `differences`; `edited` (`group-columns.ts`) is added where the others say that it was. */
  readonly differences: Uint16Array;
  /** Per group: index into `groupKinds`. */
  readonly kinds: Uint8Array;
}

/** How to go about grouping. */
export interface GroupingManner {
  /** Leave a worker, if there are several, to what comes meanwhile. */
  readonly patient?: boolean;
  /** What the threads are told when somebody waits; never unless given. */
  readonly haste?: Haste | null;
}

/** What groups of a library to look for. */
export interface GroupChoice {
  /** The greatest distance of two copies; see `matching/distance.ts`. */
  readonly radius: number;
  /** Whether to look for similar shots as well. */
  readonly shots: boolean;
  /** How the file to keep is chosen. */
  readonly keep: KeepPolicy;
}

export interface Preview {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mime: 'image/webp' | 'image/jpeg' | 'image/png' | 'image/avif';
}

/** How a drawn sample image is to be made; see `samples.ts`. */
export interface SampleTask {
  readonly path: string;
  readonly seed: number;
  readonly transform: string;
}

export interface PoolSnapshot {
  readonly workers: readonly WorkerState[];
  /** Milliseconds of work done by all workers since the pool was made. */
  readonly busyMs: number;
  readonly files: number;
  readonly bytes: number;
}

/** One worker thread per core, fed in small batches. `src/workers/pool.ts` makes it. */
export interface WorkerPool {
  readonly size: number;
  /**
   * Fingerprints all tasks of a stream and hands over the answers batch by batch, in any order. Takes no
   * more from the source than the workers can soon use. Resolves when every task taken has been answered
   * (after an abort: when the workers have stopped; tasks not answered by then are dropped). Rejects only
   * if the source or the sink throws.
   */
  hash(source: AsyncIterable<readonly HashTask[]>, sink: (batch: HashBatch) => void, signal: AbortSignal, want?: HashKind): Promise<void>;
  /** Works in a thread beside the workers, which a drive that never answers may hold up for good. */
  readonly survey: Surveyor;
  /** Stops the workers after the file in hand; what they had not begun is done after `resume`. */
  pause(): void;
  resume(): void;
  /**
   * Digests of pictures as they are shown, whatever their format: equal ones have equal pixels (`decode/pixel-digest.ts`). Costs a whole
   * decoding of each file.
   */
  pixels(paths: readonly string[], signal: AbortSignal): Promise<Digests>;
  /** Looks for pictures that may be copies: what takes longest, and need not be done again for other groups of the same files. */
  compare(input: GroupInput): Promise<ComparedPictures>;
  /** Groups what was compared, without the files at which `gone` is 1. */
  group(compared: ComparedPictures, choice: GroupChoice, gone: Uint8Array | null, manner?: GroupingManner): Promise<GroupOutput>;
  /** Of several that wait, the one that was asked for last is made first. An abort takes back one that nobody has begun. */
  preview(path: string, size: PreviewSize, format: ImageFormat, signal?: AbortSignal): Promise<Result<Preview>>;
  /** What a file of this format says about itself. */
  facts(path: string, format: ImageFormat): Promise<Result<FileFacts>>;
  draw(task: SampleTask): Promise<Result<null>>;
  snapshot(): PoolSnapshot;
  /** Lets the workers finish the file in hand and ends them. */
  close(): Promise<void>;
}

/** What a host passes to the engine on behalf of the person: paths come in by no other way. */
export interface Grants {
  /** Makes folders that the person chose nameable by commands. Missing or unreadable ones are errors. */
  grant(paths: readonly string[]): Promise<Result<readonly FolderRef[]>>;
  /** The same for folders of which only the window says that the person chose them: they can be opened, but no file moves there. */
  grantUnseen(paths: readonly string[]): Promise<Result<readonly FolderRef[]>>;
}
