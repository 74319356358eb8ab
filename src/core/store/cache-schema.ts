import { groupingMigrations } from './groupings';
import { inventoryMigrations } from './inventories';

/** A folder's path is stored once; its files lie side by side, in the order of their names. */
const fingerprintMigrations = [
  `CREATE TABLE folder (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE) STRICT;
   CREATE TABLE file (
     folder INTEGER NOT NULL, name TEXT NOT NULL,
     bytes INTEGER NOT NULL, modified REAL NOT NULL, version INTEGER NOT NULL,
     hash_low INTEGER NOT NULL, hash_high INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
     format INTEGER NOT NULL, detail INTEGER NOT NULL,
     skip INTEGER, skip_detail TEXT,
     PRIMARY KEY (folder, name)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE digest (
     folder INTEGER NOT NULL, name TEXT NOT NULL,
     bytes INTEGER NOT NULL, modified REAL NOT NULL, sha256 BLOB NOT NULL,
     PRIMARY KEY (folder, name)
   ) STRICT, WITHOUT ROWID;`,
  `ALTER TABLE file ADD COLUMN content_low INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE file ADD COLUMN content_high INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE file ADD COLUMN slot INTEGER NOT NULL DEFAULT 0;
   CREATE TABLE record_file (id TEXT NOT NULL) STRICT;`,
] as const;

/** Later steps of the same database. */
const pixelMigrations = [
  `ALTER TABLE file ADD COLUMN pixels_low INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE file ADD COLUMN pixels_high INTEGER NOT NULL DEFAULT 0;`,
  `CREATE TABLE pixels (
     folder INTEGER NOT NULL, name TEXT NOT NULL,
     bytes INTEGER NOT NULL, modified REAL NOT NULL, version INTEGER NOT NULL, sha256 BLOB NOT NULL,
     PRIMARY KEY (folder, name)
   ) STRICT, WITHOUT ROWID;`,
] as const;

/** Later still: what is not known of a file is found out by hashing it again. */
const numberMigrations = [
  `DELETE FROM file WHERE skip IS NULL;
   ALTER TABLE file ADD COLUMN number_low INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE file ADD COLUMN number_high INTEGER NOT NULL DEFAULT 0;
   DROP TABLE digest;`,
  `DELETE FROM file WHERE skip IS NULL;
   ALTER TABLE file ADD COLUMN quality INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE file ADD COLUMN depth INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE file ADD COLUMN extras INTEGER NOT NULL DEFAULT 0;`,
] as const;

/**
 * Checks of every row; the day, counted from 1970, on which a file was last met; and free slots of records. `high` is the highest slot that was
 * ever written, and `loose` counts the slots that rows let go of since free ones were last looked for.
 */
const checkMigrations = [
  `DELETE FROM file; DELETE FROM pixels; DELETE FROM grouping; DROP TABLE record_file;
   ALTER TABLE file ADD COLUMN day INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE file ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE pixels ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE grouping ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
   CREATE TABLE record_file (id TEXT NOT NULL, high INTEGER NOT NULL, loose INTEGER NOT NULL) STRICT;
   CREATE TABLE free_slot (slot INTEGER PRIMARY KEY, sum INTEGER NOT NULL) STRICT;
   CREATE TRIGGER slot_replaced AFTER UPDATE OF slot ON file WHEN OLD.slot > 0
   BEGIN UPDATE record_file SET loose = loose + 1; END;
   CREATE TRIGGER file_deleted AFTER DELETE ON file
   BEGIN
     UPDATE record_file SET loose = loose + 1 WHERE OLD.slot > 0;
     DELETE FROM pixels WHERE folder = OLD.folder AND name = OLD.name;
   END;
   CREATE TABLE pruning (began INTEGER NOT NULL, folder INTEGER NOT NULL, name TEXT NOT NULL, done INTEGER NOT NULL) STRICT;
   INSERT INTO pruning VALUES (0, 0, '', 1);`,
] as const;

/** SQL from each version of `cache.db` to the next. */
export const cacheMigrations: readonly string[] = [...fingerprintMigrations, ...groupingMigrations, ...pixelMigrations, ...numberMigrations, ...checkMigrations, ...inventoryMigrations];
