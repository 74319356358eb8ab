import type { FileFacts, FileId, FolderId, FolderRef } from './files';
import type { GroupId, GroupIds, GroupPage, GroupPlaces, Page } from './groups';
import type { AppInfo, FolderListing, RecentLibrary, SampleProgress } from './host';
import type { PastRemoval, PlanId, RemovalChoice, RemovalProgress, RemovalResult, ReviewPlan, TransactionId, UndoResult } from './removal';
import type { ScanState, SkippedEntry, SkippedId, SkipReason } from './scan';
import type { Settings } from './settings';
import type { SpeedupProgress, SpeedupReport } from './speedup';
import type { Dismissal, DismissalId } from './dismissal';
import type { Result } from './errors';
import type { ExportFormat, ExportOutcome, ExportProgress } from './export';
import type { MarksState } from './marks';
import type { FolderAbove, FolderRole, FolderRules } from './folders';
import type { KeepPolicy, KeepPreview } from './keep';
import type { ReviewPlace } from './place';
import type { GroupListing } from './query';
import type { RuleOutcome, RulePage, RulePreview, RulePreviewId, RuleUse } from './rules';

/**
 * THE list of commands and events between the engine and whoever shows it. The schemas, the handlers, the
 * preload bridge and the WebSocket all derive from it; nothing else crosses.
 */
export interface Commands {
  'app.info': { input: null; output: AppInfo };
  'settings.get': { input: null; output: Settings };
  /** A changed radius re-groups the current library without hashing anything again. */
  'settings.set': { input: Settings; output: Settings };

  /** The host's own dialog; an empty list when dismissed. */
  'folders.pick': { input: null; output: readonly FolderRef[] };
  /** One level of the host's folders, confined to its roots; null lists the roots. */
  'folders.browse': { input: { at: FolderId | null }; output: FolderListing };
  /** Makes a folder in one of those, by a name without slashes that nothing there has yet. */
  'folders.make': { input: { at: FolderId; name: string }; output: FolderRef };
  'folders.recent': { input: null; output: readonly RecentLibrary[] };
  /** The folders named when the program was started, to be opened at once. */
  'folders.initial': { input: null; output: readonly FolderRef[] };
  /** What the person said of folders, for all libraries. */
  'folders.roles': { input: null; output: FolderRules };
  /** Null: what holds for the folder above. All but leaving folders out takes effect at once, without another scan. */
  'folders.setRole': { input: { folder: FolderId; role: FolderRole | null }; output: FolderRules };
  /** The order of folders as a whole, from the one whose files are kept rather than others'. */
  'folders.setPriority': { input: { folders: readonly FolderId[] }; output: FolderRules };
  /** The folders above a file, from the nearest to the library's own. */
  'folders.of': { input: { file: FileId }; output: readonly FolderAbove[] };
  /** Draws the sample library (once) and answers its folder. */
  'samples.make': { input: null; output: FolderRef };

  /**
   * Shows the library that was scanned last as that scan left it, without another. Does nothing where a library is open. Says whether one is then:
   * not where there was none, where its folders are not there, or where it is not known any more what was found.
   */
  'library.reopen': { input: null; output: boolean };
  'scan.start': { input: { folders: readonly FolderId[] }; output: null };
  'scan.pause': { input: null; output: null };
  'scan.resume': { input: null; output: null };
  /** Ends the scan; what was hashed stays stored, and what was found so far can be reviewed. */
  'scan.cancel': { input: null; output: null };
  'scan.state': { input: null; output: ScanState };
  /** `search`: what paths contain, in small or capital letters; nothing for all. */
  'skipped.page': { input: PageInput & { reason: SkipReason | null; search?: string | undefined }; output: Page<SkippedEntry> };
  /** Shows a skipped file or folder in the system's file manager. */
  'skipped.reveal': { input: { entry: SkippedId }; output: null };
  /** Paths of the images that have too little detail to compare. */
  'plain.page': { input: PageInput; output: Page<string> };

  'groups.page': { input: PageInput & Partial<GroupListing>; output: GroupPage };
  /** The ids of a stretch of a list of groups, for choosing more of them than are on screen. */
  'groups.ids': { input: PageInput & Partial<GroupListing>; output: GroupIds };
  /** Where the review of the open library was left; null where it never was. Of its groups as they are now. */
  'place.get': { input: null; output: ReviewPlace | null };
  'place.save': { input: ReviewPlace; output: null };
  /**
   * Where groups are in a list, or what has become of them: of a group that keeps another file now, the one that holds the file it was named by.
   * Parallel to what was asked, null for those that are not in it.
   */
  'groups.places': { input: { groups: readonly GroupId[] } & Partial<GroupListing>; output: GroupPlaces };

  /** Says that no two of these files, at least two, are copies of each other; they are not shown as such from then on. */
  'dismissed.add': { input: { files: readonly FileId[] }; output: DismissalId };
  /** Newest first. */
  'dismissed.page': { input: PageInput; output: Page<Dismissal> };
  'dismissed.remove': { input: { id: DismissalId }; output: null };

