import { dirname } from 'node:path';
import { recordSize } from '../matching/record';
import type { HashBatch, HashTask } from '../ports';
import { storageFailure } from '../store/database';
import type { Known } from '../store/fingerprints';
import { passingSlots, type LookPlaces } from '../store/look-places';
import { clearPassing, dropPassing, passingPath } from '../store/passing-records';
import { RecordFile } from '../store/record-file';
import type { Store } from '../store/store';

/**
 * What is known of a scan's files, and where the records of their looks go: too many for the memory, and read again only for pictures that
 * may be copies. They are kept in the store for the next scan; without one, or where it can't be written, in a file that goes with the scan.
 */
export class Records {
  readonly places: LookPlaces;
  #passing: RecordFile | null = null;

  constructor(private readonly store: Store | null) {
    const kept = store?.records() ?? null;
    // Threads are told the places, and can be told nothing but data.
    this.places = { kept: kept && { path: kept.path, id: kept.id }, passing: passingPath() };
  }

  /** Parallel to tasks; null where nothing is known. */
  lookup(tasks: readonly HashTask[]): readonly (Known | null)[] {
    const known = this.store?.lookup(tasks) ?? [];
    return tasks.map((_, i) => (this.#isSame() ? (known[i] ?? null) : null));
  }

  /** Takes a batch; answers the slots of its records. Throws an AppFailure `storage` where they can be kept nowhere. */
  save(batch: HashBatch, taskOf: (row: number) => HashTask): Uint32Array {
    const slots = this.store?.save(batch, taskOf) ?? null;
    if (slots && this.#isSame()) return slots;
    if (batch.records.length === 0) return new Uint32Array(0);
    const first = this.#append(batch.records);
    return batch.rows.map((_, i) => passingSlots + first + i);
  }

  dispose(): void {
    this.#passing?.close();
    this.#passing = null;
    dropPassing(this.places.passing);
  }

  /** What was damaged may have been replaced since the scan began. */
  #isSame(): boolean {
    return this.store?.records()?.id === this.places.kept?.id;
  }

  /** @throws AppFailure `storage` */
  #append(records: Uint8Array): number {
    try {
      return this.#file().append(records);
    } catch (error) {
      throw storageFailure(error, `nothing can be written to “${dirname(this.places.passing)}”, where temporary files go`);
    }
  }

  #file(): RecordFile {
    if (!this.#passing) {
      clearPassing();
      this.#passing = RecordFile.open(this.places.passing, recordSize);
    }
    return this.#passing;
  }
}
