/** The part of a connection that an intake needs. */
export interface Source {
  pause(): void;
  resume(): void;
}

/** What one window may ask for. A person at work stays far below: turning pages and holding keys down make some dozens of messages a second. */
export const intakeLimits = {
  /** Messages that are being answered. */
  atOnce: 64,
  /** …and their length together, in UTF-16 code units, unless it is one alone. */
  length: 16 * 1024 ** 2,
  /** Messages a second in the long run, a long one counting as several. */
  perSecond: 250,
  /** Messages that may come at once after a rest. */
  burst: 1000,
  /** Of this many code units each begun counts as another message. */
  weighed: 64 * 1024,
} as const;

/**
 * Takes messages as fast as they may come, and then stops listening until some have been answered: nothing is lost, and whoever floods
 * waits in his own line. What was on its way when listening stopped is kept; it is no more than the connection's own buffers hold.
 */
export class Intake {
  readonly #line: string[] = [];
  #atWork = 0;
  #length = 0;
  #credit: number = intakeLimits.burst;
  #counted: number;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  /**
   * @param answer never rejects
   * @param now milliseconds of a clock that only goes forward
   */
  constructor(
    private readonly source: Source,
    private readonly answer: (text: string) => Promise<void>,
    private readonly now: () => number,
  ) {
    this.#counted = now();
  }

  push(text: string): void {
    if (this.#closed) return;
    this.#line.push(text);
    this.#go();
  }

  /** What waits is dropped. */
  close(): void {
    this.#closed = true;
    this.#line.length = 0;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #go(): void {
    this.#earn();
    for (let text = this.#line[0]; text !== undefined && this.#hasRoom(text); text = this.#line[0]) {
      this.#line.shift();
      this.#credit -= weightOf(text);
      void this.#work(text);
    }
    if (this.#line.length === 0) this.source.resume();
    else this.source.pause();
    if (this.#line.length > 0 && this.#credit < 1) this.#wakeLater();
  }

  #hasRoom({ length }: string): boolean {
    if (this.#credit < 1) return false;
    return this.#atWork === 0 || (this.#atWork < intakeLimits.atOnce && this.#length + length <= intakeLimits.length);
  }

  async #work(text: string): Promise<void> {
    this.#atWork++;
    this.#length += text.length;
    await this.answer(text);
    this.#atWork--;
    this.#length -= text.length;
    if (!this.#closed) this.#go();
  }

  #earn(): void {
    const now = this.now();
    this.#credit = Math.min(intakeLimits.burst, this.#credit + ((now - this.#counted) / 1000) * intakeLimits.perSecond);
    this.#counted = now;
  }

  #wakeLater(): void {
    if (this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#go();
    }, Math.ceil(((1 - this.#credit) / intakeLimits.perSecond) * 1000));
    this.#timer.unref();
  }
}

function weightOf({ length }: string): number {
  return 1 + Math.floor(length / intakeLimits.weighed);
}
