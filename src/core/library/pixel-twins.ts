import { groupKinds, likenesses, type GroupKind } from '../../shared/domain';
import { groupColumns, undecided } from '../grouping/group-columns';
import type { GroupOutput, WorkerPool } from '../ports';
import type { Store } from '../store/store';
import type { FileTable } from './file-table';

const samePixels = likenesses.indexOf('same-pixels');
const identical = likenesses.indexOf('identical');

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
    let changed = false;
    for (let place = start + 1; place < end; place++) {
      if ((codes[place]! & undecided) === 0) continue;
      codes[place]! &= ~undecided;
      if (keeper === null || this.#digests.get(rows[members[place]!]!) !== keeper) continue;
      codes[place] = samePixels;
      changed = true;
    }
    if (!changed || groupKinds[kinds[group]!] !== 'similar') return;
    const all = codes.subarray(start + 1, end);
    const kind: GroupKind = all.every((code) => code === identical || code === samePixels) ? 'same-pixels' : 'similar';
    kinds[group] = groupKinds.indexOf(kind);
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
    const known = this.store?.lookupPixels(tasks);
    const unread = tasks.filter((task, i) => {
      const digest = known?.[i];
      if (digest) this.#keep(task.row, digest);
      return !digest;
    });
    // What a cancelled scan did not come to stays undecided, which is to say similar.
    if (unread.length === 0 || this.signal.aborted) return;
    const digests = await this.pool.pixels(unread.map((task) => task.path), this.signal);
    unread.forEach((task, i) => this.#keep(task.row, digests[i] ?? null));
    this.store?.savePixels(unread, digests);
  }

  #keep(row: number, digest: Uint8Array | null): void {
    this.#digests.set(row, digest && Buffer.from(digest).toString('latin1'));
  }
}
