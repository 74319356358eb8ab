import { hypothesisOf, type Candidates } from '../matching/candidates';
import { incomparable, leastTelling, type Comparison, type Verifier } from '../matching/verify';
import { isHurried, passOver, type Haste } from './haste';
import { affineOf, mapLength } from './map-rows';

/**
 * How pictures compared, in memory that threads share and write to at once, so that no two are compared twice however often a library is
 * grouped. A row is a comparison; rows are taken in turn.
 */
export interface ComparisonMemory {
  /** No other has the same number. */
  readonly number: number;
  /** By pair; 0 where it was not compared, −∞ where its pictures are known to be no copies. */
  readonly scores: Float32Array;
  /** By pair its row, from 1; 0 for none. */
  readonly rows: Int32Array;
  /** By picture the latest row, from 1, of its comparisons along others; 0 for none. */
  readonly heads: Int32Array;
  /** One number: how many rows were taken. May exceed what there is room for. */
  readonly taken: Int32Array;
  readonly chunks: readonly ComparisonChunk[];
}

interface ComparisonChunk {
  /** Its first row. */
  readonly first: number;
  /** Per row: score, correlation, trimmed, support, map. */
  readonly figures: Float32Array;
  /** Per row that is no pair's: the row before it in the picture's list, the other picture, and a digest of the map that the comparison started from. */
  readonly links: Int32Array;
}

const perFigures = 10;
const perLinks = 4;
const rejected = -Infinity;

let memories = 0;

export function comparisonMemory(pairs: number, pictures: number): ComparisonMemory {
  const words = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(4 * length));
  return { number: ++memories, scores: new Float32Array(new SharedArrayBuffer(4 * pairs)), rows: words(pairs), heads: words(pictures), taken: words(1), chunks: [] };
}

/** The same memory with room for at least so many more rows. What is found when there is none is not remembered. */
export function withRoom(memory: ComparisonMemory, rows: number): ComparisonMemory {
  const first = roomOf(memory);
  if (first - Atomics.load(memory.taken, 0) >= rows) return memory;
  // Pages of it that nobody writes to take no memory.
  const room = 2 * rows;
  const chunk = {
    first,
    figures: new Float32Array(new SharedArrayBuffer(4 * perFigures * room)),
    links: new Int32Array(new SharedArrayBuffer(4 * perLinks * room)),
  };
  return { ...memory, chunks: [...memory.chunks, chunk] };
}

function roomOf({ chunks }: ComparisonMemory): number {
  const last = chunks.at(-1);
  return last ? last.first + last.figures.length / perFigures : 0;
}

/** Compares what was not compared before, and remembers it. The comparison that was asked for last stands in its fields; see {@link Comparison}. */
export class Comparisons {
  score = 0;
  correlation = 0;
  trimmed = 0;
  #figures: Float32Array;
  #first = 0;
  readonly #room: number;
  readonly #own = new Float32Array(perFigures);
  readonly #digest = new StartDigest();
  #verifier: Verifier | null = null;

  /**
   * @param createVerifier Called when the first two must be compared.
   * @param haste In haste, pictures that were not compared before seem to be no copies.
   */
  constructor(
    private readonly candidates: Candidates,
    private readonly memory: ComparisonMemory,
    private readonly createVerifier: () => Verifier,
    private readonly haste: Haste | null = null,
  ) {
    this.#figures = this.#own;
    this.#room = roomOf(memory);
  }

  /** Writes the map to the first row. */
  readMap(to: Float64Array): void {
    const from = this.#first + perFigures - mapLength;
    for (let n = 0; n < mapLength; n++) to[n] = this.#figures[from + n]!;
  }

  /** The score alone, which is all that most pairs are asked for. */
  scoreOf(pair: number): number {
    const score = this.memory.scores[pair]!;
    if (score !== 0) return score;
    this.ofPair(pair);
    return this.score;
  }

