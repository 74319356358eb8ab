import { type ImageFile, imageFormats } from '../../shared/files';
import type { Group, GroupMember, PictureMap } from '../../shared/groups';
import { companionKinds, standings } from '../../shared/folders';
import { mapSize } from '../grouping/group-columns';
import { KeepJudge } from '../grouping/keep';
import { differencesIn } from '../matching/differences';
import { verdictOf } from '../review/keep-reasons';
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
  const judge = new KeepJudge(table.keepColumns, groups.keep);
  const rows = Array.from(groups.rows(index));
  const distances = groups.distances(index);
  const seen = groups.differences(index);
  const likeness = groups.likenesses(index);
  const maps = groups.maps(index);
  const verdict = verdictOf(table.keepColumns, judge, groups.keepGroup(index), 0);
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
      reasons: verdict.reasons[i]!,
      points: verdict.points[i]!,
    })),
    keeper: ids.idOf(review.keeperOf(index)),
    decided: review.isDecided(index),
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
