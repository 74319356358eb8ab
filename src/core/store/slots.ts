import { Replaced, transact, type Sql } from './database';
import type { RecordFile } from './record-file';

/** Slots that rows let go of are looked for when there are so many of them, and so great a share. */
const mostLoose = { count: 1000, share: 1 / 8 };

interface State {
  readonly id: unknown;
  readonly high: number;
  readonly loose: number;
}

/**
 * Which slots of the file of records are free. One that a row let go of is used again only after the store was opened by a process that
 * had it for itself: until then somebody may have it in a table of his own.
 */
export class Slots {
  /** Whether rows were without records, or records without rows. */
  readonly lost: boolean;
  readonly #state;
  readonly #take;
  readonly #rise;

  constructor(private readonly db: Sql, private readonly records: RecordFile, private readonly size: number) {
    this.#state = db.prepare('SELECT id, high, loose FROM record_file').raw();
    this.#take = db.prepare<[number]>('DELETE FROM free_slot WHERE slot IN (SELECT slot FROM free_slot ORDER BY slot LIMIT ?) RETURNING slot, sum').raw();
    this.#rise = db.prepare<[number]>('UPDATE record_file SET high = ?');
    this.lost = this.#read().id !== records.id && this.#begin();
  }

  /** Writes records to slots of their own, within a transaction; answers the slots. */
  write(records: Uint8Array): Uint32Array {
    const { size } = this;
    const count = records.length / size;
    const slots = new Uint32Array(count);
    if (count === 0) return slots;
    const { id, high } = this.#read();
    if (id !== this.records.id) throw new Replaced('The file of looks was replaced.');
    let taken = 0;
    for (const row of this.#take.all(count)) {
      const [slot, sum] = numbers(row);
      // One that damage made up may be in use.
      if (slot !== undefined && sum === sumOf(slot)) slots[taken++] = slot;
    }
    for (let i = 0; i < taken; i++) this.records.write(slots[i]!, records.subarray(i * size, (i + 1) * size));
    if (taken < count) {
      const first = Math.max(high, this.records.count) + 1;
      this.records.write(first, records.subarray(taken * size));
      for (let i = taken; i < count; i++) slots[i] = first + i - taken;
      this.#rise.run(first + count - taken - 1);
    }
    return slots;
  }

  /** Looks for free slots where that is worth it. To be called while nobody else has the store open, and nobody has read of it yet. */
  reclaim(): void {
    const { high, loose } = this.#read();
    if (loose <= Math.max(mostLoose.count, mostLoose.share * high)) return;
    transact(this.db, () => {
      this.db.exec('DELETE FROM free_slot; UPDATE record_file SET loose = 0');
      const used = new Uint8Array(high + 1);
      for (const row of this.db.prepare('SELECT slot FROM file').raw().iterate()) {
        const [slot] = numbers(row);
        if (slot !== undefined && slot <= high) used[slot] = 1;
      }
      const add = this.db.prepare('INSERT INTO free_slot VALUES (?, ?)');
      for (let slot = 1; slot < used.length; slot++) if (used[slot] === 0) add.run(slot, sumOf(slot));
    });
  }

  /** The rows were made with another file of records, or there are none: what is in this one is nobody's. Says whether there was any of either. */
  #begin(): boolean {
    const { id, count } = this.records;
    return transact(this.db, () => {
      const [rows = 0] = numbers(this.db.prepare('SELECT count(*) FROM file WHERE skip IS NULL').raw().all()[0]);
      this.db.exec(`DELETE FROM file WHERE skip IS NULL; DELETE FROM free_slot; DELETE FROM record_file;
                    INSERT INTO record_file VALUES ('${id}', ${count}, ${count})`);
      return rows > 0 || count > 0;
    });
  }

  #read(): State {
    const [row] = this.#state.all();
    const [, high, loose] = numbers(row);
    return { id: Array.isArray(row) ? row[0] : undefined, high: high ?? 0, loose: loose ?? 0 };
  }
}

function sumOf(slot: number): number {
  return (slot * 40_503 + 1) % 65_521;
}

function numbers(row: unknown): readonly (number | undefined)[] {
  return Array.isArray(row) ? row.map((value: unknown) => (typeof value === 'number' ? value : undefined)) : [];
}
