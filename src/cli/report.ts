import { imageFormats, type Difference, type GroupKind, type Likeness, type Skipped } from '../shared/domain';
import type { ScanSession } from '../core/library/session';
import { differencesIn } from '../core/matching/differences';

export interface ReportedFile {
  readonly path: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  /** To the kept file, 0–12: see the README. */
  readonly distance: number;
  readonly likeness: Likeness;
  /** What was done to the picture, as laid over the kept file's. */
  readonly differences: readonly Difference[];
  /** Of a picture that is too far from the kept one, but close to another of the group: which, and how far that is. */
  readonly bridge: { readonly path: string; readonly distance: number } | null;
  readonly keep: boolean;
}

export interface ReportedGroup {
  readonly id: number;
  readonly kind: GroupKind;
  readonly files: readonly ReportedFile[];
}

/** The groups in the order of the window, numbered from 1. */
export function* groupsOf({ table, groups }: ScanSession): Generator<ReportedGroup> {
  const bridgeOf = (group: number, member: number, rows: readonly number[]): ReportedFile['bridge'] => {
    const bridge = groups.bridge(group, member);
    return bridge && { path: table.path(rows[bridge.via]!), distance: bridge.distance };
  };
  const { bytes, widths, heights } = table.columns;
  for (let index = 0; index < groups.count; index++) {
    const distances = groups.distances(index);
    const rows = groups.members(index);
    const likeness = groups.likenesses(index);
    const seen = groups.differences(index);
    yield {
      id: index + 1,
      kind: groups.kind(index),
      files: rows.map((row, i) => ({
        path: table.path(row),
        bytes: bytes[row]!,
        width: widths[row]!,
        height: heights[row]!,
        distance: distances[i]!,
        likeness: likeness[i]!,
        differences: differencesIn(seen[i]!),
        bridge: bridgeOf(index, i, rows),
        keep: i === 0,
      })),
    };
  }
}

/** Images that have too little detail to compare, by path. */
export function plainOf({ table, groups }: ScanSession): readonly string[] {
  return Array.from(groups.plain, (row) => table.path(row)).sort();
}

/** What was skipped, by path: workers come across it in an order of chance. */
export function skippedOf({ skipped }: ScanSession): readonly Skipped[] {
  return [...skipped].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

export interface ReportedHash {
  readonly path: string;
  /** 64 bits as 16 hexadecimal digits, the first row of the picture's differences first. */
  readonly hash: string;
  readonly width: number;
  readonly height: number;
  readonly format: string;
  readonly bytes: number;
}

/** Every fingerprint in the order of listing. */
export function* hashesOf({ table }: ScanSession): Generator<ReportedHash> {
  const { hashes, bytes, widths, heights, formats } = table.columns;
  for (const row of table.fingerprinted()) {
    yield {
      path: table.path(row),
      hash: hex(hashes[2 * row + 1]!) + hex(hashes[2 * row]!),
      width: widths[row]!,
      height: heights[row]!,
      format: imageFormats[formats[row]!]!,
      bytes: bytes[row]!,
    };
  }
}

function hex(half: number): string {
  return half.toString(16).padStart(8, '0');
}
