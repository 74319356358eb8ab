import type { Affine } from '../../shared/affine';
import { hypothesisOf, type Candidates } from '../matching/candidates';
import { incomparable, leastTelling, type Comparison, type Verifier } from '../matching/verify';

/** How some pictures compared, in columns that threads share, so that no two are compared twice however often a library is grouped. */
export interface ComparisonColumns {
  /** Pairs' numbers, then as many as `pairs` leaves less than 0: pictures that are no pair; see {@link Comparisons}. */
  readonly keys: Float64Array;
  readonly pairs: number;
  /** Of those that are no pair the picture by way of which they were compared. */
  readonly vias: Uint32Array;
  /** Score, correlation, trimmed, support, map. */
  readonly figures: Float32Array;
}

const perComparison = 10;
const unknown = 0;
const rejected = -1;

/** Compares what was not compared before, and remembers it. */
export class Comparisons {
  /** By key of pictures that are no pair. */
  readonly #along = new Map<number, { readonly via: number; readonly comparison: Comparison }>();
  readonly #newPairs = new Map<number, Comparison>();
  readonly #newAlong: number[] = [];
  readonly #starts: number[] = [];
  #verifier: Verifier | null = null;

  /**
   * @param count Of pictures.
   * @param rows By pair, shared between threads: −1 where it was rejected, 1 and more where it stands in `known`, all columns of a part being
   * counted as one; 0 where it was not compared, or nobody has looked through the columns yet that it is in.
   * @param createVerifier Called when the first two must be compared.
   */
  constructor(
    private readonly count: number,
    private readonly candidates: Candidates,
    private readonly rows: Int32Array,
    private readonly known: readonly ComparisonColumns[],
    private readonly createVerifier: () => Verifier,
  ) {
    let start = 0;
    for (const columns of known) {
      this.#starts.push(start);
      this.#index(columns, start);
      start += columns.keys.length;
    }
  }

  /** The score alone, which is all that most pairs are asked for. */
  scoreOf(pair: number): number {
    const row = this.rows[pair]!;
    if (row === rejected) return -Infinity;
    return row === unknown ? this.ofPair(pair).score : this.#scoreAt(row - 1);
  }

  ofPair(pair: number): Comparison {
    const row = this.rows[pair]!;
    if (row === rejected) return incomparable;
    if (row !== unknown) return this.#read(row - 1);
    const made = this.#newPairs.get(pair);
    if (made) return made;
    const comparison = rounded(this.#verify().compare(hypothesisOf(this.candidates, pair)));
    if (comparison.score >= leastTelling) this.#newPairs.set(pair, comparison);
    // Whoever compares these two finds the same, so it does not matter who says so.
    else this.rows[pair] = rejected;
    return comparison.score >= leastTelling ? comparison : incomparable;
  }

  /** Two pictures that may be no pair, but are both like a third; `map` leads from `entry` as shown to `query`. */
  along(map: Affine, query: number, entry: number, via: number): Comparison {
    const key = -1 - (query * this.count + entry);
    const kept = this.#along.get(key);
    if (kept?.via === via) return kept.comparison;
    const comparison = rounded(this.#verify().compareAlong(map, query, entry));
    this.#along.set(key, { via, comparison });
    this.#newAlong.push(key);
    return comparison;
  }

  /** What was compared since this was made, but for the pairs that were rejected. */
  made(): ComparisonColumns {
    const along = [...new Set(this.#newAlong)].map((key) => ({ key, ...this.#along.get(key)! }));
    const all = [...Array.from(this.#newPairs, ([key, comparison]) => ({ key, via: 0, comparison })), ...along];
    const columns = {
      keys: new Float64Array(new SharedArrayBuffer(8 * all.length)),
      pairs: this.#newPairs.size,
      vias: new Uint32Array(new SharedArrayBuffer(4 * all.length)),
      figures: new Float32Array(new SharedArrayBuffer(4 * perComparison * all.length)),
    };
    all.forEach(({ key, via, comparison: { score, correlation, trimmed, support, map } }, row) => {
      columns.keys[row] = key;
      columns.vias[row] = via;
      columns.figures.set([score, correlation, trimmed, support, ...map], perComparison * row);
    });
    return columns;
  }

  #index(columns: ComparisonColumns, start: number): void {
    const { keys, pairs, vias } = columns;
    // The last pair was entered last.
    if (pairs > 0 && this.rows[keys[pairs - 1]!] === unknown) {
      for (let row = 0; row < pairs; row++) if (this.rows[keys[row]!] === unknown) this.rows[keys[row]!] = start + row + 1;
    }
    for (let row = pairs; row < keys.length; row++) this.#along.set(keys[row]!, { via: vias[row]!, comparison: at(columns, row) });
  }

  #read(row: number): Comparison {
    const part = this.#partOf(row);
    return at(this.known[part]!, row - this.#starts[part]!);
  }

  #scoreAt(row: number): number {
    const part = this.#partOf(row);
    return this.known[part]!.figures[perComparison * (row - this.#starts[part]!)]!;
  }

  #partOf(row: number): number {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #verify(): Verifier {
    return (this.#verifier ??= this.createVerifier());
  }
}

function at({ figures }: ComparisonColumns, row: number): Comparison {
  const first = perComparison * row;
  return {
    score: figures[first]!,
    correlation: figures[first + 1]!,
    trimmed: figures[first + 2]!,
    support: figures[first + 3]!,
    map: [figures[first + 4]!, figures[first + 5]!, figures[first + 6]!, figures[first + 7]!, figures[first + 8]!, figures[first + 9]!],
  };
}

/** As it will be when it is read again: no decision may depend on whether it was. */
function rounded({ score, correlation, trimmed, support, map: [xx, xy, x0, yx, yy, y0] }: Comparison): Comparison {
  const round = Math.fround;
  return {
    score: round(score),
    correlation: round(correlation),
    trimmed: round(trimmed),
    support: round(support),
    map: [round(xx), round(xy), round(x0), round(yx), round(yy), round(y0)],
  };
}
