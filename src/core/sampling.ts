import { availableParallelism } from 'node:os';
import type { EngineEvent } from '../shared/contract';
import { AppFailure } from '../shared/errors';
import type { EnginePorts } from './ports';
import { samplesFolder } from './reach';
import { makeSamples } from './samples';

/** "Sample photos": the sample library in the data folder, drawn with workers of its own. */
export class Sampling {
  readonly #abort = new AbortController();
  #drawing: Promise<string> | null = null;

  constructor(
    private readonly ports: EnginePorts,
    private readonly emit: (event: EngineEvent) => void,
  ) {}

  /** Answers the folder; who asks while it is being drawn waits for the same. Throws an {@link AppFailure}. */
  make(): Promise<string> {
    this.#drawing ??= this.#draw().finally(() => (this.#drawing = null));
    return this.#drawing;
  }

  /** Ends it after the pictures in hand, for good. */
  async close(): Promise<void> {
    this.#abort.abort();
    await this.#drawing?.catch(() => undefined);
  }

  async #draw(): Promise<string> {
    const pool = this.ports.createPool(availableParallelism());
    try {
      const made = await makeSamples(
        pool,
        samplesFolder(this.ports.dataFolder),
        (payload) => this.emit({ name: 'samples.progress', payload }),
        this.#abort.signal,
      );
      if (!made.ok) throw new AppFailure(made.error);
      return made.value;
    } finally {
      await pool.close();
    }
  }
}
