import { sortRows } from './radix-sort';

/** Files with equal bytes as one: node n has `files[starts[n] … starts[n + 1])`, ascending by `order`. Nodes ascend by their first. */
export interface EqualFiles {
  readonly files: Uint32Array;
  readonly starts: Uint32Array;
}

/**
 * @param identity Equal numbers: equal bytes. 0: nothing known to be equal.
 * @param order Ranks of the files, so that the numbers of nodes do not depend on the order in which files came.
 */
export function collapseEqual(identity: Uint32Array, order: Uint32Array): EqualFiles {
  const count = order.length;
  const ranked = sortRows(count, order);
  const nodeOf = new Uint32Array(count);
  let last = 0;
  for (let file = 0; file < count; file++) last = Math.max(last, identity[file]!);
  /** Counted from 1. */
  const nodeOfIdentity = new Uint32Array(last + 1);
  let nodes = 0;
  for (let at = 0; at < count; at++) {
    const file = ranked[at]!;
    const its = identity[file]!;
    const known = its === 0 ? 0 : nodeOfIdentity[its]!;
    if (known === 0) nodeOfIdentity[its] = ++nodes;
    nodeOf[file] = (known === 0 ? nodes : known) - 1;
  }
  const starts = new Uint32Array(nodes + 1);
  for (let file = 0; file < count; file++) starts[nodeOf[file]! + 1]!++;
  for (let node = 0; node < nodes; node++) starts[node + 1]! += starts[node]!;
  const files = new Uint32Array(count);
  const next = starts.slice();
  for (let at = 0; at < count; at++) {
    const file = ranked[at]!;
    files[next[nodeOf[file]!]!++] = file;
  }
  return { files, starts };
}
