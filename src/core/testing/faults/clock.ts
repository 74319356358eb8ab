/** The time of day as the engine sees it. What counts time that passes has a clock of its own, which never jumps. */
export class Clock {
  #jumped = 0;
  readonly #real = Date.now;

  install(): void {
    Date.now = () => this.#real.call(Date) + this.#jumped;
  }

  uninstall(): void {
    Date.now = this.#real;
  }

  /** Milliseconds, from now on, ahead of the real time or, below 0, behind it. */
  jump(milliseconds: number): void {
    this.#jumped = milliseconds;
  }
}
