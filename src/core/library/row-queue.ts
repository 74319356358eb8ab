/**
 * Rows on their way from the listing to the workers. The listing runs ahead, so that the whole is known early
 * and the time left can be told; what waits here is a number per file, as the table keeps the rest anyway.
 */
export class RowQueue {
  readonly #waiting: (readonly number[])[] = [];
  #end: { readonly error: unknown } | 'ended' | null = null;
  #wake: (() => void) | null = null;

  add(rows: readonly number[]): void {
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
  async *read(): AsyncGenerator<readonly number[]> {
    for (;;) {
      const rows = this.#waiting.shift();
      if (rows) {
        yield rows;
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
}
