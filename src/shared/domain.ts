import type { Affine } from './affine';
import type { AppError } from './errors';
import type { CompanionKind, Standing } from './folders';
import { defaultKeepPolicy, type KeepPolicy, type KeepReason } from './keep';
import type { GroupSums } from './query';

/** The shapes that every part of Lookalike speaks in. All of them are plain, readonly data. */

/** Names a file of the current library. Opaque: it holds no path, and means nothing to another library. */
export type FileId = string;
/** Names a folder that the person chose. Opaque; the engine alone knows the path behind it. */
export type FolderId = string;
export type GroupId = string;
export type PlanId = string;
export type TransactionId = string;

/** In the order of their codes in binary records: append only. */
export const imageFormats = ['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff', 'svg'] as const;
export type ImageFormat = (typeof imageFormats)[number];

export interface FolderRef {
  readonly id: FolderId;
  /** The last part of the path. */
  readonly name: string;
  /** For showing only; no command takes it back. */
  readonly path: string;
}

export interface ImageFile {
  readonly id: FileId;
  readonly name: string;
  /** Absolute path, for showing only; no command takes it back. */
  readonly path: string;
  readonly bytes: number;
  /** Pixels, as shown: after EXIF orientation. */
  readonly width: number;
  readonly height: number;
  readonly format: ImageFormat;
  /** Last change, milliseconds since 1970 (UTC). */
  readonly modified: number;
}

/** As cameras store it: 1 is upright, 2–8 say how to turn or mirror the stored pixels (CIPA DC-008 §4.6.5.1.6). */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export interface JpegQuality {
  /** On the scale of the Independent JPEG Group's library, 1–100. */
  readonly value: number;
  /** How far off the value may be; 0 where the file's table is exactly that library's. */
  readonly error: number;
}

/** What a file says about itself and its picture, read anew from the disk. Null: it does not say, or its format can't. */
export interface FileFacts {
  /** Milliseconds since 1970 (UTC); null where the file system keeps no such date. */
  readonly created: number | null;
  readonly modified: number;
  /** Bits per colour channel. */
  readonly bitDepth: number | null;
  /** Name of the embedded colour profile. */
  readonly profile: string | null;
  /** Estimated; null for other formats than JPEG, and for quantisation tables of another make. */
  readonly quality: JpegQuality | null;
  readonly orientation: Orientation;
  /** When the picture was taken, as `YYYY-MM-DDThh:mm:ss` on the camera's clock, with its offset from UTC where it says so. */
  readonly taken: string | null;
  readonly camera: string | null;
  /** Where it was taken. */
  readonly place: GeoPlace | null;
}

/** What a file has beside its picture: an Exif block, a place and a date in it, a colour profile. In the order of their bits: append only. */
export const fileExtras = ['exif', 'gps', 'profile', 'date'] as const;
export type FileExtra = (typeof fileExtras)[number];

export interface GeoPlace {
  /** Degrees, north positive, −90 … 90. */
  readonly latitude: number;
  /** Degrees, east positive, −180 … 180. */
  readonly longitude: number;
}

/**
 * What was done to a picture, as far as can be seen by laying it over the kept file's: turned by a quarter or a half, mirrored,
 * cut down to a part of it, given margins or more of the scene, tilted by a few degrees, stretched in one direction, written or
 * drawn upon in a place, given more or fewer pixels. In the order of their bits in binary records: append only.
 */
export const differences = ['quarter-turn', 'half-turn', 'mirrored', 'cropped', 'extended', 'tilted', 'stretched', 'captioned', 'resized'] as const;
export type Difference = (typeof differences)[number];

/** From places in a picture as shown, in its sides from its middle (−0.5 – 0.5), to where they lie in another one, in that one's sides. */
export type PictureMap = Affine;

/**
 * How a file is like the kept one: equal byte for byte, equal once decoded (its container or what it says of the picture differs), or a
 * picture that looks the same. In the order of their codes in binary records: append only.
 */
export const likenesses = ['identical', 'same-pixels', 'similar'] as const;
export type Likeness = (typeof likenesses)[number];

