import { sortRows } from '../grouping/radix-sort';
import { bitsOf, type Candidates } from './candidates';

/**
 * Who may be whose copy, by pictures, and in parts that have nothing to do with each other: each can be grouped by a thread of
 * its own. Its columns are shared between threads.
 */
export interface Neighbours {
  readonly candidates: Candidates;
  /** Picture p is in the pairs `links[starts[p] … starts[p + 1])`, the nearest first. */
  readonly starts: Uint32Array;
  readonly links: Uint32Array;
  /** Parallel to `links`: the other picture of the pair, as its place in `pictures`. */
  readonly others: Uint32Array;
  /** Part q is of the pictures `pictures[partStarts[q] … partStarts[q + 1])`, ascending. Pictures without candidates are in none. */
  readonly pictures: Uint32Array;
  readonly partStarts: Uint32Array;
  /** The same in the order in which they are tried as centres of groups: those with many near candidates first. */
  readonly byPromise: Uint32Array;
  /** Of each picture in a part the place in `pictures`. */
  readonly places: Uint32Array;
}

/** Parts of fewer pairs are not worth sending to a thread, and more parts than this are not worth having. */
const fewestPairs = 100;
const mostParts = 48;

export function neighboursOf(count: number, candidates: Candidates): Neighbours {
  const { lower, higher } = candidates;
  const pairs = lower.length;
  const starts = words(count + 1);
  for (let pair = 0; pair < pairs; pair++) {
    starts[lower[pair]! + 1]!++;
    starts[higher[pair]! + 1]!++;
  }
  for (let picture = 0; picture < count; picture++) starts[picture + 1]! += starts[picture]!;
  const next = starts.slice();
  const links = words(2 * pairs);
  const bits = new Uint32Array(pairs);
  for (let pair = 0; pair < pairs; pair++) bits[pair] = bitsOf(candidates, pair);
  const parts = partsOf(count, candidates, starts);
  const { pictures, partStarts, places } = parts;
  const others = words(2 * pairs);
  for (const pair of sortRows(pairs, bits)) {
    const [a, b] = [lower[pair]!, higher[pair]!];
    others[next[a]!] = places[b]!;
    links[next[a]!++] = pair;
    others[next[b]!] = places[a]!;
    links[next[b]!++] = pair;
  }
  const promise = promiseOf(count, candidates);
  const byPromise = words(pictures.length);
  for (let part = 0; part + 1 < partStarts.length; part++) {
    const own = pictures.slice(partStarts[part], partStarts[part + 1]);
    byPromise.set(own.sort((a, b) => promise[b]! - promise[a]! || a - b), partStarts[part]);
  }
  return { candidates, starts, links, others, byPromise, ...parts };
}

/** Calls back with each picture that may be a copy of this one, and the pair, the nearest first. */
export function forEachNeighbour({ starts, links, others, pictures }: Neighbours, picture: number, visit: (other: number, pair: number) => void): void {
  for (let link = starts[picture]!; link < starts[picture + 1]!; link++) visit(pictures[others[link]!]!, links[link]!);
}

/** By picture: how near its candidates are, all together. */
function promiseOf(count: number, candidates: Candidates): Float64Array {
  const promise = new Float64Array(count);
  for (let pair = 0; pair < candidates.lower.length; pair++) {
    const near = 2 ** -bitsOf(candidates, pair);
    promise[candidates.lower[pair]!]! += near;
    promise[candidates.higher[pair]!]! += near;
  }
  return promise;
}

/** Connected pictures stay together; what is connected to nothing else is put into parts in the order of first pictures. */
function partsOf(count: number, { lower, higher }: Candidates, starts: Uint32Array): Pick<Neighbours, 'pictures' | 'partStarts' | 'places'> {
  const first = connect(count, lower, higher);
  const links = new Uint32Array(count);
  for (let picture = 0; picture < count; picture++) links[first[picture]!]! += starts[picture + 1]! - starts[picture]!;
  const enough = Math.max(2 * fewestPairs, Math.ceil((2 * lower.length) / mostParts));
  const partOf = new Uint32Array(count);
  let [parts, filled] = [0, 0];
  for (let picture = 0; picture < count; picture++) {
    if (first[picture] !== picture || links[picture] === 0) continue;
    if (filled === 0) parts++;
    partOf[picture] = parts;
    filled += links[picture]!;
    if (filled >= enough) filled = 0;
  }
  const partStarts = words(parts + 1);
  for (let picture = 0; picture < count; picture++) {
    partOf[picture] = partOf[first[picture]!]!;
    if (partOf[picture] !== 0) partStarts[partOf[picture]!]!++;
  }
  for (let part = 0; part < parts; part++) partStarts[part + 1]! += partStarts[part]!;
  const next = partStarts.slice();
  const pictures = words(partStarts[parts]!);
  const places = words(count);
  for (let picture = 0; picture < count; picture++) {
    if (partOf[picture] === 0) continue;
    const place = next[partOf[picture]! - 1]!++;
    pictures[place] = picture;
    places[picture] = place;
  }
  return { pictures, partStarts, places };
}

/** By picture the lowest that it is connected to (R. E. Tarjan's union-find, with path halving). */
function connect(count: number, lower: Uint32Array, higher: Uint32Array): Uint32Array {
  const parent = new Uint32Array(count);
  for (let picture = 0; picture < count; picture++) parent[picture] = picture;
  const find = (picture: number): number => {
    let at = picture;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  for (let pair = 0; pair < lower.length; pair++) {
    const [a, b] = [find(lower[pair]!), find(higher[pair]!)];
    if (a < b) parent[b] = a;
    else parent[a] = b;
  }
  for (let picture = 0; picture < count; picture++) parent[picture] = find(picture);
  return parent;
}

function words(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(4 * length));
}
