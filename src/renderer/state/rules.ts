import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../shared/contract';
import { fail, type AppError } from '../../shared/errors';
import { isPlain } from '../../shared/query';
import type { Rule, RuleExample, RulePreview, RuleScope } from '../../shared/rules';
import { bytes, plural } from '../ui/format';
import type { Listing } from './listing';
import type { Marks } from './marks';
import { createPagedList, type PagedList } from './paged-list';
import type { Picks } from './picks';
import type { View } from './view';

export interface RulesState {
  readonly rule: Rule;
  readonly scope: RuleScope['kind'];
  readonly shots: boolean;
  readonly decided: boolean;
  /** What is on screen; null until the first is here. */
  readonly preview: RulePreview | null;
  /** Whether another preview is on its way, or the rule is applied. */
  readonly busy: boolean;
  /** Whether marks or groups had changed when the rule was to be applied, so that nothing was done. */
  readonly outdated: boolean;
  readonly error: AppError | null;
}

export interface Rules {
  readonly store: StoreApi<RulesState>;
  /** The groups that the preview would change. */
  readonly examples: PagedList<RuleExample>;
  readonly open: () => void;
  readonly change: (part: Partial<Pick<RulesState, 'rule' | 'scope' | 'shots' | 'decided'>>) => void;
  readonly apply: () => Promise<void>;
}

interface Parts {
  readonly client: Client;
  readonly listing: Listing;
  readonly marks: Marks;
  readonly picks: Picks;
  readonly view: View;
}

/** A pattern is tried once it is typed: in a large library that takes as long as a few letters. */
const restMs = 150;

/** Rules over many groups: previewed at every change, and applied as previewed. */
export function createRules({ client, listing, marks, picks, view }: Parts): Rules {
  const store = createStore<RulesState>(() => ({
    rule: { kind: 'keep', keeper: 'best' }, scope: 'all', shots: false, decided: false, preview: null, busy: false, outdated: false, error: null,
  }));
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const examples = createPagedList<RuleExample>((page) => {
    const { preview } = store.getState();
    return preview ? client.call('rules.page', { ...page, preview: preview.id }) : Promise.resolve(fail({ kind: 'cancelled' }));
  });

  function scopeOf(kind: RuleScope['kind']): RuleScope {
    if (kind === 'query') return { kind, query: listing.store.getState().listing.query };
    return kind === 'groups' ? { kind, groups: picks.ids() } : { kind };
  }

  async function ask(): Promise<void> {
    const { rule, scope, shots, decided } = store.getState();
    const asked = ++turn;
    if (rule.kind === 'pattern' && rule.pattern.trim() === '') {
      store.setState({ preview: null, busy: false, error: null });
      examples.clear();
      return;
    }
    store.setState({ busy: true, error: null });
    const answer = await client.call('rules.preview', { rule, scope: scopeOf(scope), shots, decided });
    if (asked !== turn) return;
    store.setState({ busy: false });
    if (answer.ok) show(answer.value);
    else store.setState({ preview: null, error: answer.error });
  }

  function show(preview: RulePreview): void {
    store.setState({ preview });
    examples.renew();
  }

  function sayApplied(preview: RulePreview): void {
    const taken = preview.spared > 0 ? `${plural(preview.spared, 'mark')} taken back.` : null;
    const text = preview.going === 0 ? `${plural(preview.groups, 'group')} changed.` : `${plural(preview.going, 'file')} in ${plural(preview.groups, 'group')} marked (${bytes(preview.bytes)}).`;
    const dismiss = view.notify({ tone: 'done', text, advice: taken, actions: [{ label: 'Undo', run: marks.undo }] });
    // With the next mark Undo would mean something else.
    const { revision } = marks.store.getState();
    const forget = marks.store.subscribe((state) => {
      if (state.revision === revision) return;
      forget();
      dismiss();
    });
  }

  return {
    store,
    examples,
    open: () => {
      const scope = picks.store.getState().groups.size > 0 ? 'groups' : isPlain(listing.store.getState().listing.query) ? 'all' : 'query';
      store.setState({ scope, preview: null, outdated: false });
      clearTimeout(timer);
      examples.clear();
      view.open({ kind: 'rules' });
      void ask();
    },
    change: (part) => {
      clearTimeout(timer);
      store.setState({ ...part, outdated: false });
      if (part.rule?.kind !== 'pattern') { void ask(); return; }
      turn++;
      store.setState({ busy: true });
      timer = setTimeout(() => void ask(), restMs);
    },
    apply: async () => {
      const { preview, busy } = store.getState();
      if (!preview || busy) return;
      const asked = ++turn;
      store.setState({ busy: true });
      const answer = await client.call('rules.apply', { preview: preview.id });
      if (asked !== turn) return;
      store.setState({ busy: false });
      if (!answer.ok) store.setState({ error: answer.error });
      else if (answer.value.kind === 'outdated') {
        store.setState({ outdated: true });
        show(answer.value.preview);
      } else {
        view.close();
        sayApplied(preview);
      }
    },
  };
}
