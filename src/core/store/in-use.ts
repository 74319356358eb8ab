import { isBusy, type Sql } from './database';
import type { StoreDisk } from './disk';
import { openLock } from './lock-file';

/** How long to wait for another process that has it for itself, which takes moments, in milliseconds. */
const patience = 10_000;

/**
 * Says to other processes that a data folder is in use, and asks whether others use it: by locks on a file, which the system takes back when a
 * process dies. Where there can be no locks, others may always be there.
 */
export class InUse {
  readonly #db: Sql | null;

  constructor(path: string, disk: StoreDisk) {
    this.#db = openLock(path, disk);
    this.#share();
  }

  /** Does something while nobody else has the folder open; answers false, and does nothing, where somebody has. */
  alone(work: () => void): boolean {
    const db = this.#db;
    if (!db) return false;
    if (db.inTransaction) db.exec('ROLLBACK');
    try {
      db.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
    } catch {
      this.#share();
      return false;
    }
    try {
      work();
    } finally {
      db.exec('ROLLBACK');
      this.#share();
    }
    return true;
  }

  close(): void {
    if (this.#db?.inTransaction) this.#db.exec('ROLLBACK');
    this.#db?.close();
  }

  #share(): void {
    try {
      this.#db?.exec(`PRAGMA busy_timeout = ${patience}; BEGIN; SELECT count(*) FROM sqlite_master`);
    } catch (error) {
      // Whoever had it for so long is no reason not to begin.
      if (!isBusy(error)) throw error;
    }
  }
}
