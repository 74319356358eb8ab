/**
 * Rows on their way from the listing to the workers. The listing runs ahead, so that the whole is known early
 * and the time left can be told; what waits here is four bytes per file, as the table keeps the rest anyway.
 */
export class RowQueue {
  #waiting: Uint32Array[] = [];
  #taken = 0;
  #end: { readonly error: unknown } | 'ended' | null = null;
  #wake: (() => void) | null = null;

  add(rows: Uint32Array): void {
    if (rows.length === 0) return;
    this.#waiting.push(rows);
    this.#wake?.();
  }

  end(): void {
    this.#end = 'ended';
    this.#wake?.();
  }

  /** Ends it with an error, which the reader gets. */
  fail(error: unknown): void {
    this.#end = { error };
    this.#wake?.();
  }

  /** The rows in the order of {@link add}; waits for more until the end. For one reader. */
  async *read(): AsyncGenerator<Uint32Array> {
    for (;;) {
      if (this.#taken < this.#waiting.length) {
        yield this.#take();
      } else if (this.#end === 'ended') {
        return;
      } else if (this.#end) {
        throw this.#end.error;
      } else {
        await new Promise<void>((wake) => (this.#wake = wake));
        this.#wake = null;
      }
    }
  }

  /** Shifting an array of many thousands moves them all; here half of it is let go at a time. */
  #take(): Uint32Array {
    const rows = this.#waiting[this.#taken++]!;
    if (2 * this.#taken > this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#taken);
      this.#taken = 0;
    }
    return rows;
  }
}
