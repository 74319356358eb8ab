import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordSize } from '../matching/record';
import type { HashBatch, HashTask } from '../ports';
import { RecordFile } from '../store/record-file';
import type { Store } from '../store/store';

/** Where a scan's records go: too many for the memory, and read again only for pictures that may be copies. */
export interface Records {
  /** Of the file that they are in. */
  readonly path: string;
  /** Takes a batch; answers the slot of its first record. */
  save(batch: HashBatch, taskOf: (row: number) => HashTask): number;
  dispose(): void;
}

/** Kept for the next scan. */
export function storedRecords(store: Store): Records {
  return { path: store.records, save: (batch, taskOf) => store.save(batch, taskOf), dispose: () => undefined };
}

/** Kept for as long as the session. Made when there is the first of them. */
export function passingRecords(): Records {
  const path = join(tmpdir(), `lookalike-${randomUUID()}.looks`);
  let file: RecordFile | null = null;
  return {
    path,
    save: (batch) => (batch.records.length === 0 ? 0 : (file ??= RecordFile.open(path, recordSize)).append(batch.records)),
    dispose: () => {
      file?.close();
      file = null;
      rmSync(path, { force: true });
    },
  };
}
