import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { journalMigrations } from '../../../core/store/journal';
import { preferenceMigrations } from '../../../core/store/preferences';

/** Of a file that an earlier version of the program moved to the trash. */
export const olderRemoval = { id: 'of long ago', content: 'a picture of long ago' } as const;

/** A data folder as the program's first version left it: with a removal whose file is in the trash, where it says. Answers the file's path. */
export function makeOlderStore(home: string): string {
  const path = join(home, 'photos/gone.jpg');
  const place = join(home, 'xdg/Trash/files/gone.jpg');
  for (const folder of ['store', 'photos', 'xdg/Trash/files', 'xdg/Trash/info']) mkdirSync(join(home, folder), { recursive: true });
  writeFileSync(place, olderRemoval.content);
  writeFileSync(join(home, 'xdg/Trash/info/gone.jpg.trashinfo'), `[Trash Info]\nPath=${path}\nDeletionDate=2024-01-01T00:00:00\n`);
  const db = new Database(join(home, 'store/journal.db'));
  const migrations = [...journalMigrations, ...preferenceMigrations];
  for (const sql of migrations) db.exec(sql);
  db.exec(`PRAGMA user_version = ${migrations.length}`);
  db.prepare('INSERT INTO removal VALUES (?, ?)').run(olderRemoval.id, 1);
  db.prepare(`INSERT INTO removal_file VALUES (?, 0, ?, ?, 1, 'trashed', ?, NULL, NULL)`).run(olderRemoval.id, path, olderRemoval.content.length, place);
  db.close();
  return path;
}
