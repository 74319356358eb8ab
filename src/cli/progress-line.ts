import type { WriteStream } from 'node:tty';
import { ProgressMeter } from '../core/library/progress';
import type { ScanSession } from '../core/library/session';
import { count, plural } from '../shared/numbers';
import { duration, size } from './words';

const everyMs = 200;

/** One line on a terminal that says how far a scan is; silent where there is no terminal. */
export class ProgressLine {
  #timer: NodeJS.Timeout | null = null;
  readonly #meter: ProgressMeter;

  constructor(
    private readonly stream: WriteStream | (NodeJS.WritableStream & { isTTY?: boolean; columns?: number }),
    private readonly session: ScanSession,
  ) {
    this.#meter = new ProgressMeter(session, []);
  }

  start(): void {
    if (this.stream.isTTY === true) this.#timer = setInterval(() => this.#show(), everyMs);
  }

  stop(): void {
    if (!this.#timer) return;
    clearInterval(this.#timer);
    this.stream.write('\r\u001b[K');
  }

  #show(): void {
    const state = this.#meter.state(this.session.phase, null);
    const { hashed, cached, skipped, files } = state.stats;
    const parts = [
      `${count(hashed + cached + skipped)} of ${count(files)}${state.listed ? '' : ' so far'}`,
      `${count(Math.round(state.filesPerSecond))} images/s`,
      `${size(state.bytesPerSecond)}/s`,
      `${state.parallelismNow.toFixed(1)}× one core`,
      ...(state.eta === null ? [] : [`${duration(state.eta)} left`]),
    ];
    const line = state.phase === 'comparing' ? `${plural(hashed + cached, 'image')} · looking for copies` : parts.join(' · ');
    // Terminals that do not know their width say that it is 0.
    const width = this.stream.columns || 80;
    this.stream.write(`\r\u001b[K${line.slice(0, width - 1)}`);
  }
}
