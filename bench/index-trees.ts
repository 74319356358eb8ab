import { hammingDistance } from '../src/core/grouping/hamming';

/** A metric tree over the rows of a column of [low, high] hashes. */
export interface Tree {
  /** Visits the rows within `radius` bits of a row, itself included. */
  forEachNear(row: number, radius: number, visit: (other: number) => void): void;
}

/**
 * Vantage points: a node keeps a row and the median of its distances to the rows below; the nearer half is on one side, the
 * farther on the other. P. Yianilos, "Data structures and algorithms for nearest neighbor search in general metric spaces", 1993.
 */
export function makeVpTree(hashes: Uint32Array): Tree {
  const count = hashes.length / 2;
  // A node is a range of rows: its vantage point, the nearer ones up to its middle, and the farther ones.
  const rows = Uint32Array.from({ length: count }, (_, row) => row);
  const medians = new Uint8Array(count);
  const middles = new Uint32Array(count);
  const ranges = [[0, count]];
  for (let range = ranges.pop(); range !== undefined; range = ranges.pop()) {
    const [from, to] = [range[0]!, range[1]!];
    if (to - from < 1) continue;
    const sorted = Array.from(rows.subarray(from + 1, to), (row) => ({ row, distance: hammingDistance(hashes, rows[from]!, row) }));
    sorted.sort((a, b) => a.distance - b.distance);
    rows.set(sorted.map(({ row }) => row), from + 1);
    const half = sorted.length >> 1;
    medians[from] = sorted[half]?.distance ?? 0;
    middles[from] = from + 1 + half;
    ranges.push([from + 1, middles[from]], [middles[from], to]);
  }
  return {
    forEachNear(row, radius, visit) {
      const open = [[0, count]];
      for (let range = open.pop(); range !== undefined; range = open.pop()) {
        const [from, to] = [range[0]!, range[1]!];
        if (to - from < 1) continue;
        const distance = hammingDistance(hashes, row, rows[from]!);
        if (distance <= radius) visit(rows[from]!);
        // Rows at the median are on either side.
        if (distance - radius <= medians[from]!) open.push([from + 1, middles[from]!]);
        if (distance + radius >= medians[from]!) open.push([middles[from]!, to]);
      }
    },
  };
}

/**
 * A node has a child for each distance to it. W. Burkhard and R. Keller, "Some approaches to best-match file searching", 1973.
 * Rows with equal hashes are chained to the first.
 */
export function makeBkTree(hashes: Uint32Array): Tree {
  const count = hashes.length / 2;
  const firstChild = new Uint32Array(count);
  const nextSibling = new Uint32Array(count);
  const toParent = new Uint8Array(count);
  for (let row = 1; row < count; row++) {
    let node = 0;
    for (;;) {
      const distance = hammingDistance(hashes, row, node);
      let child = firstChild[node]!;
      while (child !== 0 && toParent[child] !== distance) child = nextSibling[child]!;
      if (child !== 0) {
        node = child;
        if (distance > 0) continue;
        // Behind the first of the equal ones, so that the chain stays flat.
        nextSibling[row] = nextSibling[child]!;
        nextSibling[child] = row;
        break;
      }
      toParent[row] = distance;
      nextSibling[row] = firstChild[node]!;
      firstChild[node] = row;
      break;
    }
  }
  return {
    forEachNear(row, radius, visit) {
      const open = [0];
      for (let node = open.pop(); node !== undefined; node = open.pop()) {
        const distance = hammingDistance(hashes, row, node);
        if (distance <= radius) visit(node);
        for (let child = firstChild[node]!; child !== 0; child = nextSibling[child]!) {
          if (Math.abs(toParent[child]! - distance) <= radius) open.push(child);
        }
      }
    },
  };
}
