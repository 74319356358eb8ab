import { expect, it, vi } from 'vitest';
import { ok } from '../../shared/errors';
import { noMarks } from '../../shared/marks';
import { plainQuery } from '../../shared/query';
import type { RuleOutcome, RulePreview } from '../../shared/rules';
import { createMockHost, mockGroup } from '../testing/mock-client';
import { createListing } from './listing';
import { createMarks } from './marks';
import { createPagedList } from './paged-list';
import { createPicks } from './picks';
import { createRules } from './rules';
import { createView } from './view';

const preview: RulePreview = { id: '1', groups: 2, going: 3, bytes: 2000, staying: 2, spared: 0, ties: 0, skipped: {} };

async function open(outcomes: readonly RuleOutcome[], begin: (parts: { readonly listing: ReturnType<typeof createListing> }) => void = () => undefined) {
  const left = [...outcomes];
  const host = createMockHost({
    'rules.preview': () => ok(preview),
    'rules.page': () => ok({ revision: 1, total: 0, offset: 0, items: [] }),
    'rules.apply': () => ok(left.shift()!),
    'marks.undo': () => ok(noMarks),
  });
  const { client } = host;
  const [view, listing] = [createView(), createListing()];
  const groups = createPagedList(() => Promise.resolve(ok({ revision: 1, total: 1, offset: 0, items: [mockGroup('a', 'b')] })));
  const marks = createMarks(client, view);
  const picks = createPicks({ client, groups, listing, view });
  const rules = createRules({ client, listing, marks, picks, view });
  begin({ listing });
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  rules.open();
  await settle();
  return { host, marks, rules, settle, view };
}

it('is for what the list shows where that is not all, and is previewed at every change', async () => {
  const { host, rules, settle } = await open([], ({ listing }) => listing.filter({ text: 'phone' }));
  rules.change({ rule: { kind: 'keep', keeper: 'oldest' }, decided: true });
  await settle();
  rules.change({ rule: { kind: 'pattern', pattern: 'b', files: 'mark' } });
  expect(rules.store.getState().busy).toBe(true);
  rules.change({ rule: { kind: 'pattern', pattern: ' ', files: 'mark' } });
  await vi.waitFor(() => expect(rules.store.getState().busy).toBe(false));
  const asked = host.calls.filter(({ name }) => name === 'rules.preview').map(({ input }) => input);
  const scope = { kind: 'query', query: { ...plainQuery, text: 'phone' } };
  expect(asked).toEqual([
    { rule: { kind: 'keep', keeper: 'best' }, scope, shots: false, decided: false },
    { rule: { kind: 'keep', keeper: 'oldest' }, scope, shots: false, decided: true },
  ]);
  expect(rules.store.getState()).toMatchObject({ preview: null, busy: false });
});

it('shows what it would do now where that has changed, and does that the next time', async () => {
  const anew = { ...preview, id: '2', going: 1 };
  const { host, rules, view } = await open([{ kind: 'outdated', preview: anew }, { kind: 'applied', files: 1, bytes: 700 }]);
  await rules.apply();
  expect(rules.store.getState()).toMatchObject({ outdated: true, preview: anew });
  expect(view.store.getState().dialog).toEqual({ kind: 'rules' });
  await rules.apply();
  expect(host.calls.filter(({ name }) => name === 'rules.apply').map(({ input }) => input)).toEqual([{ preview: '1' }, { preview: '2' }]);
  expect(view.store.getState().dialog).toBeNull();
});

it('offers to undo it for as long as that is what undo would do', async () => {
  const { marks, rules, view } = await open([{ kind: 'applied', files: 3, bytes: 2000 }]);
  await rules.apply();
  expect(view.store.getState().notices.map(({ text }) => text)).toEqual(['3 files in 2 groups marked (2\u00a0kB).']);
  marks.take({ ...noMarks, revision: 9 });
  expect(view.store.getState().notices).toEqual([]);
});
