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
  const nodeOfIdentity = new Map<number, number>();
  let nodes = 0;
  for (const file of ranked) {
    const its = identity[file]!;
    const known = its === 0 ? undefined : nodeOfIdentity.get(its);
    nodeOf[file] = known ?? nodes;
    if (known !== undefined) continue;
    if (its !== 0) nodeOfIdentity.set(its, nodes);
    nodes++;
  }
  const files = sortRows(count, nodeOf, order);
  const starts = new Uint32Array(nodes + 1);
  for (const file of files) starts[nodeOf[file]! + 1]!++;
  for (let node = 0; node < nodes; node++) starts[node + 1]! += starts[node]!;
  return { files, starts };
}
