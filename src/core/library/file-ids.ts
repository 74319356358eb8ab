import { randomBytes } from 'node:crypto';
import type { FileId } from '../../shared/files';
import { AppFailure } from '../../shared/errors';
import type { FileTable } from './file-table';

/** Opaque names for the rows of one library: an id of another library, or of none, names nothing. */
export class FileIds {
  /** Of the library, and of no other. */
  readonly token = randomBytes(9).toString('base64url');

  constructor(private readonly table: FileTable) {}

  idOf(row: number): FileId {
    return `${this.token}.${row.toString(36)}`;
  }

  /** Throws an {@link AppFailure} for an id that names no file of this library. */
  rowOf(id: FileId): number {
    const [token, digits = ''] = id.split('.');
    const row = Number.parseInt(digits, 36);
    if (token !== this.token || !(row >= 0 && row < this.table.count) || this.idOf(row) !== id) {
      throw new AppFailure({ kind: 'not-found', what: 'That file' });
    }
    return row;
  }
}