  /** Marks of files that are to go. Whatever is asked for, each group keeps a file; each command is one step that can be undone. */
  'marks.state': { input: null; output: MarksState };
  'marks.set': { input: { mark: readonly FileId[]; unmark: readonly FileId[] }; output: MarksState };
  /** Marks all files of these groups but their keepers. */
  'marks.copies': { input: { groups: readonly GroupId[] }; output: MarksState };
  'marks.none': { input: { groups: readonly GroupId[] }; output: MarksState };
  /** Chooses what a file's group keeps; if any were marked there, the former keeper is marked in its place. */
  'marks.keep': { input: { file: FileId }; output: MarksState };
  /** Marks the copies of all groups. Similar shots are no copies, and stay as they are. */
  'marks.all': { input: null; output: MarksState };
  'marks.clear': { input: null; output: MarksState };
  'marks.undo': { input: null; output: MarksState };
  'marks.redo': { input: null; output: MarksState };

  /** What a rule would mark, and what not. Changes nothing. */
  'rules.preview': { input: RuleUse; output: RulePreview };
  /** The groups that the latest preview would change. */
  'rules.page': { input: PageInput & { preview: RulePreviewId }; output: RulePage };
  /** Does exactly what the latest preview said, as one step that can be undone. */
  'rules.apply': { input: { preview: RulePreviewId }; output: RuleOutcome };
  /** What another way to choose the file to keep would change. Changes nothing. */
  'keep.preview': { input: { policy: KeepPolicy }; output: KeepPreview };

  /** What one file says about itself, read anew; slower than a page of groups, so only for what is on screen. */
  'files.facts': { input: { file: FileId }; output: FileFacts };
  /** Shows the file in the system's file manager. */
  'files.reveal': { input: { file: FileId }; output: null };
  /** Opens the file in the program that the system has for it. */
  'files.open': { input: { file: FileId }; output: null };

  /** Looks at the marked files as they are on disk now and says what removing them would mean. Moves nothing. */
  'removal.plan': { input: { choice: RemovalChoice }; output: ReviewPlan };
  /** `confirmation`: what the person typed, where the plan asks for it. */
  'removal.run': { input: { plan: PlanId; confirmation: string | null }; output: RemovalResult };
  /** Stops a running removal between two files. */
  'removal.cancel': { input: null; output: null };
  'removal.undo': { input: { transaction: TransactionId }; output: UndoResult };
  'removal.history': { input: null; output: readonly PastRemoval[] };

  /**
   * Writes a report of what was found and decided, where the host's dialog says or for the window to fetch. `listing`: of which groups;
   * null for all of them.
   */
  'export.save': { input: { format: ExportFormat; listing: GroupListing | null }; output: ExportOutcome };
  'export.cancel': { input: null; output: null };
  /** Shows the report that was saved last in the system's file manager. */
  'export.reveal': { input: null; output: null };

  'speedup.measure': { input: null; output: SpeedupReport };
  'speedup.cancel': { input: null; output: null };
}

export interface PageInput {
  readonly offset: number;
  readonly limit: number;
}

export const pageLimit = 200;
/** Most ids in one message. */
export const idsLimit = 10_000;

export interface Events {
  /** Something that a person should know, about what is kept: what `app.info` says from then on as well. */
  'app.notice': { readonly text: string };
  /** About ten times a second while something runs, and at every change of phase. */
  'scan.state': ScanState;
  /** Whenever a mark changes, whoever changed it. */
  'marks.state': MarksState;
  'speedup.progress': SpeedupProgress;
  'removal.progress': RemovalProgress;
  'samples.progress': SampleProgress;
  /** Null: no report is being written any more. */
  'export.progress': ExportProgress | null;
  /** The host asks the window to act: a menu entry, a second start with a folder. */
  'host.command': HostCommand;
}

export type HostCommand =
  | { readonly kind: 'choose-folder' }
  | { readonly kind: 'open-folders'; readonly folders: readonly FolderRef[] }
  | { readonly kind: 'undo-removal' }
  | { readonly kind: 'export'; readonly format: ExportFormat }
  | { readonly kind: 'show-settings' }
  | { readonly kind: 'show-shortcuts' };

export type CommandName = keyof Commands;
export type EventName = keyof Events;
export type Input<K extends CommandName> = Commands[K]['input'];
export type Output<K extends CommandName> = Commands[K]['output'];
export type Handlers = { readonly [K in CommandName]: (input: Input<K>) => Promise<Output<K>> | Output<K> };
export type EngineEvent = { [K in EventName]: { readonly name: K; readonly payload: Events[K] } }[EventName];

/** `row`: a row of a list, at twice the pixels that it has there and no more, for a browser keeps a thousand of them. `small`: a report. `full`: all the picture's own pixels, for looking at closely: the file itself where a browser shows its format. */
export type PreviewSize = 'row' | 'small' | 'thumb' | 'large' | 'full';
/** Longest side in pixels, at most. */
export const previewSides = { row: 96, small: 128, thumb: 256, large: 2048, full: 8192 } as const satisfies Record<PreviewSize, number>;

export function isPreviewSize(text: string): text is PreviewSize {
  return Object.hasOwn(previewSides, text);
}

/** A DOM `File`, of which only the preload can learn the path. */
export interface DroppedFile {
  readonly name: string;
}

/** What the renderer talks to, whatever carries it: Electron's IPC or a WebSocket. */
export interface Client {
  call<K extends CommandName>(name: K, input: Input<K>): Promise<Result<Output<K>>>;
  /** Answers the function that stops listening. */
  on<K extends EventName>(name: K, listener: (payload: Events[K]) => void): () => void;
  /** Where the picture of a file is to be had as an `<img>` source. */
  previewUrl(file: FileId, size: PreviewSize): string;
  /** The folders among what was dropped on the window; an error where the host can't know their paths. */
  dropped(files: readonly DroppedFile[]): Promise<Result<readonly FolderRef[]>>;
}
