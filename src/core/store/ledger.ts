import { join } from 'node:path';
import { z } from 'zod';
import { AppFailure } from '../../shared/errors';
import { setAside } from './aside';
import { ChangeLog, type LogContent, type LogState } from './change-log';
import { changeSchema, type Commit } from './changes';
import { applyChange, changesOf, choiceMigrations, clearChoices, createChoices, type Choices } from './choices';
import { closeDatabase, isDamage, openDatabase, storageFailure, transact, Unusable, wordsOf, type DatabaseFile, type Sql } from './database';
import type { StoreDisk } from './disk';
import type { InUse } from './in-use';
import { openLock } from './lock-file';
import { recovered } from './recovered';
import { seal, unseal } from './seal';

export interface LedgerOptions {
  readonly folder: string;
  readonly disk: StoreDisk;
  readonly inUse: InUse;
  /** Tells the person something. */
  readonly tell: (notice: string) => void;
}

interface Opened {
  readonly db: Sql;
  readonly choices: Choices;
  /** Whether what is changed stays. */
  readonly lasting: boolean;
}

/** A log is written anew when it is so many times as long as when it last was, and so many bytes more… */
const whileOpen = { times: 4, more: 64 * 2 ** 20 };
/** …and at the end, when nobody waits: whoever opens it next reads and checks it whole. */
const atEnd = { times: 4, more: 2 ** 20 };
/** Removals that nothing can be undone of are kept for so long. */
const settledMs = 30 * 86_400_000;

const stateRow = z.tuple([z.string(), z.int().min(0), z.int().min(0), z.int().min(0)]);
const noState: LogState & { readonly base: number } = { id: '', generation: 0, end: 0, base: 0 };

/**
 * The person's choices and the removals, in `journal.db`, and every change of them in `choices.log`. The database is what holds, as long as
 * it is whole; the log is read only where there is no whole database, and is otherwise made to agree with it. A change is in
 * both or refused: it is appended to the log, and on the disk, before the database commits it, under the lock of the database.
 */
export class Ledger {
  #opened!: Opened;
  readonly #log: ChangeLog;
  readonly #file: DatabaseFile;

  constructor(private readonly options: LedgerOptions) {
    const { folder, disk } = options;
    this.#log = new ChangeLog(join(folder, 'choices.log'), disk);
    this.#file = { path: join(folder, 'journal.db'), migrations: choiceMigrations, durable: true, mostChecked: Infinity };
  }

  /** To be called first. `alone`: nobody else has the folder open, nor will while this runs. Never fails: at worst nothing that is changed stays. */
  open(alone: boolean): void {
    try {
      this.#opened = this.#openOrReplace(alone);
    } catch (error) {
      this.#opened = this.#withoutFile(error);
    }
  }

