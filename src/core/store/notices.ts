/** Sentences for the person about the store, each said once. */
export class Notices {
  readonly #said = new Set<string>();
  readonly #listeners: ((notice: string) => void)[] = [];

  get all(): readonly string[] {
    return [...this.#said];
  }

  tell(notice: string): void {
    if (this.#said.has(notice)) return;
    this.#said.add(notice);
    for (const listener of this.#listeners) listener(notice);
  }

  listen(listener: (notice: string) => void): void {
    this.#listeners.push(listener);
  }
}
