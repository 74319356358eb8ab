import { groupKinds, likenesses } from '../../shared/groups';
import { groupColumns, kindOf, undecided } from '../grouping/group-columns';
import type { GroupOutput, WorkerPool } from '../ports';
import type { Store } from '../store/store';
import { digestsOf } from './digests';
import type { FileTable } from './file-table';

const samePixels = likenesses.indexOf('same-pixels');

/** Finds out, by decoding them, whether files that look the same to the last bit have the same pixels. */
export class PixelTwins {
  /** By row; null where the pixels could not be had. */
  readonly #digests = new Map<number, string | null>();

  constructor(
    private readonly table: FileTable,
    private readonly pool: WorkerPool,
    private readonly store: Store | null,
    private readonly signal: AbortSignal,
  ) {}

  /** The groups with all likenesses decided. `rows` maps their positions to rows of the table. */
  async decide(output: GroupOutput, rows: Uint32Array): Promise<GroupOutput> {
    if (!output.likenesses.some((likeness) => (likeness & undecided) !== 0)) return output;
    const decided = groupColumns(output.starts.length - 1, output.members.length, output.starts.buffer.slice(0) as ArrayBuffer);
    await this.#digestAll(output, rows);
    for (let group = 0; group + 1 < output.starts.length; group++) this.#decideGroup(decided, group, rows);
    return decided;
  }

  #decideGroup({ starts, members, likenesses: codes, kinds }: GroupOutput, group: number, rows: Uint32Array): void {
    const [start, end] = [starts[group]!, starts[group + 1]!];
    const keeper = this.#digests.get(rows[members[start]!]!) ?? null;
    for (let place = start + 1; place < end; place++) {
      if ((codes[place]! & undecided) === 0) continue;
      codes[place]! &= ~undecided;
      if (keeper !== null && this.#digests.get(rows[members[place]!]!) === keeper) codes[place] = samePixels;
    }
    if (groupKinds[kinds[group]!] !== 'similar-shot') kinds[group] = kindOf(codes.subarray(start, end));
  }

  async #digestAll({ starts, members, likenesses: codes }: GroupOutput, rows: Uint32Array): Promise<void> {
    const wanted = new Set<number>();
    for (let group = 0; group + 1 < starts.length; group++) {
      for (let place = starts[group]! + 1; place < starts[group + 1]!; place++) {
        if ((codes[place]! & undecided) === 0) continue;
        wanted.add(rows[members[starts[group]!]!]!);
        wanted.add(rows[members[place]!]!);
      }
    }
    const tasks = Array.from(wanted).filter((row) => !this.#digests.has(row)).map((row) => this.table.task(row));
    const digests = await digestsOf(tasks, {
      lookup: (wanted) => this.store?.lookupPixels(wanted),
      // What a cancelled scan did not come to stays undecided, which is to say similar.
      read: async (paths) => (this.signal.aborted ? null : this.pool.pixels(paths, this.signal)),
      save: (read, found) => this.store?.savePixels(read, found),
    });
    tasks.forEach((task, i) => {
      const digest = digests[i];
      if (digest !== undefined) this.#digests.set(task.row, digest && Buffer.from(digest).toString('latin1'));
    });
  }
}