  ofPair(pair: number): void {
    const { scores, rows } = this.memory;
    if (scores[pair] === rejected) {
      this.#reject();
      return;
    }
    const row = Atomics.load(rows, pair);
    // Another thread may have put it where this one has no access to.
    if (row !== 0 && row <= this.#room) {
      const chunk = this.#chunkOf(row - 1);
      this.#show(chunk.figures, perFigures * (row - 1 - chunk.first));
      return;
    }
    // One of which the score alone is known is in a group by now, and its map is asked for.
    if (scores[pair] === 0 && this.#passesOver()) return;
    const comparison = this.#verify().compare(hypothesisOf(this.candidates, pair));
    // Whoever else compares these two finds the same.
    if (Math.fround(comparison.score) >= leastTelling) {
      const made = this.#keep(comparison);
      scores[pair] = this.score;
      if (made !== 0) Atomics.store(rows, pair, made);
    } else {
      scores[pair] = rejected;
      this.#reject();
    }
  }

  /** Two pictures that may be no pair, but are both like a third; `start`, a row, leads from `entry` as shown to `query`. */
  along(start: Float64Array, query: number, entry: number): void {
    const { heads } = this.memory;
    const { low, high } = this.#digest.of(start);
    const head = Atomics.load(heads, entry);
    for (let row = head; row !== 0 && row <= this.#room; ) {
      const chunk = this.#chunkOf(row - 1);
      const link = perLinks * (row - 1 - chunk.first);
      if (chunk.links[link + 1] === query && chunk.links[link + 2] === low && chunk.links[link + 3] === high) {
        this.#show(chunk.figures, perFigures * (row - 1 - chunk.first));
        return;
      }
      row = chunk.links[link]!;
    }
    if (this.#passesOver()) return;
    const row = this.#keep(this.#verify().compareAlong(affineOf(start, 0), query, entry));
    if (row === 0) return;
    const chunk = this.#chunkOf(row - 1);
    chunk.links.set([head, query, low, high], perLinks * (row - 1 - chunk.first));
    // Where another thread was quicker this one's find is forgotten.
    Atomics.compareExchange(heads, entry, head, row);
  }

  /** Takes a row, from 1, for a comparison; 0 where there is no room. Rounds it in either case: no decision may depend on whether it was remembered. */
  #keep(comparison: Comparison): number {
    const row = Atomics.add(this.memory.taken, 0, 1);
    const chunk = row < this.#room ? this.#chunkOf(row) : null;
    const figures = chunk?.figures ?? this.#own;
    const first = chunk ? perFigures * (row - chunk.first) : 0;
    this.#put(figures, first, comparison);
    this.#show(figures, first);
    return chunk ? row + 1 : 0;
  }

  #reject(): void {
    this.#put(this.#own, 0, incomparable);
    this.#show(this.#own, 0);
  }

  #passesOver(): boolean {
    if (!this.haste || !isHurried(this.haste)) return false;
    passOver(this.haste);
    this.#reject();
    return true;
  }

  #put(figures: Float32Array, first: number, { score, correlation, trimmed, support, map }: Comparison): void {
    figures[first] = score;
    figures[first + 1] = correlation;
    figures[first + 2] = trimmed;
    figures[first + 3] = support;
    for (let i = 0; i < map.length; i++) figures[first + 4 + i] = map[i]!;
  }

  #show(figures: Float32Array, first: number): void {
    this.score = figures[first]!;
    this.correlation = figures[first + 1]!;
    this.trimmed = figures[first + 2]!;
    this.#figures = figures;
    this.#first = first;
  }

  #chunkOf(row: number): ComparisonChunk {
    const { chunks } = this.memory;
    let at = chunks.length - 1;
    while (chunks[at]!.first > row) at--;
    return chunks[at]!;
  }

  #verify(): Verifier {
    return (this.#verifier ??= this.createVerifier());
  }
}

/** 64 bits that tell maps apart. */
class StartDigest {
  low = 0;
  high = 0;
  readonly #numbers = new Float64Array(mapLength);
  readonly #words = new Int32Array(this.#numbers.buffer);

  of(map: Float64Array): this {
    for (let n = 0; n < mapLength; n++) this.#numbers[n] = map[n]!;
    let [low, high] = [0x9e3779b9 | 0, 0x85ebca6b | 0];
    for (let i = 0; i < this.#words.length; i++) {
      const word = this.#words[i]!;
      low = Math.imul(low ^ word, 0xcc9e2d51);
      low ^= low >>> 15;
      high = Math.imul(high ^ ((word << 16) | (word >>> 16)), 0x1b873593);
      high ^= high >>> 13;
    }
    this.low = low;
    this.high = high;
    return this;
  }
}
