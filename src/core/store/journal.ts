import { z } from 'zod';
import { type RemovalAction, removalActions, removalFailureReasons, type TransactionId } from '../../shared/removal';
import { AppFailure } from '../../shared/errors';
import type { TrashFailure } from '../trash/trash';
import type { Commit } from './changes';
import { isBusy, storing, type Sql } from './database';

/**
 * Where a file of a removal stands.
 * - `planned`: nothing was done yet.
 * - `moving`: it may be as it was or gone; `place` says where to.
 * - `gone`: it went, was replaced or deleted. `restoring`: it may be gone or back. `restored`: it is back.
 * - `kept`: it was left; `failure` says why, null when the removal ended before its turn.
 */
export const journalStates = ['planned', 'moving', 'gone', 'restoring', 'restored', 'kept'] as const;
export type JournalState = (typeof journalStates)[number];

/** What is written down of a file before it goes, to find it and to bring it back by. */
export interface Reservation {
  /**
   * Absolute path of where it goes; of the name beside it that is needed while it is replaced or deleted; null where
   * the platform does not say.
   */
  readonly place: string | null;
  /** How many names (hard links) it has; null where that tells nothing, or was not written down by an earlier version. */
  readonly names: number | null;
  /** Of a file that a link replaces: the equal file that the link leads to, its SHA-256 in hexadecimal, and its permissions. */
  readonly link: { readonly survivor: string; readonly digest: string; readonly mode: number } | null;
}

export interface JournalFile extends Reservation {
  readonly removal: TransactionId;
  /** 0, 1, … within the removal. */
  readonly position: number;
  /** The position of the picture that it belongs to and goes with; null for a picture. */
  readonly owner: number | null;
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  readonly state: JournalState;
  readonly failure: TrashFailure | null;
}

/** The position of the picture that a file is or belongs to. */
export function unitOf({ owner, position }: Pick<JournalFile, 'owner' | 'position'>): number {
  return owner ?? position;
}

export interface JournalRemoval {
  readonly id: TransactionId;
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly action: RemovalAction;
  /** Absolute path of the folder that files move to; null for every action but `move`. */
  readonly folder: string | null;
}

/** A step of one file. What is left out stays as it was. */
export interface JournalStep {
  readonly position: number;
  readonly state: JournalState;
  readonly reserved?: Reservation;
  readonly failure?: TrashFailure | null;
}

/** The removals, each step on disk before the files move. Methods throw an AppFailure `storage` when they can't work. */
export interface Journal {
  /** A removal and all its files, as `planned`. */
  begin(removal: JournalRemoval, files: readonly Pick<JournalFile, 'path' | 'bytes' | 'modified' | 'owner'>[]): void;
  /** Steps of several files in one commit, durable on return. */
  record(removal: TransactionId, steps: readonly JournalStep[]): void;
  /** Newest first: those of which some file is gone as far as the journal knows. */
  removals(): readonly JournalRemoval[];
  removal(id: TransactionId): JournalRemoval | null;
  /** By position; none when there is no such removal. */
  files(removal: TransactionId): readonly JournalFile[];
  /** Files of all removals that a process left in the middle: `planned`, `moving`, `restoring`. */
  unsettled(): readonly JournalFile[];
  /**
   * Claims the right to move files, for this process alone; the system takes it back when the process
   * dies. Answers the function that gives it back, or null while another process has it.
   */
  claim(): (() => void) | null;
}

/** The same, for who looks after the tables. */
export interface JournalTable extends Journal {
  /** Oldest first: those of which some file is gone or on its way. */
  open(): readonly JournalRemoval[];
  /** Forgets removals from before some moment, in milliseconds since 1970, that nothing can be undone of. */
  forgetSettled(before: number): void;
}

export const journalMigrations = [
  `CREATE TABLE removal (id TEXT PRIMARY KEY, started REAL NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE removal_file (
     removal TEXT NOT NULL REFERENCES removal (id), position INTEGER NOT NULL,
     path TEXT NOT NULL, bytes INTEGER NOT NULL, modified REAL NOT NULL,
     state TEXT NOT NULL, trashed TEXT, failure TEXT, failure_detail TEXT,
     PRIMARY KEY (removal, position)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX removal_file_state ON removal_file (state);`,
] as const;

/** Ways to remove beside the trash. Later than the first of the settings, which is in the same file. */
export const actionMigrations = [
  `ALTER TABLE removal ADD COLUMN action TEXT NOT NULL DEFAULT 'trash';
   ALTER TABLE removal ADD COLUMN folder TEXT;
   ALTER TABLE removal_file RENAME COLUMN trashed TO place;
   ALTER TABLE removal_file ADD COLUMN survivor TEXT;
   ALTER TABLE removal_file ADD COLUMN digest TEXT;
   ALTER TABLE removal_file ADD COLUMN mode INTEGER;
   UPDATE removal_file SET state = 'gone' WHERE state = 'trashed';`,
] as const;

/** Files that go with a picture that they belong to. */
export const unitMigrations = ['ALTER TABLE removal_file ADD COLUMN owner INTEGER;'] as const;

/** What tells a file that has one name too many. */
export const nameMigrations = ['ALTER TABLE removal_file ADD COLUMN names INTEGER;'] as const;

