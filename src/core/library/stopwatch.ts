/** Wall time with pauses left out. */
export class Stopwatch {
  #before = 0;
  #since: number | null = null;

  start(): void {
    this.#since ??= performance.now();
  }

  stop(): void {
    this.#before = this.ms;
    this.#since = null;
  }

  /** Milliseconds while it ran. */
  get ms(): number {
    return this.#before + (this.#since === null ? 0 : performance.now() - this.#since);
  }
}
