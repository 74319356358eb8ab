import type { Handlers } from '../../shared/contract';
import type { GroupId } from '../../shared/groups';
import { AppFailure } from '../../shared/errors';
import type { RuleExample, RuleOutcome, RulePage, RulePreview, RulePreviewId, RuleScope, RuleUse } from '../../shared/rules';
import { KeepJudge } from '../grouping/keep';
import { imageFile } from '../library/group-pages';
import type { Library } from '../library/library';
import type { Listings } from './listings';
import { mayMark } from './may-mark';
import { propose, type Proposal, type RuleSource } from './rules';

interface Made {
  readonly id: RulePreviewId;
  readonly use: RuleUse;
  readonly proposal: Proposal;
  /** What it was made of. */
  readonly state: string;
}

/** Rules for the open library: what one would do is worked out first, and only that is done. */
export class RulePreviews {
  #made: Made | null = null;
  #count = 0;

  constructor(
    private readonly library: Library,
    private readonly listings: Listings,
  ) {}

  /** Changes nothing. The preview before this one is forgotten. */
  preview(use: RuleUse): RulePreview {
    const id = String(++this.#count);
    const proposal = propose(this.#source(), use, this.#scopeOf(use.scope));
    this.#made = { id, use, proposal, state: this.#state() };
    return { id, ...proposal.figures };
  }

  page(id: RulePreviewId, offset: number, limit: number): RulePage {
    const { proposal, state } = this.#find(id);
    if (state !== this.#state()) throw new AppFailure({ kind: 'not-found', what: 'What the rule was tried on' });
    const items = proposal.groups.slice(offset, offset + limit).map((group) => this.#example(proposal, group));
    return { revision: Number(id), total: proposal.groups.length, offset, items };
  }

  /** Does what a preview said, as one step that can be undone; or previews again where it is not true any more. */
  apply(id: RulePreviewId): RuleOutcome {
    const { use, proposal, state } = this.#find(id);
    if (state !== this.#state()) return { kind: 'outdated', preview: this.preview(use) };
    const { mark, unmark, keep, figures } = proposal;
    this.library.current.review.perform({ mark, unmark, keep });
    return { kind: 'applied', files: figures.going, bytes: figures.bytes };
  }

  #find(id: RulePreviewId): Made {
    if (this.#made?.id !== id) throw new AppFailure({ kind: 'not-found', what: 'That preview' });
    return this.#made;
  }

  /** Another text whenever the library, its groups or its marks are other ones. */
  #state(): string {
    const { ids, session, review } = this.library.current;
    return `${ids.token} ${session.groups.summary.revision} ${review.state.revision}`;
  }

  #source(): RuleSource {
    const { session, review } = this.library.current;
    const { table, groups } = session;
    const judge = new KeepJudge(table.keepColumns, groups.keep);
    return {
      table,
      groups,
      isProtected: (row) => !mayMark(table, row),
      folderRank: (row) => table.columns.folderRanks[row]!,
      isTie: (group) => judge.hasTie(groups.keepGroup(group), 0),
      isMarked: (row) => review.isMarked(row),
      isDecided: (group) => review.isDecided(group),
      isChosen: (row) => review.isChosen(row),
      keeperOf: (group) => review.keeperOf(group),
    };
  }

  #scopeOf(scope: RuleScope): Iterable<number> {
    switch (scope.kind) {
      case 'all':
        return this.listings.list({}).groups;
      case 'query':
        return this.listings.list({ query: scope.query }).groups;
      case 'groups':
        return this.#numbersOf(scope.groups);
    }
  }

  /** In the library's order. Groups that are there no more can't be changed. */
  #numbersOf(ids: readonly GroupId[]): Iterable<number> {
    const numbers = new Set<number>();
    for (const id of ids) {
      const number = this.listings.numberOf(id);
      if (number !== null) numbers.add(number);
    }
    return [...numbers].sort((a, b) => a - b);
  }

  #example({ mark, unmark }: Proposal, group: number): RuleExample {
    const { ids, session, review } = this.library.current;
    const files = Array.from(session.groups.rows(group), (row) => ({
      file: imageFile(session.table, ids, row),
      goes: mark.has(row) || (review.isMarked(row) && !unmark.has(row)),
    }));
    const [staying, going] = [files.filter(({ goes }) => !goes), files.filter(({ goes }) => goes)];
    return { id: files[0]!.file.id, kind: session.groups.kind(group), files: [...staying, ...going] };
  }
}

export function ruleHandlers(previews: RulePreviews): Pick<Handlers, 'rules.preview' | 'rules.page' | 'rules.apply'> {
  return {
    'rules.preview': (use) => previews.preview(use),
    'rules.page': ({ preview, offset, limit }) => previews.page(preview, offset, limit),
    'rules.apply': ({ preview }) => previews.apply(preview),
  };
}
