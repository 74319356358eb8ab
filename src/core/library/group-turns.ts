import { groupKinds, type GroupsSummary } from '../../shared/groups';
import { radiusRange } from '../../shared/settings';
import type { FolderPlace } from '../folder-roles/role-map';
import { giveUp, haste, hurry, isGivenUp } from '../grouping/haste';
import type { GroupChoice, GroupingManner, GroupOutput } from '../ports';
import type { FileTable } from './file-table';
import type { Grouped, Grouper } from './grouper';
import { GroupSet } from './group-set';
import { withoutReferences } from './reference-groups';

interface Parts {
  readonly table: FileTable;
  readonly grouper: Pick<Grouper, 'group' | 'placesChanged'>;
  readonly choice: GroupChoice;
  /** Whether all files are known. */
  readonly settled: () => boolean;
  /** Called whenever the groups are other ones, before anybody else can see them. */
  readonly onGroups: () => void;
  /** From how many images on groups are made in haste where somebody waits; 20,000 unless given: in smaller libraries none is missing for long. */
  readonly many?: number;
}

const manyImages = 20_000;
/** How long somebody waits for all groups, in milliseconds, before being shown those of which is known. */
const patience = 60;

export interface Regrouped {
  /** Resolves when no group is missing any more, or somebody asked for others. */
  readonly whole: Promise<void>;
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
  /** How many times groups were asked for. */
  #asked = 0;
  /** How to make those who group give way to somebody who waits. */
  readonly #underWay = new Set<() => void>();
  /** Whether some of the groups are missing. */
  #incomplete = false;

  constructor(private readonly parts: Parts) {
    this.groups = GroupSet.empty(parts.table);
    this.#choice = parts.choice;
  }

  get summary(): GroupsSummary {
    return { ...this.groups.summary, groupsByRadius: this.#groupsByRadius, incomplete: this.#incomplete };
  }

  /** Takes over what holds for the files of each folder; to be followed by {@link regroupSoon}. */
  placeFolders(placeOf: (folder: string) => FolderPlace): void {
    this.parts.table.placeFolders(placeOf);
    this.parts.grouper.placesChanged();
    this.#forgetCounts();
  }

  /** Groups what is known now. Calls take turns. */
  regroup(): Promise<void> {
    this.#asked++;
    const turn = this.#turn.then(() => this.#group());
    // A failure belongs to whoever asked for this turn; the next one starts afresh.
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /**
   * The same for somebody who waits, by another choice if one is given. Where that takes long, groups are shown of those pictures of which is known
   * how they compare, and when all are compared, the others.
   */
  async regroupSoon(choice = this.#choice): Promise<Regrouped> {
    this.#choice = choice;
    const asked = ++this.#asked;
    for (const giveWay of this.#underWay) giveWay();
    const first = this.#turn.then(() => this.#groupSoon());
    const whole = first.then((isWhole) => (isWhole ? undefined : this.#lookCloser(asked)));
    this.#turn = whole.catch(() => undefined);
    await first;
    return { whole };
  }

  /** Groups anew what is known now, for other files are said not to be copies. Calls take turns. */
  regroupDismissed(): Promise<Regrouped> {
    this.#forgetCounts();
    return this.regroupSoon();
  }

  /** Resolves when nobody waits for groups any more. */
  async settled(): Promise<void> {
    await this.#turn;
  }

  /**
   * Groups by every other radius, the nearest first, so that how many groups there would be is known and choosing one takes no time.
   * Leaves the workers to whatever else comes. Calls back after each; stops where that says false.
   */
  async countGroups(counted: () => boolean): Promise<void> {
    for (;;) {
      await this.#turn;
      const { radius } = this.#choice;
      const forgotten = this.#forgotten;
      const others = this.#groupsByRadius.flatMap((count, other) => (count === null ? [other] : []));
      const [next] = others.sort((a, b) => Math.abs(a - radius) - Math.abs(b - radius) || b - a);
      if (next === undefined) return;
      const grouped = await this.#unlessAsked({ ...this.#choice, radius: next }, { patient: true });
      // Unless files went or came back meanwhile, or others were dismissed.
      if (grouped && forgotten === this.#forgotten) this.#count(next, withoutReferences(this.parts.table, grouped.rows, grouped.output).shown);
      if (!counted()) return;
    }
  }

  async #group(): Promise<void> {
    const choice = this.#choice;
    const settled = this.parts.settled();
    this.#show(await this.parts.grouper.group(choice, settled), choice, settled);
  }

  /** Says whether no group is missing. */
  async #groupSoon(): Promise<boolean> {
    const { settled, many = manyImages } = this.parts;
    if (!settled() || this.groups.summary.images < many) {
      await this.#group();
      return true;
    }
    const choice = this.#choice;
    const waiting = haste();
    const timer = setTimeout(() => hurry(waiting), patience);
    try {
      const grouped = await this.#givingWay(() => hurry(waiting), choice, { haste: waiting });
      this.#show(grouped, choice, true);
      return grouped.whole;
    } finally {
      clearTimeout(timer);
    }
  }

  async #lookCloser(asked: number): Promise<void> {
    if (asked !== this.#asked) return;
    const choice = this.#choice;
    try {
      const grouped = await this.#unlessAsked(choice, {});
      if (grouped) this.#show(grouped, choice, true);
    } finally {
      if (asked === this.#asked) this.#incomplete = false;
    }
  }

  /** Null where somebody asks for groups meanwhile, who has the threads to himself then. */
  async #unlessAsked(choice: GroupChoice, manner: GroupingManner): Promise<Grouped | null> {
    const waiting = haste();
    try {
      return await this.#givingWay(() => giveUp(waiting), choice, { ...manner, haste: waiting });
    } catch (error) {
      if (isGivenUp(waiting)) return null;
      throw error;
    }
  }

  async #givingWay(giveWay: () => void, choice: GroupChoice, manner: GroupingManner): Promise<Grouped> {
    this.#underWay.add(giveWay);
    try {
      return await this.parts.grouper.group(choice, true, manner);
    } finally {
      this.#underWay.delete(giveWay);
    }
  }

  #show({ rows, output, whole }: Grouped, choice: GroupChoice, settled: boolean): void {
    const { table, onGroups } = this.parts;
    const before = this.groups.summary;
    const { shown, hidden } = withoutReferences(table, rows, output);
    this.groups = new GroupSet(table, rows, shown, before.revision + 1, hidden, choice.keep);
    this.#incomplete = !whole;
    onGroups();
    if (this.groups.summary.images !== before.images) this.#forgetCounts();
    if (settled && whole) this.#count(choice.radius, shown);
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
