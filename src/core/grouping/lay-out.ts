import { groupKinds, type Likeness, likenesses } from '../../shared/groups';
import type { GroupInput, GroupOutput } from '../ports';
import type { Draft } from './draft';
import { copyGroups, edited, groupColumns, kindOf, mapSize, undecided } from './group-columns';

const shot = groupKinds.indexOf('similar-shot');
const identical = likenesses.indexOf('identical');
const similar = likenesses.indexOf('similar');
const samePixels = likenesses.indexOf('same-pixels' satisfies Likeness);

/** Sorting by insertion takes the square of them. */
const mostInserted = 24;

/** Lays out drafts one after the other: the keeper first, the others by distance to it, then `order`. */
export class Layout {
  #columns: GroupOutput;
  #groups = 0;
  #members = 0;
  /** Of the group at hand: the members in their order, by place in the draft what that order is by, and the place in the group. */
  readonly #sorted: number[] = [];
  readonly #ranks: number[] = [];
  readonly #places: number[] = [];

  /** @param members About how many there will be in all. */
  constructor(private readonly input: GroupInput, members = 64) {
    this.#columns = groupColumns(members >> 1, members);
  }

  /** @param keeper A file of the draft. */
  add(draft: Draft, keeper: number, isShot = false): void {
    this.#makeRoom(draft.length);
    const to = this.#columns;
    const start = this.#members;
    const order = this.#inOrder(draft, keeper);
    for (let i = 0; i < order.length; i++) this.#places[order[i]!] = i;
    for (let i = 0; i < order.length; i++) {
      const from = order[i]!;
      const at = start + i;
      const file = draft.files[from]!;
      const likeness = file === keeper ? identical : this.#likenessOf(keeper, file);
      to.members[at] = file;
      to.distances[at] = draft.distances[from]!;
      to.differences[at] = draft.differences[from]! + (draft.edited[from] === 1 ? edited : 0);
      to.likenesses[at] = likeness + (likeness === similar && draft.twins[from] === 1 ? undecided : 0);
      for (let n = 0; n < mapSize; n++) to.maps[mapSize * at + n] = draft.maps[mapSize * from + n]!;
      if (draft.vias[from] === -1) continue;
      to.vias[at] = 1 + this.#places[draft.vias[from]!]!;
      to.viaDistances[at] = draft.viaDistances[from]!;
    }
    const end = start + order.length;
    to.kinds[this.#groups] = isShot ? shot : kindOf(to.likenesses.subarray(start, end));
    this.#members = end;
    to.starts[++this.#groups] = end;
  }

  finish(): GroupOutput {
    const made = groupColumns(this.#groups, this.#members);
    copyGroups(this.#columns, made);
    return made;
  }

  /** Places in the draft in the order of the group. */
  #inOrder({ files, distances, length }: Draft, keeper: number): readonly number[] {
    const sorted = this.#sorted;
    const ranks = this.#ranks;
    sorted.length = length;
    for (let place = 0; place < length; place++) {
      const file = files[place]!;
      sorted[place] = place;
      ranks[place] = file === keeper ? -1 : distances[place]! * 2 ** 32 + this.input.order[file]!;
    }
    if (length > mostInserted) return sorted.sort((a, b) => ranks[a]! - ranks[b]!);
    // Most groups are small, and there are many.
    for (let i = 1; i < length; i++) {
      const place = sorted[i]!;
      let at = i;
      for (; at > 0 && ranks[sorted[at - 1]!]! > ranks[place]!; at--) sorted[at] = sorted[at - 1]!;
      sorted[at] = place;
    }
    return sorted;
  }

  #likenessOf(keeper: number, file: number): number {
    const { identity, pixels } = this.input;
    if (identity[keeper] !== 0 && identity[keeper] === identity[file]) return identical;
    const [low, high] = [pixels[2 * keeper]!, pixels[2 * keeper + 1]!];
    return (low !== 0 || high !== 0) && pixels[2 * file] === low && pixels[2 * file + 1] === high ? samePixels : similar;
  }

  #makeRoom(members: number): void {
    const { kinds, members: room } = this.#columns;
    if (this.#groups < kinds.length && this.#members + members <= room.length) return;
    const larger = groupColumns(2 * (this.#groups + 1), Math.max(2 * room.length, this.#members + members));
    copyGroups(this.#columns, larger);
    this.#columns = larger;
  }
}
