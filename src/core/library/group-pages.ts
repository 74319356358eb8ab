import type { PageInput } from '../../shared/contract';
import { imageFormats, keepReasons, type FileId, type Group, type GroupMember, type GroupPage, type ImageFile, type PictureMap } from '../../shared/domain';
import { companionKinds, standings } from '../../shared/folders';
import { mapSize } from '../grouping/group-columns';
import { differencesIn } from '../matching/differences';
import type { FileIds } from './file-ids';
import type { Review } from '../review/review';
import type { FileTable } from './file-table';
import type { GroupSet } from './group-set';

export function imageFile(table: FileTable, ids: FileIds, row: number): ImageFile {
  const { bytes, widths, heights, formats, modified } = table.columns;
  return {
    id: ids.idOf(row),
    name: table.name(row),
    path: table.path(row),
    bytes: bytes[row]!,
    width: widths[row]!,
    height: heights[row]!,
    format: imageFormats[formats[row]!]!,
    modified: modified[row]!,
  };
}

export function groupAt(table: FileTable, ids: FileIds, groups: GroupSet, review: Review, index: number): Group {
  const { columns } = table;
  const rows = groups.members(index);
  const distances = groups.distances(index);
  const seen = groups.differences(index);
  const likeness = groups.likenesses(index);
  const maps = groups.maps(index);
  const reasons = groups.reasons(index);
  return {
    // The keeper names its group, so that a group keeps its name when others come and go.
    id: ids.idOf(rows[0]!),
    kind: groups.kind(index),
    members: rows.map((row, i) => ({
      file: imageFile(table, ids, row),
      distance: distances[i]!,
      differences: differencesIn(seen[i]!),
      likeness: likeness[i]!,
      map: i === 0 ? null : mapAt(maps, i),
      bridge: bridgeOf(i),
      marked: review.isMarked(row),
      standing: standings[columns.standings[row]!]!,
      companions: companionKinds.filter((_, bit) => (columns.companions[row]! & (1 << bit)) !== 0),
    })),
    keeper: ids.idOf(review.keeperOf(index)),
    decided: review.isDecided(index),
    reasons: keepReasons.filter((_, bit) => (reasons & (1 << bit)) !== 0),
    bytesToGain: groups.bytesToGain(index),
  };

  function bridgeOf(member: number): GroupMember['bridge'] {
    const bridge = groups.bridge(index, member);
    if (!bridge) return null;
    const row = rows[bridge.via]!;
    return { file: ids.idOf(row), name: table.name(row), distance: bridge.distance };
  }
}

function mapAt(maps: Float32Array, member: number): PictureMap {
  const [xx, xy, x0, yx, yy, y0] = maps.subarray(mapSize * member, mapSize * (member + 1));
  return [xx!, xy!, x0!, yx!, yy!, y0!];
}

export function groupPage(table: FileTable, ids: FileIds, groups: GroupSet, review: Review, page: PageInput): GroupPage {
  const end = Math.min(groups.count, page.offset + page.limit);
  const items: Group[] = [];
  for (let index = page.offset; index < end; index++) items.push(groupAt(table, ids, groups, review, index));
  return { revision: groups.summary.revision, marks: review.state.revision, total: groups.count, offset: page.offset, items };
}

/** Every file of every group but the suggested keepers and what may not go. Similar shots are no copies. */
export function copies(table: FileTable, ids: FileIds, groups: GroupSet): readonly FileId[] {
  const found: FileId[] = [];
  for (let index = 0; index < groups.count; index++) {
    if (groups.kind(index) === 'similar-shot') continue;
    for (const row of groups.members(index).slice(1)) if (table.columns.standings[row] === 0) found.push(ids.idOf(row));
  }
  return found;
}
