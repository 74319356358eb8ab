import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FileId, Group, ImageFile } from '../../shared/domain';
import { isLastLeft, keeperOf, markedIn, type MarkView } from './mark-rules';

/** A file to keep in place of the suggested one. */
interface Preference {
  readonly file: ImageFile;
  readonly instead: ImageFile;
}

interface Change {
  readonly mark: ReadonlyMap<FileId, number | null>;
  readonly unmark: ReadonlyMap<FileId, number | null>;
  readonly bytes: number;
  readonly prefer: readonly Preference[];
  readonly unprefer: readonly Preference[];
}

export interface MarksState extends MarkView {
  readonly count: number;
  /** Of all marked files. */
  readonly bytes: number;
  /** Whether `bytes` is exact; false once files of unknown size were taken out. */
  readonly bytesExact: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

export interface Marks {
  readonly store: StoreApi<MarksState>;
  readonly ids: () => readonly FileId[];
  /** False where it would leave no file of the group. */
  readonly mark: (group: Group, file: FileId) => boolean;
  readonly unmark: (group: Group, file: FileId) => void;
  /** Marks all files of a group but its keeper, which is unmarked. */
  readonly markCopies: (group: Group) => void;
  readonly unmarkGroup: (group: Group) => void;
  /** Makes a file its group's keeper; if any were marked, the former keeper is marked in its place. */
  readonly keepInstead: (group: Group, file: FileId) => void;
  /** `copies`: every file of every group but the suggested keepers; `bytes`: theirs together. */
  readonly markAll: (copies: readonly FileId[], bytes: number) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Forgets files that are gone. */
  readonly forget: (files: readonly FileId[]) => void;
  /**
   * The groups have changed: drops marks and choices that the groups at hand or, where given, the list of all
   * copies do not bear out, so that again no group is wholly marked.
   */
  readonly reconcile: (copies: readonly FileId[] | null) => void;
  readonly clear: () => void;
}

const undoDepth = 200;

/**
 * Files marked for removal. Whatever is done here, each of the groups at hand keeps an unmarked file.
 * `groupsAtHand` answers the groups that are loaded now.
 */
export function createMarks(groupsAtHand: () => readonly Group[]): Marks {
  const marked = new Map<FileId, number | null>();
  const preferred = new Map<FileId, Preference>();
  const view: MarkView = { isMarked: (file) => marked.has(file), isPreferred: (file) => preferred.has(file) };
  let past: Change[] = [];
  let future: Change[] = [];
  let bytes = 0;
  let bytesExact = true;

  const snapshot = (): MarksState => ({
    ...view,
    count: marked.size,
    bytes,
    bytesExact,
    canUndo: past.length > 0,
    canRedo: future.length > 0,
  });
  const store = createStore<MarksState>(snapshot);
  const publish = (): void => {
    if (marked.size === 0) {
      bytes = 0;
      bytesExact = true;
    }
    store.setState(snapshot());
  };

  function apply(change: Change): void {
    for (const id of change.unmark.keys()) marked.delete(id);
    for (const [id, size] of change.mark) marked.set(id, size);
    for (const { file } of change.unprefer) preferred.delete(file.id);
    for (const preference of change.prefer) preferred.set(preference.file.id, preference);
    bytes += change.bytes;
  }

  function perform(change: Change): void {
    if (change.mark.size + change.unmark.size + change.prefer.length + change.unprefer.length === 0) return;
    apply(change);
    past = [...past.slice(1 - undoDepth), change];
    future = [];
    publish();
  }

  /** Brings the files of one group to what `wanted` says of each. */
  function setGroup(group: Group, wanted: (file: ImageFile) => boolean, prefer: Preference | null = null): void {
    const mark = new Map<FileId, number>();
    const unmark = new Map<FileId, number>();
    for (const { file } of group.members) {
      if (wanted(file) && !marked.has(file.id)) mark.set(file.id, file.bytes);
      if (!wanted(file) && marked.has(file.id)) unmark.set(file.id, file.bytes);
    }
    const unprefer = prefer ? group.members.flatMap(({ file }) => preferred.get(file.id) ?? []) : [];
    perform({ mark, unmark, bytes: sum(mark) - sum(unmark), prefer: prefer ? [prefer] : [], unprefer });
  }

  /** Takes marks out that are no choice of the person's; what was done before can't be undone over it. */
  function drop(files: readonly FileId[]): void {
    const gone = files.filter((id) => marked.has(id));
    if (gone.length === 0) return;
    for (const id of gone) {
      const size = marked.get(id) ?? null;
      if (size === null) bytesExact = false;
      bytes -= size ?? bytes / marked.size;
      marked.delete(id);
    }
    past = [];
    future = [];
    publish();
  }

  /** Marks of other groupings may come to cover a whole group: its keeper is let off. */
  function spareKeepers(): void {
    const whole = groupsAtHand().filter((group) => markedIn(group, view) === group.members.length);
    drop(whole.map((group) => group.members[0]!.file.id));
  }

  return {
    store,
    ids: () => [...marked.keys()],
    mark: (group, id) => {
      if (isLastLeft(group, id, view)) return false;
      setGroup(group, (file) => file.id === id || marked.has(file.id));
      return true;
    },
    unmark: (group, id) => setGroup(group, (file) => file.id !== id && marked.has(file.id)),
    markCopies: (group) => {
      const keeper = keeperOf(group, view).id;
      setGroup(group, (file) => file.id !== keeper);
    },
    unmarkGroup: (group) => setGroup(group, () => false),
    keepInstead: (group, id) => {
      const former = keeperOf(group, view);
      const chosen = group.members.find(({ file }) => file.id === id)?.file;
      if (!chosen || former.id === id) return;
      const swap = markedIn(group, view) > 0;
      const preference = { file: chosen, instead: group.members[0]!.file };
      setGroup(group, (file) => file.id !== id && (marked.has(file.id) || (swap && file.id === former.id)), preference);
    },
    markAll: (copies, copiesBytes) => {
      const wanted = new Set(copies);
      let wantedBytes = copiesBytes;
      for (const { file, instead } of preferred.values()) {
        if (!wanted.delete(file.id)) continue;
        wanted.add(instead.id);
        wantedBytes += instead.bytes - file.bytes;
      }
      const mark = new Map<FileId, number | null>();
      for (const id of wanted) if (!marked.has(id)) mark.set(id, null);
      const unmark = new Map([...marked].filter(([id]) => !wanted.has(id)));
      perform({ mark, unmark, bytes: wantedBytes - bytes, prefer: [], unprefer: [] });
      spareKeepers();
    },
    undo: () => {
      const change = past.at(-1);
      if (!change) return;
      past = past.slice(0, -1);
      future = [...future, change];
      apply(inverse(change));
      publish();
      spareKeepers();
    },
    redo: () => {
      const change = future.at(-1);
      if (!change) return;
      future = future.slice(0, -1);
      past = [...past, change];
      apply(change);
      publish();
      spareKeepers();
    },
    forget: drop,
    reconcile: (copies) => {
      const loaded = groupsAtHand();
      for (const { file, instead } of preferred.values()) {
        const holds = (id: FileId) => (group: Group) => group.members.some((member) => member.file.id === id);
        if (!loaded.some((group) => holds(file.id)(group) && holds(instead.id)(group))) preferred.delete(file.id);
      }
      spareKeepers();
      if (!copies) return;
      const known = new Set(copies);
      for (const { members } of loaded) for (const { file } of members) known.add(file.id);
      drop([...marked.keys()].filter((id) => !known.has(id)));
    },
    clear: () => {
      marked.clear();
      preferred.clear();
      past = [];
      future = [];
      publish();
    },
  };
}

function inverse({ mark, unmark, bytes, prefer, unprefer }: Change): Change {
  return { mark: unmark, unmark: mark, bytes: -bytes, prefer: unprefer, unprefer: prefer };
}

function sum(sizes: ReadonlyMap<FileId, number>): number {
  let total = 0;
  for (const size of sizes.values()) total += size;
  return total;
}
