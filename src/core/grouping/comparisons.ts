import type { Affine } from '../matching/affine';
import { hypothesisOf, type Candidates } from '../matching/candidates';
import type { Comparison, Verifier } from '../matching/verify';

/** How pictures compared, in columns that threads share, so that no two are compared twice however often a library is grouped. */
export interface ComparisonColumns {
  /** A pair's number, or less than 0 for pictures that are no pair; see {@link Comparisons}. */
  readonly keys: Float64Array;
  /** Of those the picture by way of which they were compared. */
  readonly vias: Uint32Array;
  /** Score, correlation, trimmed, support, map. */
  readonly figures: Float64Array;
}

const perComparison = 10;

/** Compares what was not compared before, and remembers it. */
export class Comparisons {
  readonly #known = new Map<number, { readonly via: number; readonly columns: ComparisonColumns; readonly row: number }>();
  readonly #made = new Map<number, { readonly via: number; readonly comparison: Comparison }>();
  #verifier: Verifier | null = null;

  /** @param createVerifier Called when the first two must be compared. */
  constructor(
    private readonly count: number,
    private readonly candidates: Candidates,
    known: readonly ComparisonColumns[],
    private readonly createVerifier: () => Verifier,
  ) {
    for (const columns of known) columns.keys.forEach((key, row) => this.#known.set(key, { via: columns.vias[row]!, columns, row }));
  }

  ofPair(pair: number): Comparison {
    return this.#recall(pair, 0) ?? this.#keep(pair, 0, this.#verify().compare(hypothesisOf(this.candidates, pair)));
  }

  /** Two pictures that may be no pair, but are both like a third; `map` leads from `entry` as shown to `query`. */
  along(map: Affine, query: number, entry: number, via: number): Comparison {
    const key = -1 - (query * this.count + entry);
    return this.#recall(key, via) ?? this.#keep(key, via, this.#verify().compareAlong(map, query, entry));
  }

  /** What was compared since this was made. */
  made(): ComparisonColumns {
    const size = this.#made.size;
    const columns = {
      keys: new Float64Array(new SharedArrayBuffer(8 * size)),
      vias: new Uint32Array(new SharedArrayBuffer(4 * size)),
      figures: new Float64Array(new SharedArrayBuffer(8 * perComparison * size)),
    };
    let row = 0;
    for (const [key, { via, comparison }] of this.#made) {
      const { score, correlation, trimmed, support, map } = comparison;
      columns.keys[row] = key;
      columns.vias[row] = via;
      columns.figures.set([score, correlation, trimmed, support, ...map], perComparison * row);
      row++;
    }
    return columns;
  }

  #verify(): Verifier {
    return (this.#verifier ??= this.createVerifier());
  }

  #recall(key: number, via: number): Comparison | null {
    const made = this.#made.get(key);
    if (made) return made.via === via ? made.comparison : null;
    const known = this.#known.get(key);
    if (known?.via !== via) return null;
    const [score, correlation, trimmed, support, xx, xy, x0, yx, yy, y0] = known.columns.figures.subarray(perComparison * known.row);
    return { score: score!, correlation: correlation!, trimmed: trimmed!, support: support!, map: [xx!, xy!, x0!, yx!, yy!, y0!] };
  }

  #keep(key: number, via: number, comparison: Comparison): Comparison {
    this.#made.set(key, { via, comparison });
    return comparison;
  }
}
