import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HashBatch, HashTask, WorkerPool } from '../../core/ports';

/** Writes files of these contents, one each, and answers their tasks; row = index. */
export function writeTasks(folder: string, contents: readonly string[], prefix = 'file'): HashTask[] {
  return contents.map((content, row) => {
    const path = join(folder, `${prefix}-${row}.png`);
    writeFileSync(path, content);
    const { size, mtimeMs } = statSync(path);
    return { row, path, bytes: size, modified: mtimeMs };
  });
}

export async function* inPieces(tasks: readonly HashTask[], length: number): AsyncGenerator<readonly HashTask[]> {
  for (let at = 0; at < tasks.length; at += length) yield await Promise.resolve(tasks.slice(at, at + length));
}

/** What came back for each row, as one comparable line; throws when a row is answered twice. */
export class Answers {
  readonly byRow = new Map<number, string>();

  readonly sink = (batch: HashBatch): void => {
    batch.rows.forEach((row, i) => {
      const [low, high] = [batch.hashes[2 * i]!, batch.hashes[2 * i + 1]!];
      this.put(row, `${low} ${high} ${batch.widths[i]!}×${batch.heights[i]!} ${batch.formats[i]!} ${batch.details[i]!}`);
    });
    for (const failure of batch.failures) this.put(failure.row, failure.reason);
  };

  private put(row: number, answer: string): void {
    if (this.byRow.has(row)) throw new Error(`row ${row} was answered twice`);
    this.byRow.set(row, answer);
  }
}

export const never = new AbortController().signal;

export async function hashAll(pool: WorkerPool, tasks: readonly HashTask[], piece = 50): Promise<Map<number, string>> {
  const answers = new Answers();
  await pool.hash(inPieces(tasks, piece), answers.sink, never);
  return answers.byRow;
}
