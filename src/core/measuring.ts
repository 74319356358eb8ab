import { availableParallelism } from 'node:os';
import type { EngineEvent } from '../shared/contract';
import type { SpeedupReport } from '../shared/speedup';
import { AppFailure } from '../shared/errors';
import type { Library } from './library/library';
import type { EnginePorts, HashTask } from './ports';
import { measureSpeedup, pickSample, workerCounts } from './speedup';

/** Fewer images than this say nothing about speed. */
const fewestImages = 16;

/** "Measure speedup": a sample of the open library, hashed with more and more workers. */
export class Measuring {
  #abort: AbortController | null = null;
  #done: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly ports: EnginePorts,
    private readonly library: Library,
    private readonly emit: (event: EngineEvent) => void,
  ) {}

  async measure(): Promise<SpeedupReport> {
    if (this.#abort) throw new AppFailure({ kind: 'busy', detail: 'The speedup is being measured already.' });
    if (this.library.running) throw new AppFailure({ kind: 'busy', detail: 'A scan is using the workers.' });
    const { table } = this.library.current.session;
    const tasks: HashTask[] = Array.from(table.fingerprinted(), (row) => table.task(row));
    if (tasks.length < fewestImages) {
      throw new AppFailure({ kind: 'nothing-to-measure', detail: `Fewer than ${fewestImages} images are too few to measure with.` });
    }
    const abort = new AbortController();
    this.#abort = abort;
    try {
      const report = measureSpeedup({
        sample: pickSample(tasks),
        counts: workerCounts(availableParallelism()),
        createPool: (size) => this.ports.createPool(size),
        onProgress: (payload) => this.emit({ name: 'speedup.progress', payload }),
        signal: abort.signal,
      });
      this.#done = report.catch(() => undefined);
      return await report;
    } finally {
      this.#abort = null;
    }
  }

  cancel(): void {
    this.#abort?.abort();
  }

  /** Resolves when no worker is being measured. */
  async settled(): Promise<void> {
    await this.#done;
  }
}
