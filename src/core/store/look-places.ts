import { recordSize } from '../matching/record';
import { storageFailure } from './database';
import { RecordReader } from './record-file';

/** The files that the records of a scan's looks are in. Slots from {@link passingSlots} on are of the second. */
export interface LookPlaces {
  /** The store's, by its path and what it is known by; null where there is none. */
  readonly kept: { readonly path: string; readonly id: string } | null;
  /** The path of a file for this scan alone, which is there once something is in it. */
  readonly passing: string;
}

export const passingSlots = 2 ** 31;

/** Reads records of a scan's looks. Each file is opened when something of it is asked for. */
export class LookReader {
  #kept: RecordReader | null = null;
  #passing: RecordReader | null = null;

  constructor(private readonly places: LookPlaces) {}

  /** The record in a slot, until the next is read. Throws an AppFailure `storage` where it can't be had. */
  read(slot: number): Uint8Array {
    try {
      return this.#read(slot);
    } catch (error) {
      throw storageFailure(error, 'the records of pictures can’t be read');
    }
  }

  #read(slot: number): Uint8Array {
    if (slot >= passingSlots) return (this.#passing ??= new RecordReader(this.places.passing, recordSize)).read(slot - passingSlots);
    return (this.#kept ??= this.#openKept()).read(slot);
  }

  close(): void {
    this.#kept?.close();
    this.#passing?.close();
  }

  #openKept(): RecordReader {
    if (!this.places.kept) throw new Error('There is no file of looks.');
    const { path, id } = this.places.kept;
    const reader = new RecordReader(path, recordSize);
    if (reader.id === id) return reader;
    reader.close();
    throw new Error('The file of looks was replaced by another; scan again');
  }
}
