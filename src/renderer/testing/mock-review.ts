import type { FileId } from '../../shared/files';
import type { Group, GroupId } from '../../shared/groups';
import { ok } from '../../shared/errors';
import { noMarks, type MarksState } from '../../shared/marks';
import { createMockHost, mockPage, type MockHost } from './mock-client';

export interface ReviewHost extends MockHost {
  /** Names of the files that are marked, in the order of the groups. */
  readonly marked: () => readonly FileId[];
  /** Changes the marks as another window would. */
  readonly mark: (...files: readonly FileId[]) => void;
}

interface Marked {
  readonly marked: ReadonlySet<FileId>;
  readonly keepers: ReadonlyMap<GroupId, FileId>;
}

/** A mock engine that shows these groups and marks their files as the real one does, as far as tests of the window need it. */
export function createReviewHost(groups: readonly Group[], answers: Parameters<typeof createMockHost>[0] = {}, previewUrl?: Parameters<typeof createMockHost>[1]): ReviewHost {
  let now: Marked = { marked: new Set(), keepers: new Map() };
  let past: readonly Marked[] = [];
  let future: readonly Marked[] = [];
  let revision = 0;

  const filesOf = (group: Group): readonly FileId[] => group.members.map(({ file }) => file.id);
  const keeperOf = (group: Group): FileId => now.keepers.get(group.id) ?? filesOf(group).find((file) => !now.marked.has(file)) ?? '';
  const groupWith = (file: FileId): Group => groups.find((group) => filesOf(group).includes(file))!;
  const named = (ids: readonly GroupId[]): readonly Group[] => groups.filter(({ id }) => ids.includes(id));
  const copies = (of: readonly Group[]): readonly FileId[] => of.flatMap((group) => filesOf(group).filter((file) => file !== keeperOf(group)));
  const marked = (): readonly FileId[] => groups.flatMap(filesOf).filter((file) => now.marked.has(file));
  const shown = (group: Group): Group => ({
    ...group,
    members: group.members.map((member) => ({ ...member, marked: now.marked.has(member.file.id) })),
    keeper: keeperOf(group),
    decided: filesOf(group).some((file) => now.marked.has(file)),
  });

  const state = (): MarksState => ({
    ...noMarks, revision, files: now.marked.size, bytes: 1000 * now.marked.size, canUndo: past.length > 0, canRedo: future.length > 0,
  });
  function become(next: Marked): MarksState {
    now = next;
    revision++;
    host.emit('marks.state', state());
    return state();
  }
  function change(mark: readonly FileId[], unmark: readonly FileId[], keepers = now.keepers): MarksState {
    const next = new Set([...now.marked].filter((file) => !unmark.includes(file)));
    for (const file of mark) if (filesOf(groupWith(file)).some((other) => other !== file && !next.has(other))) next.add(file);
    if (keepers === now.keepers && next.size === now.marked.size && [...next].every((file) => now.marked.has(file))) return state();
    past = [...past, now];
    future = [];
    return become({ marked: next, keepers });
  }
  function keep(file: FileId): MarksState {
    const group = groupWith(file);
    const former = keeperOf(group);
    const swap = former !== file && filesOf(group).some((other) => now.marked.has(other));
    return change(swap ? [former] : [], [file], new Map(now.keepers).set(group.id, file));
  }
  function travel(from: readonly Marked[], to: readonly Marked[]): readonly [from: readonly Marked[], to: readonly Marked[], next: Marked] {
    return [from.slice(0, -1), [...to, now], from.at(-1) ?? now];
  }

  const host: MockHost = createMockHost({
    'groups.page': () => ok({ ...mockPage(...groups.map(shown)), marks: revision }),
    'marks.state': () => ok(state()),
    'marks.set': ({ mark, unmark }) => ok(change(mark, unmark)),
    'marks.copies': ({ groups: ids }) => ok(change(copies(named(ids)), [])),
    'marks.none': ({ groups: ids }) => ok(change([], named(ids).flatMap(filesOf))),
    'marks.keep': ({ file }) => ok(keep(file)),
    'marks.all': () => ok(change(copies(groups), [])),
    'marks.undo': () => {
      let next: Marked;
      [past, future, next] = travel(past, future);
      return ok(become(next));
    },
    'marks.redo': () => {
      let next: Marked;
      [future, past, next] = travel(future, past);
      return ok(become(next));
    },
    ...answers,
  }, previewUrl);
  return { ...host, marked, mark: (...files) => void change(files, []) };
}
