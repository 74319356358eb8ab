import { z } from 'zod';
import { defaultSettings, type Settings } from '../../shared/settings';
import { inputSchemas } from '../../shared/schema';
import type { Commit } from './changes';
import { storing, type Sql } from './database';
import { libraryKey } from './library-key';

/** A library that was scanned once. */
export interface StoredLibrary {
  /** Absolute paths. */
  readonly folders: readonly string[];
  /** Milliseconds since 1970. */
  readonly scanned: number;
  readonly files: number;
  readonly groups: number;
}

export interface Preferences {
  /** The defaults where nothing was saved, or nothing that makes sense. */
  settings(): Settings;
  saveSettings(settings: Settings): void;
  /** Newest first, at most {@link libraryLimit}. */
  libraries(): readonly StoredLibrary[];
  /** Takes the place of an earlier scan of the same folders. */
  saveLibrary(library: StoredLibrary): void;
}

export const libraryLimit = 12;

export const preferenceMigrations = [
  `CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE library (
     folders TEXT PRIMARY KEY, scanned REAL NOT NULL, files INTEGER NOT NULL, groups INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;`,
] as const;

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.issues.push({ code: 'custom', message: 'not JSON', input: text });
    return z.NEVER;
  }
});

/** Settings that an earlier version did not know yet are at their defaults. */
export const settingsSchema = z
  .unknown()
  .transform((saved): unknown => (typeof saved === 'object' ? { ...defaultSettings, ...saved } : saved))
  .pipe(inputSchemas['settings.set']);

const settingRow = z.object({ value: json.pipe(settingsSchema) });
const libraryRow = z.object({
  folders: json.pipe(z.array(z.string().min(1)).min(1)),
  scanned: z.number(),
  files: z.int().min(0),
  groups: z.int().min(0),
});

export function createPreferences(db: Sql, commit: Commit): Preferences {
  const getSetting = db.prepare('SELECT value FROM setting WHERE name = ?');
  const putSetting = db.prepare('INSERT OR REPLACE INTO setting VALUES (?, ?)');
  const listLibraries = db.prepare('SELECT folders, scanned, files, groups FROM library ORDER BY scanned DESC, folders');
  const putLibrary = db.prepare('INSERT OR REPLACE INTO library VALUES (?, ?, ?, ?)');
  const trimLibraries = db.prepare(
    'DELETE FROM library WHERE folders NOT IN (SELECT folders FROM library ORDER BY scanned DESC, folders LIMIT ?)');

  return {
    settings: storing(() => {
      const row = settingRow.safeParse(getSetting.all('settings')[0]);
      return row.success ? row.data.value : defaultSettings;
    }),

    saveSettings: storing((settings) => {
      commit(() => putSetting.run('settings', JSON.stringify(settings)), () => ({ kind: 'settings', settings }));
    }),

    libraries: storing(() => {
      return listLibraries.all().flatMap((row) => {
        const decoded = libraryRow.safeParse(row);
        return decoded.success ? [decoded.data] : [];
      });
    }),

    saveLibrary: storing((library) => {
      const { folders, scanned, files, groups } = library;
      commit(() => {
        putLibrary.run(libraryKey(folders), scanned, files, groups);
        trimLibraries.run(libraryLimit);
      }, () => ({ kind: 'library', library }));
    }),
  };
}
