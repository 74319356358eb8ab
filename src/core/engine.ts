import type { EngineEvent, PreviewSize } from '../shared/contract';
import type { Result } from '../shared/errors';
import type { Grants, Preview } from './ports';

/** One engine per process; hosts carry its contract to a user. */
export interface Engine extends Grants {
  /** Runs a command of the contract. Decodes the input by its schema; never throws. */
  call(name: string, input: unknown): Promise<Result<unknown>>;
  /** Answers the function that stops listening. */
  listen(listener: (event: EngineEvent) => void): () => void;
  /** A file of the current library as a picture that any browser shows. */
  preview(file: string, size: PreviewSize): Promise<Result<Preview>>;
  /** Ends what runs, with everything hashed so far stored. */
  close(): Promise<void>;
}