export interface GroupMember {
  readonly file: ImageFile;
  /** How far the picture is from the kept file's, 0 (the same) – {@link radiusRange}.max (that far or farther). */
  readonly distance: number;
  readonly likeness: Likeness;
  readonly differences: readonly Difference[];
  /** From this picture to the kept file's; null for the kept file itself. */
  readonly map: PictureMap | null;
  /** For a picture that is too far from the kept file's, but close to another of its group: which one, and how far that is. */
  readonly bridge: { readonly file: FileId; readonly name: string; readonly distance: number } | null;
  /** Whether it is to go. */
  readonly marked: boolean;
  readonly standing: Standing;
  readonly companions: readonly CompanionKind[];
  /**
   * What tells it from the suggested keeper, what weighs most first; none where nothing does. Of the suggested keeper itself: in what it
   * is better than others.
   */
  readonly reasons: readonly KeepReason[];
  /** By criterion, in the order of `keepCriteria`; the suggested keeper has most in all. */
  readonly points: readonly number[];
}

/**
 * `exact`: all members are equal byte for byte. `same-pixels`: once decoded. `similar`: the pictures look alike. `similar-shot`: no copies, but
 * taken one after the other, as in a burst. In the order of their codes in binary records: append only.
 */
export const groupKinds = ['exact', 'same-pixels', 'similar', 'similar-shot'] as const;
export type GroupKind = (typeof groupKinds)[number];

export interface Group {
  readonly id: GroupId;
  readonly kind: GroupKind;
  /** The suggested keeper comes first; the rest by distance, then path. At least two. */
  readonly members: readonly GroupMember[];
  /** The file that stays: the person's choice, or the first that is not marked. */
  readonly keeper: FileId;
  /** Whether the person marked a file of it, or chose the keeper. */
  readonly decided: boolean;
  /** What removing all but the keeper would free. */
  readonly bytesToGain: number;
}

