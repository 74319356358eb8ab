import { KeepJudge } from '../grouping/keep';
import { equalFiles } from '../library/equality';
import type { FileIds } from '../library/file-ids';
import type { ScanSession } from '../library/session';
import type { Review } from '../review/review';
import type { PlanGroup } from './plan';

/** The groups of a library that have a marked file, in the library's order. */
export function markedGroups(session: ScanSession, ids: FileIds, review: Review): readonly PlanGroup[] {
  const { table, groups } = session;
  const { bytes, modified } = table.columns;
  const judge = new KeepJudge(table.keepColumns, groups.keep);
  const touched = new Set<number>();
  for (const row of review.markedRows()) {
    const group = groups.groupOf(row);
    if (group !== undefined) touched.add(group);
  }
  return [...touched].sort((a, b) => a - b).map((group): PlanGroup => {
    const rows = Array.from(groups.rows(group));
    const identities = equalFiles(table, rows);
    const members = rows.map((row, i) => ({
      id: ids.idOf(row),
      path: table.path(row),
      bytes: bytes[row]!,
      modified: modified[row]!,
      identity: identities[i]!,
      marked: review.isMarked(row),
    }));
    const tie = !rows.some((row) => review.isChosen(row)) && judge.hasTie(groups.keepGroup(group), 0);
    return { id: ids.idOf(rows[0]!), members, tie };
  });
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
