import { sortRows } from '../grouping/radix-sort';
import { compileKernel, loadKernel } from '../kernel';
import searchKernel from '../../kernels/search/search?kernel';
import { recordSize } from './record';
import { mirrored, turnCount } from './turns';
import { ranges, windows } from './windows';

/** Pictures by number: what the search for candidates needs of them. */
export interface Pictures {
  readonly count: number;
  /** [low, high] of each picture's whole and of its content. */
  readonly wholes: Uint32Array;
  readonly contents: Uint32Array;
  /** Whether there is enough in a picture to compare it. */
  readonly comparable: (picture: number) => boolean;
  readonly recordOf: (picture: number) => Uint8Array;
}

/**
 * Two pictures that may be copies, and how: what `query` shows in a window of its frame, turned, is like the whole frame of
 * `entry`. A frame is the whole picture or the content inside its margins.
 */
export interface Hypothesis {
  readonly query: number;
  readonly entry: number;
  readonly window: number;
  readonly turn: number;
  readonly queryInside: boolean;
  readonly entryInside: boolean;
  /** Bits in which the hashes differ. */
  readonly distance: number;
}

/** Pairs of pictures, the lower number first, in ascending order; of each the likeliest hypothesis. Its columns may be shared between threads. */
export interface Candidates {
  readonly lower: Uint32Array;
  readonly higher: Uint32Array;
  readonly codes: Uint32Array;
}

/** In how many bits hashes may differ. */
export interface Reach {
  /** Of windows, turned pictures and contents. */
  readonly windows: number;
  /** Of whole pictures as they stand: a rotation by three degrees, a logo, another hue. */
  readonly upright: number;
}

/** How far to look among so many pictures: what is alike by chance grows with their square, and must not become more than can be compared. */
export function reachOf(pictures: number): Reach {
  if (pictures <= 200_000) return { windows: 8, upright: 12 };
  if (pictures <= 800_000) return { windows: 7, upright: 10 };
  return pictures <= 3_000_000 ? { windows: 6, upright: 8 } : { windows: 5, upright: 7 };
}

type Name = 'addRange' | 'addWindow' | 'reserve' | 'build' | 'recordAt' | 'touchedAt' | 'codesAt' | 'search';

/** Hypotheses as they were found, for {@link candidatesOf}. */
export interface FoundPairs {
  readonly lower: Uint32Array;
  readonly higher: Uint32Array;
  readonly codes: Uint32Array;
}

export function prepareSearch(): void {
  compileKernel(searchKernel);
}

/**
 * A part of the search: whole pictures and contents are indexed, windows and turns of the pictures in `queries` are asked for.
 * Linear in pictures as long as few are alike by chance.
 */
export function searchPairs(pictures: Pictures, queries: Uint32Array, reach: Reach = reachOf(pictures.count)): FoundPairs {
  const kernel = loadKernel<Name>(searchKernel, ['addRange', 'addWindow', 'reserve', 'build', 'recordAt', 'touchedAt', 'codesAt', 'search']);
  for (const { from, to } of ranges) kernel.addRange(from, to);
  for (const { columns, rows, turned } of windows) kernel.addWindow(columns, rows, turned ? turnCount : mirrored + 1);
  const entries = entriesOf(pictures);
  const hashesAt = kernel.reserve(entries.length);
  const hashes = new Uint32Array(kernel.memory.buffer, hashesAt, 2 * entries.length);
  entries.forEach((entry, row) => {
    const source = (entry & 1) === 1 ? pictures.contents : pictures.wholes;
    hashes[2 * row] = source[entry & ~1]!;
    hashes[2 * row + 1] = source[(entry & ~1) + 1]!;
  });
  kernel.build();
  const record = new Uint8Array(kernel.memory.buffer, kernel.recordAt(), recordSize);
  const touched = new Uint32Array(kernel.memory.buffer, kernel.touchedAt(), entries.length);
  const codes = new Uint32Array(kernel.memory.buffer, kernel.codesAt(), entries.length);
  const found = new Found();
  for (const query of queries) {
    if (!pictures.comparable(query)) continue;
    record.set(pictures.recordOf(query));
    const count = kernel.search(reach.windows, reach.upright);
    for (let i = 0; i < count; i++) {
      const row = touched[i]!;
      const entry = entries[row]! >>> 1;
      if (entry !== query) found.add(query, entry, codes[row]! | ((entries[row]! & 1) << 1));
    }
  }
  return found.pairs();
}

