import { existsSync, truncateSync } from 'node:fs';
import { isBusy, isDamage, type Sql } from './database';
import type { StoreDisk } from './disk';

/**
 * Opens a database for its locks alone: it holds nothing, so that whatever else is found in it is cut off, in place, for others may hold
 * locks on the same file. Null where there can be none.
 */
export function openLock(path: string, disk: StoreDisk): Sql | null {
  try {
    return usable(path, disk);
  } catch (error) {
    if (!isDamage(error)) return null;
  }
  try {
    if (existsSync(path)) truncateSync(path);
    return usable(path, disk);
  } catch {
    return null;
  }
}

function usable(path: string, disk: StoreDisk): Sql {
  const db = disk.openDatabase(path, 0);
  try {
    // No statement is prepared: one that waits to be collected would keep the locks of a database that was closed.
    db.exec('SELECT count(*) FROM sqlite_master');
    return db;
  } catch (error) {
    // Whoever holds it found it usable.
    if (isBusy(error)) return db;
    db.close();
    throw error;
  }
}
