import type { GroupInput } from '../ports';
import { sortRows } from './radix-sort';

/**
 * Below this much detail (`Fingerprint.detail`: eight comparisons out of 64 that show anything) a picture is
 * flat: its hash says little more than that, and it counts as a copy only of files with the same bytes.
 */
export const flatDetail = 32;

/**
 * A difference hash knows nothing of shape. Pictures whose aspect ratios differ by more than this factor (to
 * within half a step) are not alike.
 */
export const aspectFactor = 1.25;
export const aspectSteps = 24;

/**
 * Files that no comparison can tell apart, as one: first the files with equal bytes are collapsed into
 * nodes, then the nodes with equal hash and aspect into items. Nodes and items are numbered independently of
 * the order in which files came.
 */
export interface GroupItems {
  /** Files by node: node n has `files[fileStarts[n] … fileStarts[n + 1])`, ascending by `order`. Nodes ascend by their first. */
  readonly files: Uint32Array;
  readonly fileStarts: Uint32Array;
  /** Nodes by item, ascending. Flat nodes are in none. */
  readonly nodes: Uint32Array;
  readonly nodeStarts: Uint32Array;
  readonly flatNodes: readonly number[];
  /** Per item: [low, high] pairs, and the logarithm of the aspect ratio in steps. */
  readonly hashes: Uint32Array;
  readonly aspects: Uint32Array;
}

export function collapse(input: GroupInput): GroupItems {
  const { files, fileStarts } = collapseEqualBytes(input);
  const count = fileStarts.length - 1;
  const lows = new Uint32Array(count);
  const highs = new Uint32Array(count);
  const aspects = new Uint32Array(count);
  const solid = new Uint32Array(count);
  for (let node = 0; node < count; node++) {
    const file = files[fileStarts[node]!]!;
    lows[node] = input.hashes[2 * file]!;
    highs[node] = input.hashes[2 * file + 1]!;
    aspects[node] = aspectOf(input.widths[file]!, input.heights[file]!);
    solid[node] = input.details[file]! < flatDetail ? 0 : 1;
  }

  const sorted = sortRows(count, solid, highs, lows, aspects);
  const flats = sorted.findIndex((node) => solid[node] === 1);
  const nodes = sorted.subarray(flats < 0 ? count : flats);
  const nodeStarts = runs(nodes, (a, b) => highs[a] === highs[b] && lows[a] === lows[b] && aspects[a] === aspects[b]);
  const first = nodeStarts.subarray(0, -1).map((start) => nodes[start]!);
  const hashes = new Uint32Array(2 * first.length);
  first.forEach((node, item) => hashes.set([lows[node]!, highs[node]!], 2 * item));
  return {
    files,
    fileStarts,
    nodes,
    nodeStarts,
    flatNodes: Array.from(sorted.subarray(0, count - nodes.length)),
    hashes,
    aspects: first.map((node) => aspects[node]!),
  };
}

function collapseEqualBytes(input: GroupInput): Pick<GroupItems, 'files' | 'fileStarts'> {
  const count = input.order.length;
  const ranked = sortRows(count, input.order);
  const nodeOf = new Uint32Array(count);
  const nodeOfIdentity = new Map<number, number>();
  let nodes = 0;
  for (const file of ranked) {
    const identity = input.identity[file]!;
    const known = identity === 0 ? undefined : nodeOfIdentity.get(identity);
    nodeOf[file] = known ?? nodes;
    if (known !== undefined) continue;
    if (identity !== 0) nodeOfIdentity.set(identity, nodes);
    nodes++;
  }
  const files = sortRows(count, nodeOf, input.order);
  return { files, fileStarts: runs(files, (a, b) => nodeOf[a] === nodeOf[b]) };
}

/** Where each run of equal neighbours starts, and the end. */
function runs(rows: Uint32Array, equal: (a: number, b: number) => boolean): Uint32Array {
  const starts = new Uint32Array(rows.length + 1);
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    if (i === 0 || !equal(rows[i - 1]!, rows[i]!)) starts[count++] = i;
  }
  starts[count] = rows.length;
  return starts.slice(0, count + 1);
}

/** ln(width / height) in steps of a twenty-fourth of the factor, from an offset that keeps it positive. */
function aspectOf(width: number, height: number): number {
  const ratio = Math.max(1, width) / Math.max(1, height);
  return 4096 + Math.round((Math.log(ratio) / Math.log(aspectFactor)) * aspectSteps);
}

export function aspectsMatch(a: number, b: number): boolean {
  return Math.abs(a - b) <= aspectSteps;
}
