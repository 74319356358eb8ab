import { transact, type Sql } from './database';
import { daysOf } from './days';

/** What nobody met for so many days is forgotten… */
const daysUnmet = 90;
/** …and sooner where other files of its folder were met since: it is there no more. */
const daysGone = 14;
/** Days from one round to the next. */
const daysBetween = 7;
/** Rows that are looked at in one go. */
const slice = 5000;

/**
 * Forgets, a little at a time, what is known of files that nobody met for a long time, so that a cache does not grow for ever.
 * Works through the rows in their order; where it got to is kept for the next time.
 */
export class Pruning {
  readonly #state;
  readonly #read;
  readonly #drop;
  readonly #move;

  constructor(private readonly db: Sql, private readonly now: () => number) {
    this.#state = db.prepare('SELECT began, folder, name, done FROM pruning').raw();
    this.#read = db.prepare('SELECT folder, name, day FROM file WHERE (folder, name) > (?, ?) ORDER BY folder, name LIMIT ?').raw();
    this.#drop = db.prepare('DELETE FROM file WHERE folder = ? AND name = ?');
    this.#move = db.prepare('UPDATE pruning SET began = ?, folder = ?, name = ?, done = ?');
  }

  /** Looks at some rows, if it is time to. Says whether there are more. */
  step(): boolean {
    const [began, folder, name, done] = fields(this.#state.all()[0]);
    const today = daysOf(this.now());
    if (typeof began !== 'number' || (done === 1 && Math.abs(today - began) < daysBetween)) return false;
    return transact(this.db, () => {
      const from: readonly unknown[] = done === 1 ? [0, ''] : [folder, name];
      const rows = this.#read.all(...from, slice).map(fields);
      const lastMet = new Map<unknown, number>();
      for (const [folder, , day] of rows) lastMet.set(folder, Math.max(lastMet.get(folder) ?? 0, numeric(day)));
      for (const [folder, name, day] of rows) {
        // A day to come is one of a clock that was wrong.
        const unmet = Math.abs(today - numeric(day));
        if (unmet > daysUnmet || lastMet.get(folder)! - numeric(day) > daysGone) this.#drop.run(folder, name);
      }
      const last = rows.at(-1);
      const ended = rows.length < slice || !last;
      this.#move.run(done === 1 ? today : began, last?.[0] ?? 0, last?.[1] ?? '', ended ? 1 : 0);
      return !ended;
    });
  }
}

function fields(row: unknown): readonly unknown[] {
  return Array.isArray(row) ? row : [];
}

function numeric(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
