/**
 * Says which element draws which row: a row that stays keeps its own, one that comes takes over that of one that went. Elements made
 * anew for each row that scrolls by would be garbage by the thousand, at 100 kB each until the browser collects it.
 */
export class RowElements {
  #numbers: ReadonlyMap<string, number> = new Map();

  /** By number what it drew last. */
  readonly #drawn = new Map<number, number>();

  /** Numbers for distinct keys of rows, in their order: as small as can be. */
  assign(keys: readonly string[]): readonly number[] {
    const staying = keys.map((key) => this.#numbers.get(key));
    const taken = new Set(staying);
    let next = 0;
    const free = (): number => {
      while (taken.has(next)) next++;
      return next++;
    };
    const numbers = staying.map((number) => number ?? free());
    this.#numbers = new Map(keys.map((key, i) => [key, numbers[i]!]));
    return numbers;
  }

  /**
   * Takes down that these elements draw the rows at these positions. Answers which others there are, and the rows that they drew last: they are
   * kept out of sight, for as many rows as there were will be drawn again.
   */
  spare(numbers: readonly number[], positions: readonly number[]): readonly (readonly [number: number, position: number])[] {
    numbers.forEach((number, i) => this.#drawn.set(number, positions[i]!));
    const used = new Set(numbers);
    return [...this.#drawn].filter(([number]) => !used.has(number));
  }
}
