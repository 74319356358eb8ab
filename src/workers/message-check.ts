import { recordSize } from '../core/matching/record';
import type { HashBatch, HashTask } from '../core/ports';
import type { FromWorker, HashReply } from './messages';

/** Whether something is in the shape of a worker's message; of what it says of files see {@link answersAll}. */
export function isFromWorker(message: unknown): message is FromWorker {
  if (!isRecord(message)) return false;
  switch (message['kind']) {
    case 'ready':
    case 'retiring':
      return true;
    case 'hashed':
      return isRecord(message['batch']) && message['micros'] instanceof Uint32Array;
    case 'answer':
      return isRecord(message['answer']) && typeof message['answer']['name'] === 'string';
    default:
      return false;
  }
}

/**
 * Whether a reply has one answer for each of the files that it says it answers, and whole columns: a worker must neither leave a file
 * out nor speak of others, for then a run would never end, or the answers would be another file's.
 * @param tasks those of its batch, in order
 */
export function answersAll({ answered, micros, batch }: HashReply, tasks: readonly HashTask[]): boolean {
  if (!Number.isInteger(answered) || answered < 0 || answered > tasks.length || micros.length !== answered) return false;
  if (!(batch.rows instanceof Uint32Array) || !isList(batch.failures) || !isWhole(batch)) return false;
  let good = 0;
  let bad = 0;
  for (const { row } of tasks.slice(0, answered)) {
    if (batch.rows[good] === row) good++;
    else if (batch.failures[bad]?.row === row) bad++;
    else return false;
  }
  return good === batch.rows.length && bad === batch.failures.length;
}

/** Whether all columns are as long as they should be; those of looks may be empty all together. */
function isWhole({ rows, hashes, widths, heights, formats, details, contents, pixels, numbers, records, qualities, depths, extras }: HashBatch): boolean {
  const { length } = rows;
  if (hashes.length !== 2 * length || [widths, heights, formats, details].some((column) => column.length !== length)) return false;
  const looks = records.length === 0 ? 0 : length;
  return records.length === recordSize * looks && [contents, pixels, numbers].every((column) => column.length === 2 * looks) && [qualities, depths, extras].every((column) => column.length === looks);
}

function isList(value: unknown): boolean {
  return Array.isArray(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