const removalRow = z.object({ id: z.string(), started: z.number(), action: z.enum(removalActions), folder: z.string().nullable() });

const fileRow = z
  .object({
    removal: z.string(),
    position: z.int().min(0),
    owner: z.int().min(0).nullable(),
    path: z.string(),
    bytes: z.number(),
    modified: z.number(),
    state: z.enum(journalStates),
    place: z.string().nullable(),
    names: z.int().nullable(),
    survivor: z.string().nullable(),
    digest: z.string().nullable(),
    mode: z.int().nullable(),
    failure: z.enum(removalFailureReasons).nullable(),
    failure_detail: z.string().nullable(),
  })
  .transform(({ failure, failure_detail: detail, survivor, digest, mode, ...file }): JournalFile => ({
    ...file,
    link: survivor === null || digest === null || mode === null ? null : { survivor, digest, mode },
    failure: failure === null ? null : { reason: failure, detail: detail ?? '' },
  }));

/** `lock` opens a database of its own, for its lock alone: a lock on the journal would keep others from reading it. Null where there can be none. */
export function createJournal(db: Sql, commit: Commit, lock: () => Sql | null): JournalTable {
  const addRemoval = db.prepare('INSERT INTO removal (id, started, action, folder) VALUES (?, ?, ?, ?)');
  const addFile = db.prepare(
    `INSERT INTO removal_file (removal, position, owner, path, bytes, modified, state) VALUES (?, ?, ?, ?, ?, ?, 'planned')`);
  const step = db.prepare('UPDATE removal_file SET state = ? WHERE removal = ? AND position = ?');
  const reserve = db.prepare('UPDATE removal_file SET place = ?, names = ?, survivor = ?, digest = ?, mode = ? WHERE removal = ? AND position = ?');
  const blame = db.prepare('UPDATE removal_file SET failure = ?, failure_detail = ? WHERE removal = ? AND position = ?');
  const listRemovals = db.prepare(
    `SELECT * FROM removal
     WHERE id IN (SELECT DISTINCT removal FROM removal_file WHERE state IN ('gone', 'restoring')) ORDER BY started DESC, id`);
  const findRemoval = db.prepare('SELECT * FROM removal WHERE id = ?');
  const listFiles = db.prepare('SELECT * FROM removal_file WHERE removal = ? ORDER BY position');
  const listUnsettled = db.prepare(
    `SELECT * FROM removal_file WHERE state IN ('planned', 'moving', 'restoring') ORDER BY removal, position`);

  const isOpen = `id IN (SELECT removal FROM removal_file WHERE state IN ('planned', 'moving', 'gone', 'restoring'))`;
  const listOpen = db.prepare(`SELECT * FROM removal WHERE ${isOpen} ORDER BY started, id`);
  const dropFiles = db.prepare(`DELETE FROM removal_file WHERE removal IN (SELECT id FROM removal WHERE started < ? AND NOT ${isOpen})`);
  const dropRemovals = db.prepare(`DELETE FROM removal WHERE started < ? AND NOT ${isOpen}`);

  return {
    begin: storing((removal, files) => {
      commit(() => {
        addRemoval.run(removal.id, removal.started, removal.action, removal.folder);
        files.forEach((file, position) => addFile.run(removal.id, position, file.owner, file.path, file.bytes, file.modified));
      }, () => ({ kind: 'removal', removal, files: files.map(({ path, bytes, modified, owner }) => ({ path, bytes, modified, owner })) }));
    }),

    record: storing((removal, steps) => {
      commit(() => {
        for (const { position, state, reserved, failure } of steps) {
          step.run(state, removal, position);
          if (reserved) {
            const { place, names, link } = reserved;
            reserve.run(place, names, link?.survivor ?? null, link?.digest ?? null, link?.mode ?? null, removal, position);
          }
          if (failure !== undefined) blame.run(failure?.reason ?? null, failure?.detail ?? null, removal, position);
        }
      }, () => ({ kind: 'steps', removal, steps }));
    }),

    removals: storing(() => decodeAll(removalRow, listRemovals.all())),

    removal: storing((id) => decodeAll(removalRow, findRemoval.all(id))[0] ?? null),

    files: storing((removal) => decodeAll(fileRow, listFiles.all(removal))),

    unsettled: storing(() => decodeAll(fileRow, listUnsettled.all())),

    open: storing(() => decodeAll(removalRow, listOpen.all())),

    forgetSettled: storing((before) => {
      dropFiles.run(before);
      dropRemovals.run(before);
    }),

    claim: storing(() => {
      const held = lock();
      if (!held) throw new AppFailure({ kind: 'storage', detail: 'the data folder can’t be written' });
      try {
        held.exec('BEGIN EXCLUSIVE');
      } catch (error) {
        held.close();
        if (isBusy(error)) return null;
        throw error;
      }
      return () => {
        held.exec('ROLLBACK');
        held.close();
      };
    }),
  };
}

/** Leaves out rows that make no sense: the files behind the others must stay restorable. */
function decodeAll<T>(schema: z.ZodType<T>, rows: readonly unknown[]): T[] {
  return rows.flatMap((row) => {
    const decoded = schema.safeParse(row);
    return decoded.success ? [decoded.data] : [];
  });
}
