import { arrangeGroups, thinGroups } from '../grouping/arrange';
import type { ComparedPictures } from '../grouping/group-steps';
import { passedOver } from '../grouping/haste';
import type { GroupChoice, GroupingManner, GroupInput, GroupOutput, WorkerPool } from '../ports';
import type { DismissedSets } from '../review/dismissed-sets';
import { takeApart, type Dismissed } from '../review/take-apart';
import type { LookPlaces } from '../store/look-places';
import type { Store } from '../store/store';
import { contentKey } from './content-key';
import type { FileTable } from './file-table';
import { groupInput, placesOf } from './group-set';
import { groupingKey } from './grouping-key';
import { PixelTwins } from './pixel-twins';
import { SavedGroups } from './saved-groups';

/** Files as they were when they were last compared with each other. */
interface Basis {
  readonly rows: Uint32Array;
  input: GroupInput;
  /** Whether no more files were to come. */
  readonly settled: boolean;
  compared: Promise<ComparedPictures> | null;
}

/** Members of groups: 37 bytes each. */
const mostKept = 200_000;

interface HowToGroup {
  readonly choice: GroupChoice;
  readonly settled: boolean;
  readonly manner: GroupingManner;
}

export interface Grouped {
  /** What the output's positions are in the table. */
  readonly rows: Uint32Array;
  readonly output: GroupOutput;
  /** False where some are missing, for it was done in haste. */
  readonly whole: boolean;
}

/**
 * Groups the files of a table, and remembers how they compare: another strictness, or fewer files, is then a matter of
 * milliseconds. Groups of an unchanged library come from the store.
 */
export class Grouper {
  #basis: Basis | null = null;
  readonly #twins: PixelTwins;
  readonly #saved: SavedGroups | null;

  constructor(
    private readonly table: FileTable,
    private readonly pool: WorkerPool,
    store: Store | null,
    /** Where the records of looks are. */
    private readonly records: LookPlaces,
    signal: AbortSignal,
    /** What was said not to be copies; null where nobody asks. */
    private readonly dismissed: DismissedSets | null,
  ) {
    this.#twins = new PixelTwins(table, pool, store, signal);
    this.#saved = store && new SavedGroups(store);
  }

  /** @param settled Whether all files are known. */
  async group(choice: GroupChoice, settled: boolean, manner: GroupingManner = {}): Promise<Grouped> {
    const present = this.table.fingerprinted();
    const basis = this.#basisFor(present, settled);
    const gone = goneOf(basis.rows, present);
    const how = { choice, settled, manner };
    const output = await this.#groupWithout(basis, gone, { ...how, remember: !gone });
    const apart = await this.#takenApart(basis, output, how);
    return { rows: basis.rows, output: apart, whole: !manner.haste || passedOver(manner.haste) === 0 };
  }

  async #groupWithout(basis: Basis, gone: Uint8Array | null, { choice, settled, manner, remember }: HowToGroup & { readonly remember: boolean }): Promise<GroupOutput> {
    const { patient = false, haste = null } = manner;
    const key = settled && this.#saved && remember ? groupingKey(basis.input, choice, gone) : null;
    const known = key === null ? null : (this.#saved?.lookup(key) ?? null);
    // While files still come in, workers have these to do.
    const found = known ?? (await this.pool.group(await this.#compared(basis), choice, gone, { haste, patient: patient || !settled }));
    if (haste && passedOver(haste) > 0) return found;
    const output = settled && !patient ? await this.#twins.decide(found, basis.rows) : found;
    if (output === known) return output;
    // What nobody has asked for yet is kept where it takes little room.
    if (key !== null && (!patient || output.members.length <= mostKept)) this.#saved?.save(key, output);
    return output;
  }

  /** The same groups with no two files together that were said not to be copies; what leaves a group is grouped again by itself. */
  async #takenApart(basis: Basis, output: GroupOutput, how: HowToGroup): Promise<GroupOutput> {
    const { dismissed } = this;
    if (!dismissed || dismissed.empty) return output;
    const dismissedAt = (position: number): Dismissed | null => {
      const content = contentKey(this.table, basis.rows[position]!);
      const sets = content === null ? [] : dismissed.of(content);
      return content === null || sets.length === 0 ? null : { content, sets };
    };
    const outputs: GroupOutput[] = [];
    for (let next: GroupOutput | null = output; next; ) {
      const { staying, leaving } = takeApart(next, dismissedAt);
      if (outputs.length === 0 && staying.size === 0) return output;
      outputs.push(thinGroups(next, staying));
      next = leaving.length === 0 ? null : await this.#groupWithout(basis, allBut(leaving, basis.rows.length), { ...how, remember: true });
    }
    return arrangeGroups(basis.input, outputs);
  }

  /** Writes down what is not yet. */
  flush(): void {
    this.#saved?.flush();
  }

  /** The person said something else of folders: who is kept may change, but not how files compare. */
  placesChanged(): void {
    const basis = this.#basis;
    if (!basis) return;
    // Other columns, not other numbers in them: a grouping may be at work on these.
    const input = { ...basis.input, ...placesOf(this.table, basis.rows) };
    basis.input = input;
    const compared = basis.compared?.then((found) => ({ ...found, input }));
    compared?.catch(() => undefined);
    basis.compared = compared ?? null;
  }

  #basisFor(present: Uint32Array, settled: boolean): Basis {
    if (settled && this.#basis?.settled && isWithin(present, this.#basis.rows)) return this.#basis;
    const input = groupInput(this.table, present, this.records);
    return (this.#basis = { rows: present, input, settled, compared: null });
  }

  async #compared(basis: Basis): Promise<ComparedPictures> {
    basis.compared ??= this.pool.compare(basis.input);
    try {
      return await basis.compared;
    } catch (error) {
      // The next grouping tries again.
      basis.compared = null;
      throw error;
    }
  }
}

/** Both ascending. */
function isWithin(some: Uint32Array, all: Uint32Array): boolean {
  let at = 0;
  for (const row of some) {
    while (at < all.length && all[at]! < row) at++;
    if (all[at] !== row) return false;
  }
  return true;
}

/** 1 at each position of `all` whose row is not among those present; null where none is missing. In memory that threads share. */
function goneOf(all: Uint32Array, present: Uint32Array): Uint8Array | null {
  if (all.length === present.length) return null;
  const gone = new Uint8Array(new SharedArrayBuffer(all.length)).fill(1);
  let at = 0;
  for (const row of present) {
    while (all[at] !== row) at++;
    gone[at] = 0;
  }
  return gone;
}

/** 1 everywhere but at some positions. In memory that threads share. */
function allBut(positions: Uint32Array, count: number): Uint8Array {
  const gone = new Uint8Array(new SharedArrayBuffer(count)).fill(1);
  for (const position of positions) gone[position] = 0;
  return gone;
}
