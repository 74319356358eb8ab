import { dirname, join } from 'node:path';
import { type ImageFormat, imageFormats } from '../../../shared/files';
import { type GroupKind, groupKinds } from '../../../shared/groups';
import { groupColumns } from '../../grouping/group-columns';
import { FileTable, rowState } from '../../library/file-table';
import { GroupSet } from '../../library/group-set';

export interface MadeFile {
  /** Below the library's folder `/photos`. */
  readonly path: string;
  readonly bytes?: number;
  /** Milliseconds since 1970. */
  readonly modified?: number;
  readonly format?: ImageFormat;
  readonly width?: number;
  readonly height?: number;
  readonly distance?: number;
}

export interface MadeGroup {
  readonly kind?: GroupKind;
  /** The suggested keeper first. */
  readonly files: readonly MadeFile[];
}

/** A table of files, in the order of a scan (folder by folder), and the groups that they are in. */
export function makeGroups(made: readonly MadeGroup[], revision = 1): { readonly table: FileTable; readonly groups: GroupSet } {
  const table = new FileTable();
  const files = made.flatMap((group) => group.files);
  const rows = new Map<MadeFile, number>();
  for (const file of [...files].sort((a, b) => (dirname(a.path) < dirname(b.path) ? -1 : dirname(a.path) > dirname(b.path) ? 1 : 0))) {
    const { path, bytes = 1000, modified = 0, format = 'jpeg', width = 40, height = 30 } = file;
    const row = table.add(join('/photos', path), bytes, modified);
    const print = { hashLow: 0, hashHigh: 0, contentLow: 0, contentHigh: 0, pixelsLow: 0, pixelsHigh: 0, numberLow: 0, numberHigh: 0, quality: 0, depth: 0, extras: 0, slot: 0, detail: 999 };
    table.setFingerprint(row, { ...print, width, height, format: imageFormats.indexOf(format) }, rowState.hashed);
    rows.set(file, row);
  }
  const output = groupColumns(made.length, files.length);
  output.members.set(files.map((file) => rows.get(file)!));
  output.distances.set(files.map(({ distance = 0 }) => distance));
  made.forEach(({ kind = 'similar', files: { length } }, group) => {
    output.kinds[group] = groupKinds.indexOf(kind);
    output.starts[group + 1] = output.starts[group]! + length;
  });
  return { table, groups: new GroupSet(table, Uint32Array.from(files.keys()), output, revision) };
}
