import type { FileId, RemovalFailure } from '../../shared/domain';
import { KeepJudge } from '../grouping/keep';
import type { FileIds } from '../library/file-ids';
import type { ScanSession } from '../library/session';
import type { PlanGroup } from './plan';

export interface MarkedGroups {
  /** Those with a marked file, in the library's order. */
  readonly groups: readonly PlanGroup[];
  /** Marked files that are in no group any more. */
  readonly stray: readonly RemovalFailure[];
}

/** The groups of a library that marked files are in. Throws an AppFailure for an id that is not the library's. */
export function markedGroups(session: ScanSession, ids: FileIds, files: readonly FileId[]): MarkedGroups {
  const { table } = session;
  const { bytes, modified } = table.columns;
  const judge = new KeepJudge(table.keepColumns, session.groups.keep);
  const marked = new Set(files.map((file) => ids.rowOf(file)));
  const touched = new Set<number>();
  const stray: RemovalFailure[] = [];
  for (const row of marked) {
    const group = session.groups.groupOf(row);
    if (group !== undefined) touched.add(group);
    else stray.push({ path: table.path(row), reason: 'no-survivor', detail: 'It is in no group of copies any more.' });
  }
  const groups = [...touched].sort((a, b) => a - b).map((group): PlanGroup => {
    const rows = session.groups.members(group);
    const members = rows.map((row) => ({
      id: ids.idOf(row),
      path: table.path(row),
      bytes: bytes[row]!,
      modified: modified[row]!,
      identity: session.identityOf(row),
      marked: marked.has(row),
    }));
    return { id: ids.idOf(rows[0]!), members, tie: judge.hasTie(session.groups.keepGroup(group), 0) };
  });
  return { groups, stray };
}

/** How many images a library has directly in each folder. */
export function folderFiles({ table }: ScanSession): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const row of table.fingerprinted()) {
    const folder = table.folder(row);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return counts;
}
