import { imageFormats } from '../../../shared/files';
import { type GroupKind, groupKinds } from '../../../shared/groups';
import { groupColumns } from '../../grouping/group-columns';
import { FileTable, rowState } from '../../library/file-table';
import { GroupSet } from '../../library/group-set';
import type { Decisions } from '../../store/decisions';
import { Review } from '../review';

export interface ToyFile {
  readonly path: string;
  readonly bytes?: number;
  readonly modified?: number;
  /** Equal ones above 0: equal bytes. */
  readonly content?: number;
}

/** A library of files that are said to be there, in groups that are said to be found. */
export class ToyLibrary {
  readonly table = new FileTable();
  readonly review: Review;
  groups: GroupSet;
  /** How often the review said that it changed. */
  told = 0;

  constructor(files: readonly ToyFile[], decisions: Decisions | null = null, folders: readonly string[] = ['/photos']) {
    for (const file of files) this.add(file);
    this.groups = GroupSet.empty(this.table);
    this.review = new Review(this, { decisions, folders, revision: 1, onChange: () => this.told++ });
  }

  add({ path, bytes = 100, modified = 1, content = 0 }: ToyFile): number {
    const row = this.table.add(path, bytes, modified);
    const nothing = { hashLow: 0, hashHigh: 0, contentLow: 0, contentHigh: 0, pixelsLow: 0, pixelsHigh: 0, numberLow: content, numberHigh: 0, slot: 0 };
    const picture = { width: 1, height: 1, format: imageFormats.indexOf('jpeg'), detail: 0, quality: 0, depth: 8, extras: 0 };
    this.table.setFingerprint(row, { ...nothing, ...picture }, rowState.hashed);
    return row;
  }

  /** From now on these are the groups, by rows, the suggested keeper first. */
  group(groups: readonly (readonly number[])[], kind: GroupKind = 'similar'): void {
    const output = groupColumns(groups.length, groups.flat().length);
    let end = 0;
    groups.forEach((rows, g) => {
      output.members.set(rows, end);
      output.starts[g + 1] = end += rows.length;
      output.kinds[g] = groupKinds.indexOf(kind);
    });
    const rows = Uint32Array.from({ length: this.table.count }, (_, row) => row);
    this.groups = new GroupSet(this.table, rows, output, this.groups.summary.revision + 1);
    this.review.follow();
  }

  /** The scan has ended. */
  settle(whole = true): void {
    this.review.settle(whole);
  }

  remove(...rows: readonly number[]): void {
    for (const row of rows) this.table.setState(row, rowState.removed);
    this.review.forget(rows);
  }

  marked(): readonly number[] {
    return [...this.review.markedRows()];
  }
}
