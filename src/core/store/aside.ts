import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export type Trouble = 'damaged' | 'newer';

/** Of each file so many that were set aside are kept, the latest. */
const mostAside = 2;
const parts = ['', '-wal', '-shm'];

/**
 * Gives a file that can't be used a dated name beside it, and lets go of those that were set aside long before. Answers the new name.
 * The main file of a database goes first: a log without its database is ignored by SQLite.
 */
export function setAside(path: string, trouble: Trouble): string {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  let target = `${path}.${trouble}-${stamp}`;
  for (let n = 2; existsSync(target); n++) target = `${path}.${trouble}-${stamp}-${n}`;
  for (const part of parts) if (existsSync(path + part)) renameSync(path + part, target + part);
  for (const old of namesAside(path).slice(mostAside)) {
    for (const part of parts) rmSync(join(dirname(path), old) + part, { force: true });
  }
  return basename(target);
}

/** The latest first, by their dates. */
function namesAside(path: string): readonly string[] {
  const start = `${basename(path)}.`;
  const dated = readdirSync(dirname(path)).flatMap((name) => {
    const [, date, number] = (name.startsWith(start) ? /^(?:damaged|newer)-(\d{14})(?:-(\d+))?$/.exec(name.slice(start.length)) : null) ?? [];
    return date === undefined ? [] : [{ name, rank: Number(date) * 1000 + Number(number ?? 1) }];
  });
  return dated.sort((a, b) => b.rank - a.rank).map(({ name }) => name);
}
