export interface TurnsOptions {
  /** How many may be at work. */
  readonly atOnce: number;
  /** How many more may wait. */
  readonly waiting: number;
}

/** Lets so many work at once; of those that wait, the one that came last is next, for it is what is on screen. */
export class Turns {
  #working = 0;
  #waiting: ((mayGo: boolean) => void)[] = [];

  constructor(private readonly options: TurnsOptions) {}

  /** Answers null where too many wait already, or the signal said that nobody does any more. */
  async take<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T | null> {
    const turn = !signal.aborted && this.#turn(signal);
    if (turn !== true && !(await turn)) return null;
    try {
      return await work();
    } finally {
      // Whoever waits takes this place over: nobody slips in between.
      const next = this.#waiting.pop();
      if (next === undefined) this.#working--;
      else next(true);
    }
  }

  #turn(signal: AbortSignal): boolean | Promise<boolean> {
    if (this.#working >= this.options.atOnce) return this.#wait(signal);
    this.#working++;
    return true;
  }

  #wait(signal: AbortSignal): boolean | Promise<boolean> {
    if (this.#waiting.length >= this.options.waiting) return false;
    return new Promise((resolve) => {
      const leave = (): void => {
        this.#waiting = this.#waiting.filter((one) => one !== settle);
        resolve(false);
      };
      const settle = (mayGo: boolean): void => {
        signal.removeEventListener('abort', leave);
        resolve(mayGo);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(settle);
    });
  }
}
