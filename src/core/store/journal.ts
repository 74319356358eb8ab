import { z } from 'zod';
import { removalFailureReasons, type TransactionId } from '../../shared/domain';
import type { TrashFailure } from '../trash/trash';
import { isBusy, storing, transact, type Sql } from './database';

/**
 * Where a file of a removal stands.
 * - `planned`: nothing was done yet.
 * - `moving`: it may be at its place or in the trash; `trashed` says where there.
 * - `trashed`: it is in the trash. `restoring`: it may be in the trash or back. `restored`: it is back.
 * - `kept`: it was not moved; `failure` says why, null when the removal ended before its turn.
 */
const states = ['planned', 'moving', 'trashed', 'restoring', 'restored', 'kept'] as const;
export type JournalState = (typeof states)[number];

export interface JournalFile {
  readonly removal: TransactionId;
  /** 0, 1, … within the removal. */
  readonly position: number;
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  readonly state: JournalState;
  /** Absolute path inside the trash; null before `moving`, or where the platform does not say. */
  readonly trashed: string | null;
  readonly failure: TrashFailure | null;
}

export interface JournalRemoval {
  readonly id: TransactionId;
  /** Milliseconds since 1970. */
  readonly started: number;
}

/** A step of one file. What is left out stays as it was. */
export interface JournalStep {
  readonly position: number;
  readonly state: JournalState;
  readonly trashed?: string | null;
  readonly failure?: TrashFailure | null;
}

/** The removals, each step on disk before the files move. Methods throw an AppFailure `storage` when they can't work. */
export interface Journal {
  /** A removal and all its files, as `planned`. */
  begin(removal: JournalRemoval, files: readonly Pick<JournalFile, 'path' | 'bytes' | 'modified'>[]): void;
  /** Steps of several files in one commit, durable on return. */
  record(removal: TransactionId, steps: readonly JournalStep[]): void;
  /** Newest first: those of which some file is in the trash as far as the journal knows. */
  removals(): readonly JournalRemoval[];
  /** By position; null when there is no such removal. */
  files(removal: TransactionId): readonly JournalFile[] | null;
  /** Files of all removals that a process left in the middle: `planned`, `moving`, `restoring`. */
  unsettled(): readonly JournalFile[];
  /**
   * Claims the right to move files, for this process alone; the system takes it back when the process
   * dies. Answers the function that gives it back, or null while another process has it.
   */
  claim(): (() => void) | null;
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

const removalRow = z.object({ id: z.string(), started: z.number() });

const fileRow = z
  .object({
    removal: z.string(),
    position: z.int().min(0),
    path: z.string(),
    bytes: z.number(),
    modified: z.number(),
    state: z.enum(states),
    trashed: z.string().nullable(),
    failure: z.enum(removalFailureReasons).nullable(),
    failure_detail: z.string().nullable(),
  })
  .transform(({ failure, failure_detail: detail, ...file }): JournalFile => {
    return { ...file, failure: failure === null ? null : { reason: failure, detail: detail ?? '' } };
  });

/** `lock` opens a database of its own, for its lock alone: a lock on the journal would keep others from reading it. */
export function createJournal(db: Sql, lock: () => Sql): Journal {
  const addRemoval = db.prepare('INSERT INTO removal VALUES (?, ?)');
  const addFile = db.prepare(`INSERT INTO removal_file VALUES (?, ?, ?, ?, ?, 'planned', NULL, NULL, NULL)`);
  const step = db.prepare('UPDATE removal_file SET state = ? WHERE removal = ? AND position = ?');
  const stepTo = db.prepare('UPDATE removal_file SET state = ?, trashed = ? WHERE removal = ? AND position = ?');
  const blame = db.prepare('UPDATE removal_file SET failure = ?, failure_detail = ? WHERE removal = ? AND position = ?');
  const listRemovals = db.prepare(
    `SELECT id, started FROM removal
     WHERE id IN (SELECT DISTINCT removal FROM removal_file WHERE state IN ('trashed', 'restoring')) ORDER BY started DESC, id`);
  const findRemoval = db.prepare('SELECT id, started FROM removal WHERE id = ?');
  const listFiles = db.prepare('SELECT * FROM removal_file WHERE removal = ? ORDER BY position');
  const listUnsettled = db.prepare(
    `SELECT * FROM removal_file WHERE state IN ('planned', 'moving', 'restoring') ORDER BY removal, position`);

  return {
    begin: storing((removal, files) => {
      transact(db, () => {
        addRemoval.run(removal.id, removal.started);
        files.forEach((file, position) => addFile.run(removal.id, position, file.path, file.bytes, file.modified));
      });
    }),

    record: storing((removal, steps) => {
      transact(db, () => {
        for (const { position, state, trashed, failure } of steps) {
          if (trashed === undefined) step.run(state, removal, position);
          else stepTo.run(state, trashed, removal, position);
          if (failure !== undefined) blame.run(failure?.reason ?? null, failure?.detail ?? null, removal, position);
        }
      });
    }),

    removals: storing(() => decodeAll(removalRow, listRemovals.all())),

    files: storing((removal) => {
      return findRemoval.all(removal).length === 0 ? null : decodeAll(fileRow, listFiles.all(removal));
    }),

    unsettled: storing(() => decodeAll(fileRow, listUnsettled.all())),

    claim: storing(() => {
      const held = lock();
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
