import { refused } from '../../trash/errors';
import type { TrashPort } from '../../trash/trash';

/**
 * - `refuses`: says no to whatever it is asked.
 * - `throws`: rejects, as no trash should.
 * - `half`: does what it is asked, and then says that it could not.
 * - `lies`: says that it did what it was asked, and did nothing.
 */
export const trashFaults = ['refuses', 'throws', 'half', 'lies'] as const;
export type TrashFault = (typeof trashFaults)[number];

/** A trash that does what it should, unless it is told to misbehave for some files. */
export class FaultyTrash implements TrashPort {
  /** How it misbehaves for a file, now. */
  faultOf: (path: string) => TrashFault | null = () => null;

  constructor(private readonly real: TrashPort) {}

  get canRestore(): boolean {
    return this.real.canRestore;
  }

  readonly hindrance: TrashPort['hindrance'] = async (folder) => {
    const fault = this.faultOf(folder);
    if (fault === 'refuses') return no.failure;
    if (fault === 'throws') throw new Error('The trash is broken.');
    return this.real.hindrance(folder);
  };

  readonly reserve: TrashPort['reserve'] = async (path) => {
    const fault = this.faultOf(path);
    if (fault === 'refuses') return no;
    if (fault === 'throws') throw new Error('The trash is broken.');
    return this.real.reserve(path);
  };

  readonly move: TrashPort['move'] = (path, entry) => this.#act(path, () => this.real.move(path, entry));
  readonly release: TrashPort['release'] = (entry) => this.real.release(entry);
  readonly restore: TrashPort['restore'] = (path, entry) => this.#act(path, () => this.real.restore(path, entry));

  async #act(path: string, real: () => ReturnType<TrashPort['move']>): ReturnType<TrashPort['move']> {
    switch (this.faultOf(path)) {
      case null:
        return real();
      case 'refuses':
        return no;
      case 'throws':
        throw new Error('The trash is broken.');
      case 'half':
        await real();
        return no;
      case 'lies':
        return { ok: true, value: null };
    }
  }
}

const no = refused('trash-failed', 'The trash would not.');