/** In the order of their codes in binary records and in the store: append only. */
export const skipReasons = [
  'not-an-image',
  'empty',
  'truncated',
  'corrupt',
  'unsupported',
  'too-large',
  'no-permission',
  'vanished',
  'changed',
  'bad-name',
  'link',
  'folder-unreadable',
  'read-error',
  'crashed',
  'timed-out',
  'excluded',
  'system-folder',
  'no-answer',
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** Names an entry of the skipped list of the current library. Opaque, and means nothing to another library. */
export type SkippedId = string;

export interface Skipped {
  readonly path: string;
  readonly reason: SkipReason;
  /** One plain sentence about this file. */
  readonly detail: string;
}

export interface SkippedEntry extends Skipped {
  readonly id: SkippedId;
}

export type ScanPhase = 'idle' | 'scanning' | 'paused' | 'comparing' | 'done' | 'cancelled' | 'failed';

export type WorkerStatus = 'starting' | 'busy' | 'idle' | 'paused' | 'ended';

export interface WorkerState {
  /** 1-based, as shown. */
  readonly number: number;
  readonly status: WorkerStatus;
  readonly files: number;
  readonly filesPerSecond: number;
  /** Share of the time since the scan began that it was at work, 0–1. */
  readonly busyShare: number;
  /** The name of the file in hand. */
  readonly current: string | null;
}

export interface ScanStats {
  /** files = hashed + cached + skipped, once a scan is done. */
  readonly files: number;
  readonly hashed: number;
  readonly cached: number;
  readonly skipped: number;
  /** Bytes of the files that were hashed. */
  readonly bytes: number;
  /** Wall time without pauses. */
  readonly seconds: number;
  readonly workers: number;
}

export interface ScanState {
  readonly phase: ScanPhase;
  readonly folders: readonly FolderRef[];
  readonly stats: ScanStats;
  /** When the library was scanned before this scan, milliseconds since 1970 (UTC); null: never. */
  readonly scannedBefore: number | null;
  /** Whether every folder has been listed, so that `stats.files` is final. */
  readonly listed: boolean;
  readonly filesPerSecond: number;
  readonly bytesPerSecond: number;
  /** Seconds left, once it can be said. */
  readonly eta: number | null;
  readonly skippedByReason: Readonly<Partial<Record<SkipReason, number>>>;
  readonly workerStates: readonly WorkerState[];
  /** The workers' busy time over wall time: during the last second, and over the whole scan. */
  readonly parallelismNow: number;
  readonly parallelism: number;
  readonly groups: GroupsSummary;
  /** Why the scan failed, in phase `failed`. */
  readonly error: AppError | null;
}

export interface GroupsSummary {
  /** Changes whenever the groups do; pages of different revisions must not be mixed. */
  readonly revision: number;
  /** Images that were compared, removed ones left out. */
  readonly images: number;
  readonly groups: number;
  /** Files in groups. */
  readonly files: number;
  readonly bytesToGain: number;
  /** Images with too little detail to compare: plain, dark, a gradient. Only equal bytes make these copies. */
  readonly plain: number;
  /** Groups that are not shown, for all their files are in reference folders: there is nothing to be done about them. */
  readonly referenceGroups: number;
  /** By radius how many groups there would be; null where that is not known yet. */
  readonly groupsByRadius: readonly (number | null)[];
}

export interface Page<T> {
  readonly total: number;
  readonly offset: number;
  readonly items: readonly T[];
}

export interface GroupPage extends Page<Group> {
  /** Changes whenever the list does, be it by its groups or by what is decided of them. */
  readonly revision: number;
  /** Of the marks; see `MarksState`. */
  readonly marks: number;
  /** Of all groups of the list. */
  readonly sums: GroupSums;
}

export interface GroupIds {
  readonly revision: number;
  readonly ids: readonly GroupId[];
}

export interface GroupPlaces {
  readonly revision: number;
  readonly places: readonly (number | null)[];
}

export interface Settings {
  /** Worker threads; null for one per core. */
  readonly workers: number | null;
  /** The largest distance at which two pictures count as copies. */
  readonly radius: number;
  /** Whether to show similar shots as well. */
  readonly shots: boolean;
  /** Whether files may be deleted for good, without the trash. */
  readonly permanentDelete: boolean;
  /** Patterns (`glob.ts`) of paths below a library's folders that scans leave out. */
  readonly excluded: readonly string[];
  /** How the file to keep is chosen. */
  readonly keep: KeepPolicy;
}

/** How far apart two pictures may be and still be worth calling copies; docs/accuracy.md says what the steps mean. */
export const radiusRange = { min: 0, max: 12, default: 8 } as const;
/** Patterns that are left out, at most. */
export const mostExcluded = 100;
export const workersRange = { min: 1, max: 256 } as const;

export const defaultSettings: Settings = { workers: null, radius: radiusRange.default, shots: false, permanentDelete: false, excluded: [], keep: defaultKeepPolicy };

export interface RecentLibrary {
  readonly folders: readonly FolderRef[];
  /** Milliseconds since 1970 (UTC). */
  readonly scanned: number;
  readonly files: number;
  readonly groups: number;
  /** Whether every folder of it is there now. */
  readonly available: boolean;
}

export interface FolderListing {
  /** The folder listed; null for the list of roots. */
  readonly at: FolderRef | null;
  /** Where "up" leads; null at the roots. */
  readonly parent: FolderRef | null;
  readonly folders: readonly FolderRef[];
  /** Files directly inside. */
  readonly files: number;
}

export interface SpeedupRun {
  readonly workers: number;
  readonly seconds: number;
  readonly filesPerSecond: number;
  /** Times as fast as one worker. */
  readonly speedup: number;
  /** speedup / workers, 0–1 (above 1 only by noise). */
  readonly efficiency: number;
}

export interface SpeedupReport {
  readonly files: number;
  readonly bytes: number;
  readonly cores: number;
  readonly runs: readonly SpeedupRun[];
  /** Serial share of the work by Amdahl's law, least squares over the runs, 0–1; null with fewer than two. */
  readonly serialShare: number | null;
}

export interface SpeedupProgress extends SpeedupReport {
  /** The worker counts to come. */
  readonly waiting: readonly number[];
}

/**
 * What is done with the files that go: to the system's trash; into a folder of Lookalike's own on the same volume; into a folder that
 * the person chose, with the tree of folders kept; replaced by a link to the equal file that stays; deleted for good.
 */
export const removalActions = ['trash', 'hold', 'move', 'hard-link', 'symlink', 'delete'] as const;
export type RemovalAction = (typeof removalActions)[number];

/** An action as a person chooses it; `folder` is where `move` goes. */
export type RemovalChoice =
  | { readonly action: Exclude<RemovalAction, 'move'> }
  | { readonly action: 'move'; readonly folder: FolderId };

/** Something in a plan that a person should look at twice. */
export type Oddity =
  | { readonly kind: 'whole-group'; readonly group: GroupId; readonly path: string }
  | { readonly kind: 'whole-folder'; readonly folder: string; readonly files: number }
  /** In so many groups nothing told the files apart, and what stays was settled by their names; `path` stays in one of them. */
  | { readonly kind: 'tie'; readonly groups: number; readonly path: string }
  /** So many files go while all that stays of their groups is on another volume; `path` goes. */
  | { readonly kind: 'other-volume'; readonly files: number; readonly path: string }
  /** The folder that files move to is inside the library: the next scan would find them again. */
  | { readonly kind: 'inside-library'; readonly folder: string };

export interface ReviewPlan {
  readonly id: PlanId;
  readonly action: RemovalAction;
  /** Absolute path of the folder that files move to, for showing; null for every action but `move`. */
  readonly folder: string | null;
  readonly files: number;
  /** Files that belong to those and go with them. */
  readonly companions: number;
  /** Of all that goes. */
  readonly bytes: number;
  /** What goes, by folder, most files first. */
  readonly folders: readonly { readonly path: string; readonly files: number }[];
  /** Files of the groups concerned that stay. */
  readonly staying: number;
  readonly oddities: readonly Oddity[];
  /** Marked files that will not be touched, with the reason. */
  readonly refused: readonly RemovalFailure[];
  /** How many of those are refused only because there is no trash where they are. */
  readonly trashless: number;
  /** Whether it can be undone from here. */
  readonly undoable: boolean;
  /** What has to be typed before it may run; null where nothing has. */
  readonly confirmation: string | null;
}

export const removalFailureReasons = [
  'no-survivor',
  'changed',
  'vanished',
  'no-permission',
  'no-trash',
  'trash-failed',
  'restore-blocked',
  'not-in-trash',
  'not-equal',
  'other-volume',
  'already-linked',
  'failed',
  'protected',
  'has-companion',
] as const;
export type RemovalFailureReason = (typeof removalFailureReasons)[number];

export interface RemovalFailure {
  readonly path: string;
  readonly reason: RemovalFailureReason;
  readonly detail: string;
}

export interface RemovalProgress {
  readonly transaction: TransactionId;
  readonly action: 'remove' | 'undo';
  readonly done: number;
  readonly total: number;
}

export interface RemovalResult {
  readonly transaction: TransactionId;
  readonly action: RemovalAction;
  readonly removed: readonly FileId[];
  /** Files that belonged to those and went with them. */
  readonly companions: number;
  /** Of all that went. */
  readonly bytes: number;
  readonly failures: readonly RemovalFailure[];
  readonly cancelled: boolean;
  readonly undoable: boolean;
}

export interface UndoResult {
  readonly transaction: TransactionId;
  readonly restored: number;
  readonly failures: readonly RemovalFailure[];
}

export interface PastRemoval {
  readonly transaction: TransactionId;
  /** Milliseconds since 1970 (UTC). */
  readonly when: number;
  readonly action: RemovalAction;
  /** Files that are away, replaced or deleted by it now. */
  readonly files: number;
  readonly bytes: number;
  readonly undoable: boolean;
}

export interface AppInfo {
  readonly version: string;
  readonly host: 'electron' | 'web';
  readonly platform: 'linux' | 'macos' | 'windows' | 'other';
  readonly cores: number;
  /** Whether the host has a folder dialog of its own; otherwise the window shows a folder browser. */
  readonly nativeFolderDialog: boolean;
  /** Whether files dropped on the window carry their path here. */
  readonly folderDrop: boolean;
  /** Whether a removal can be undone from here, on this platform. */
  readonly undo: boolean;
  readonly canReveal: boolean;
  /** Whether files open in the system's program for them. */
  readonly canOpen: boolean;
  /** Sentences about what was found and mended at the start: an interrupted removal, a damaged store. */
  readonly notices: readonly string[];
}

export interface SampleProgress {
  readonly done: number;
  readonly total: number;
}