/** Of each pair the likeliest hypothesis of all that were found: the fewest bits, then the plainest. */
export function candidatesOf(parts: readonly FoundPairs[]): Candidates {
  const all = (column: keyof FoundPairs): Uint32Array => joined(parts.map((part) => part[column]));
  const [lowers, highers, found] = [all('lower'), all('higher'), all('codes')];
  const order = sortRows(found.length, lowers, highers, found);
  let count = 0;
  for (const row of order) {
    const last = count - 1;
    if (count > 0 && lowers[order[last]!] === lowers[row] && highers[order[last]!] === highers[row]) continue;
    order[count++] = row;
  }
  const kept = order.subarray(0, count);
  return { lower: shared(kept, lowers), higher: shared(kept, highers), codes: shared(kept, found) };
}

function shared(rows: Uint32Array, from: Uint32Array): Uint32Array {
  const column = new Uint32Array(new SharedArrayBuffer(4 * rows.length));
  for (let i = 0; i < rows.length; i++) column[i] = from[rows[i]!]!;
  return column;
}

/** Bits in which the likeliest hypothesis of a pair differs. */
export function bitsOf({ codes }: Candidates, pair: number): number {
  return codes[pair]! >>> 13;
}

/** Which of a pair's two pictures is the query. */
export function queryOf({ lower, higher, codes }: Candidates, pair: number): number {
  return (codes[pair]! & 1) !== 0 ? higher[pair]! : lower[pair]!;
}

export function hypothesisOf({ lower, higher, codes }: Candidates, pair: number): Hypothesis {
  const code = codes[pair]!;
  const swapped = (code & 1) !== 0;
  return {
    query: swapped ? higher[pair]! : lower[pair]!,
    entry: swapped ? lower[pair]! : higher[pair]!,
    window: (code >>> 6) & 127,
    turn: (code >>> 3) & 7,
    queryInside: (code & 4) !== 0,
    entryInside: (code & 2) !== 0,
    distance: code >>> 13,
  };
}

function joined(parts: readonly Uint32Array[]): Uint32Array {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const all = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** What the index holds: twice the picture's number, plus one for its content where that is not the whole. */
function entriesOf({ count, wholes, contents, comparable }: Pictures): Uint32Array {
  const entries: number[] = [];
  for (let picture = 0; picture < count; picture++) {
    if (!comparable(picture)) continue;
    entries.push(2 * picture);
    if (wholes[2 * picture] !== contents[2 * picture] || wholes[2 * picture + 1] !== contents[2 * picture + 1]) entries.push(2 * picture + 1);
  }
  return Uint32Array.from(entries);
}

/** Collects hypotheses. */
class Found {
  #lower = new Uint32Array(1024);
  #higher = new Uint32Array(1024);
  /** Distance (4 bits), window (7), turn (3), inside of query and entry (1 each), whether the query is the higher of the two (1). */
  #codes = new Uint32Array(1024);
  #count = 0;

  add(query: number, entry: number, code: number): void {
    if (this.#count === this.#codes.length) this.#grow();
    const at = this.#count++;
    this.#lower[at] = Math.min(query, entry);
    this.#higher[at] = Math.max(query, entry);
    this.#codes[at] = code | (query > entry ? 1 : 0);
  }

  pairs(): FoundPairs {
    const part = (column: Uint32Array): Uint32Array => column.slice(0, this.#count);
    return { lower: part(this.#lower), higher: part(this.#higher), codes: part(this.#codes) };
  }

  #grow(): void {
    const larger = (old: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> => {
      const grown = new Uint32Array(2 * old.length);
      grown.set(old);
      return grown;
    };
    this.#lower = larger(this.#lower);
    this.#higher = larger(this.#higher);
    this.#codes = larger(this.#codes);
  }
}