  /** Changes something. Where there was no file that it could be kept in, there may be now. */
  change<T>(work: (choices: Choices) => T): T {
    if (!this.#opened.lasting) this.#reopen();
    return this.read(work);
  }

  /** Reads something; where the files are found damaged on the way, once more after they were recovered. */
  read<T>(work: (choices: Choices) => T): T {
    try {
      return work(this.#opened.choices);
    } catch (error) {
      if (!isDamage(error) || !this.#opened.lasting) throw storageFailure(error);
    }
    this.#reopen();
    try {
      return work(this.#opened.choices);
    } catch (error) {
      throw storageFailure(error);
    }
  }

  /** `alone`: nobody else has the folder open, nor will while this runs. */
  close(alone: boolean): void {
    const { db, lasting } = this.#opened;
    try {
      if (lasting) this.#shorten(atEnd);
    } catch (error) {
      // A log that could not be made shorter is as good as before.
      if (!isDamage(error) && !(error instanceof Error && 'code' in error)) throw error;
    } finally {
      this.#log.close();
      closeDatabase(db);
    }
    if (alone && lasting) this.#seal();
  }

  #reopen(): void {
    this.#opened.db.close();
    if (!this.options.inUse.alone(() => this.open(true))) this.open(false);
  }

  #seal(): void {
    try {
      seal(this.#file.path, this.options.disk);
    } catch {
      // Without a seal it is looked over as any other.
    }
  }

  #openOrReplace(alone: boolean): Opened {
    try {
      if (alone && !unseal(this.#file.path)) throw new Unusable('damaged');
      return this.#open(alone, null);
    } catch (error) {
      const trouble = error instanceof Unusable ? error.trouble : isDamage(error) ? 'damaged' : null;
      if (trouble === null || !alone) throw error;
      const aside = setAside(this.#file.path, trouble);
      return this.#open(alone, `${trouble === 'newer' ? 'was written by a newer version of Lookalike' : 'was damaged'} and set aside as “${aside}”`);
    }
  }

  /** `why`: what became of the database that was there. */
  #open(alone: boolean, why: string | null): Opened {
    const db = openDatabase(this.#file, this.options.disk);
    try {
      // Whatever fails on the way back from a log is left out, and counted.
      transact(db, () => this.#agree(db, why));
      const opened = { db, choices: createChoices(db, this.#commit, () => this.#lock()), lasting: true };
      if (alone) {
        opened.choices.journal.forgetSettled(Date.now() - settledMs);
        this.#log.tidy();
      }
      return opened;
    } catch (error) {
      db.close();
      throw error;
    }
  }

  /** Sees to it that database and log say the same. */
  #agree(db: Sql, why: string | null): void {
    const choices = createChoices(db, (work) => work(), () => null);
    const state = stateOf(db);
    const log = this.#log.exists ? this.#log.read(state?.end) : null;
    if (state === null) this.#begin(choices, log?.before ?? null, why);
    else if (log && this.#isNewer(log.before, state)) {
      // A log is in its place before the database says so: what the database says is older.
      clearChoices(db);
      recovered(log.before, (change) => applyChange(choices, change));
      recovered(log.behind, (change) => applyChange(choices, change));
    } else if (this.#follow(choices, log, state)) return;
    this.#rewrite(db, choices);
  }

  /** The database is new. What was there before is in the log, if there is one. */
  #begin(choices: Choices, log: LogContent | null, why: string | null): void {
    const back = log && recovered(log, (change) => applyChange(choices, change));
    if (log && (log.broken > 0 || !log.head)) setAside(this.#log.path, 'damaged');
    if (why === null && !back) return;
    this.options.tell(`The record of removals and choices ${why ?? 'was missing'}. ${back?.words ?? 'There was no log of choices to bring them back from.'}`);
  }

  /** The database is what holds, and the log of the same time or before. Says whether the log is whole. */
  #follow(choices: Choices, log: { readonly before: LogContent; readonly behind: LogContent } | null, state: LogState): boolean {
    const { tell } = this.options;
    if (!log) {
      tell('The log of choices was missing. Nothing is lost: it was written anew.');
      return false;
    }
    const { before, behind } = log;
    const isWhole = before.broken === 0 && !before.torn && before.head !== null && this.#log.length >= state.end;
    // Of what was appended, all but the last was committed as well: a database that lacks more has lost something.
    const back = before.head?.id === state.id ? recovered(behind, (change) => applyChange(choices, change)).applied : 0;
    if (back > 1) tell(`The record of removals and choices lacked ${back} changes. They came back from the log.`);
    if (!isWhole) tell(`The log of choices was damaged and set aside as “${setAside(this.#log.path, 'damaged')}”. Nothing is lost: it was written anew.`);
    return isWhole && back === 0 && before.head.id === state.id;
  }

  #isNewer({ head, broken, torn }: LogContent, state: LogState): boolean {
    return head !== null && head.generation > state.generation && broken === 0 && !torn;
  }

  readonly #commit: Commit = (work, change) => {
    if (!this.#opened.lasting) return this.#refuse();
    const { db, choices } = this.#opened;
    db.exec('BEGIN IMMEDIATE');
    const state = stateOf(db) ?? noState;
    try {
      const result = work();
      const next = this.#log.append(state, JSON.stringify(change(result)));
      if (next === null || next.end > whileOpen.times * state.base + whileOpen.more) this.#rewrite(db, choices);
      else db.prepare('UPDATE change_log SET length = ?').run(next.end);
      db.exec('COMMIT');
      return result;
    } catch (error) {
      if (db.inTransaction) this.#takeBack(db, state);
      throw error;
    }
  };

  /** What was refused is not to come back from the log. Under the lock of the database, for others append as well. */
  #takeBack(db: Sql, state: LogState): void {
    try {
      this.#log.cut(state);
    } finally {
      db.exec('ROLLBACK');
    }
  }

  #refuse(): never {
    throw new AppFailure({ kind: 'storage', detail: 'the data folder can’t be written' });
  }

  /** Makes the log anew of what the database says, within a transaction. */
  #rewrite(db: Sql, choices: Choices): void {
    const { id, generation, end } = this.#log.rewrite(texts(choices), (stateOf(db) ?? noState).generation + 1);
    db.exec('DELETE FROM change_log');
    db.prepare('INSERT INTO change_log VALUES (?, ?, ?, ?)').run(id, generation, end, end);
  }

  #shorten({ times, more }: typeof atEnd): void {
    const { db, choices } = this.#opened;
    transact(db, () => {
      const { end, base } = stateOf(db) ?? noState;
      if (end > times * base + more) this.#rewrite(db, choices);
    });
  }

  #lock(): Sql | null {
    return this.#opened.lasting ? openLock(join(this.options.folder, 'removal.lock'), this.options.disk) : null;
  }

  /** In memory, as far as the log can be read: to go on with what was decided, but to decide nothing. */
  #withoutFile(error: unknown): Opened {
    const { disk, tell } = this.options;
    const why = error instanceof Unusable || isDamage(error) ? 'it is damaged, and another Lookalike is using it' : wordsOf(error);
    tell(`The record of removals and choices can’t be used (${why}). What you decide now is not kept, and nothing can be removed.`);
    const db = disk.openDatabase(':memory:', 0);
    for (const sql of choiceMigrations) db.exec(sql);
    const choices = createChoices(db, (work) => work(), () => null);
    try {
      if (this.#log.exists) recovered(this.#log.read().before, (change) => applyChange(choices, change));
    } catch (unreadable) {
      tell(`The log of choices can’t be read (${wordsOf(unreadable)}).`);
    }
    return { db, choices: createChoices(db, this.#commit, () => null), lasting: false };
  }
}

function* texts(choices: Choices): Generator<string> {
  for (const change of changesOf(choices)) yield JSON.stringify(changeSchema.parse(change));
}

/** Null in a database that has no log yet. */
function stateOf(db: Sql): (LogState & { readonly base: number }) | null {
  const [row] = db.prepare('SELECT id, generation, length, base FROM change_log').raw().all();
  const decoded = stateRow.safeParse(row);
  if (!decoded.success) return null;
  const [id, generation, end, base] = decoded.data;
  return { id, generation, end, base };
}
