import { groupKinds, type GroupsSummary } from '../../shared/groups';
import { radiusRange } from '../../shared/settings';
import type { FolderPlace } from '../folder-roles/role-map';
import type { GroupChoice, GroupOutput } from '../ports';
import type { FileTable } from './file-table';
import type { Grouper } from './grouper';
import { GroupSet } from './group-set';
import { withoutReferences } from './reference-groups';

interface Parts {
  readonly table: FileTable;
  readonly grouper: Grouper;
  readonly choice: GroupChoice;
  /** Whether all files are known. */
  readonly settled: () => boolean;
  /** Called whenever the groups are other ones, before anybody else can see them. */
  readonly onGroups: () => void;
}

/** The groups of a library as they are now, made anew turn by turn, and how many there would be by other choices. */
export class GroupTurns {
  groups: GroupSet;
  #choice: GroupChoice;
  #turn: Promise<void> = Promise.resolve();
  /** By radius how many groups there are, as far as that was asked; of the files that are there. */
  #groupsByRadius: (number | null)[] = unknownCounts();
  /** How many times that was forgotten. */
  #forgotten = 0;

  constructor(private readonly parts: Parts) {
    this.groups = GroupSet.empty(parts.table);
    this.#choice = parts.choice;
  }

  get summary(): GroupsSummary {
    return { ...this.groups.summary, groupsByRadius: this.#groupsByRadius };
  }

  /** Takes over what holds for the files of each folder; to be followed by {@link regroup}. */
  placeFolders(placeOf: (folder: string) => FolderPlace): void {
    this.parts.table.placeFolders(placeOf);
    this.parts.grouper.placesChanged();
    this.#forgetCounts();
  }

  /** Groups what is known now, by another choice if one is given. Calls take turns. */
  regroup(choice = this.#choice): Promise<void> {
    this.#choice = choice;
    const turn = this.#turn.then(() => this.#group());
    // A failure belongs to whoever asked for this turn; the next one starts afresh.
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Groups anew what is known now, for other files are said not to be copies. Calls take turns. */
  regroupDismissed(): Promise<void> {
    this.#forgetCounts();
    return this.regroup();
  }

  /**
   * Groups by every other radius, the nearest first, so that how many groups there would be is known and choosing one takes no time.
   * Leaves the workers to whatever else comes. Calls back after each; stops where that says false.
   */
  async countGroups(counted: () => boolean): Promise<void> {
    for (;;) {
      const { radius } = this.#choice;
      const forgotten = this.#forgotten;
      const others = this.#groupsByRadius.flatMap((count, other) => (count === null ? [other] : []));
      const [next] = others.sort((a, b) => Math.abs(a - radius) - Math.abs(b - radius) || b - a);
      if (next === undefined) return;
      const { rows, output } = await this.parts.grouper.group({ ...this.#choice, radius: next }, true, true);
      // Unless files went or came back meanwhile, or others were dismissed.
      if (forgotten === this.#forgotten) this.#count(next, withoutReferences(this.parts.table, rows, output).shown);
      if (!counted()) return;
    }
  }

  async #group(): Promise<void> {
    const { table, grouper, onGroups } = this.parts;
    const choice = this.#choice;
    const settled = this.parts.settled();
    const { rows, output } = await grouper.group(choice, settled);
    const before = this.groups.summary;
    const { shown, hidden } = withoutReferences(table, rows, output);
    this.groups = new GroupSet(table, rows, shown, before.revision + 1, hidden, choice.keep);
    onGroups();
    if (this.groups.summary.images !== before.images) this.#forgetCounts();
    if (settled) this.#count(choice.radius, shown);
  }

  #forgetCounts(): void {
    this.#groupsByRadius = unknownCounts();
    this.#forgotten++;
  }

  #count(radius: number, { kinds }: GroupOutput): void {
    this.#groupsByRadius = this.#groupsByRadius.with(radius, kinds.filter((kind) => groupKinds[kind] !== 'similar-shot').length);
  }
}

function unknownCounts(): (number | null)[] {
  return Array.from({ length: radiusRange.max + 1 }, () => null);
}
