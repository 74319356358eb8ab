import { expect, it } from 'vitest';
import type { GroupId, GroupPlace } from '../../shared/groups';
import { ok } from '../../shared/errors';
import { createMockHost, mockGroup, mockPage } from '../testing/mock-client';
import { createFollowing } from './follow-groups';
import { createListing } from './listing';
import { createPagedList } from './paged-list';
import { createPicks } from './picks';
import { createView } from './view';

const many = Array.from({ length: 450 }, (_, i) => `g${i}`);

function placeOf(shown: readonly GroupId[], id: GroupId): GroupPlace | null {
  const index = shown.findIndex((other) => other === id || other === `${id} better`);
  return index < 0 ? null : { group: shown[index]!, index };
}

/** A list of 450 groups, or of those whose number ends in the text that is searched for, of which one page is here. */
async function open() {
  let groupIds: readonly GroupId[] = many;
  const names = (text: string): readonly GroupId[] => groupIds.filter((id) => id.endsWith(text));
  const host = createMockHost({
    'groups.page': ({ offset, limit, query }) => {
      const shown = names(query?.text ?? '');
      return ok({ ...mockPage(...shown.slice(offset, offset + limit).map((id) => mockGroup(id, `${id} copy`))), offset, total: shown.length });
    },
    'groups.ids': ({ offset, limit, query }) => ok({ revision: 1, ids: names(query?.text ?? '').slice(offset, offset + limit) }),
    'groups.places': ({ groups, query }) => ok({ revision: 1, places: groups.map((id) => placeOf(names(query?.text ?? ''), id)) }),
  });
  const { client } = host;
  const [view, listing] = [createView(), createListing()];
  const groups = createPagedList((page) => client.call('groups.page', { ...page, ...listing.store.getState().listing }));
  const picks = createPicks({ client, groups, listing, view });
  const { ahead, follow, name } = createFollowing({ client, groups, listing, picks, view });
  const renew = async (): Promise<void> => {
    groups.renew();
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    await follow();
  };
  /** Asks for another list, and says what is looked at as soon as that is shown. */
  const restart = async (): Promise<ReturnType<typeof view.store.getState>['selection']> => {
    groups.restart(ahead());
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    void follow();
    return view.store.getState().selection;
  };
  /** Scrolls there. */
  const see = async (first: number, last: number): Promise<void> => {
    groups.want(first, last);
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  /** Other groups come in the place of those; `id better` is what `id` is called once it keeps another file. */
  const regroup = (ids: readonly GroupId[]): Promise<void> => {
    groupIds = ids;
    return renew();
  };
  await renew();
  return { host, view, listing, picks, name, regroup, restart, see };
}

it('chooses one, more, fewer and ranges, as lists do', async () => {
  const { picks, view } = await open();
  await picks.choose(3, 'one');
  expect(picks.ids()).toEqual(['g3']);
  await picks.choose(5, 'toggle');
  expect(picks.ids()).toEqual(['g3', 'g5']);
  await picks.choose(7, 'range');
  expect(picks.ids()).toEqual(['g5', 'g6', 'g7']);
  await picks.choose(4, 'range');
  expect(picks.ids()).toEqual(['g4', 'g5']);
  await picks.choose(4, 'toggle');
  expect([picks.ids(), view.store.getState().selection]).toEqual([['g5'], { group: 'g4', index: 4 }]);
  await picks.choose(9, 'one');
  expect(picks.store.getState().groups.size).toBe(0);
});

it('stays with a group that keeps another file now, but does not choose what was not seen', async () => {
  const { picks, regroup, view } = await open();
  await picks.choose(3, 'one');
  await picks.choose(5, 'toggle');
  await picks.choose(6, 'toggle');
  await regroup(['new', 'g3', 'newer', 'g6 better', ...many.slice(7)]);
  expect(view.store.getState().selection).toEqual({ group: 'g6 better', index: 3 });
  expect(picks.ids()).toEqual(['g3']);
});

it('asks for the names of what is not here', async () => {
  const { host, picks } = await open();
  await picks.choose(198, 'one');
  await picks.choose(420, 'range');
  expect(picks.ids()).toEqual(many.slice(198, 421));
  await picks.chooseAll();
  expect(picks.ids()).toEqual(many);
  expect(host.calls.filter(({ name }) => name === 'groups.ids')).toHaveLength(2);
});

it('stays with the group that is looked at and with what is chosen, as far as the list still has them', async () => {
  const { listing, picks, restart, see } = await open();
  await see(55, 62);
  await picks.choose(57, 'one');
  await picks.choose(60, 'range');
  listing.filter({ text: '0' });
  expect(await restart()).toEqual({ group: 'g60', index: 6 });
  expect(picks.ids()).toEqual(['g60']);

  await see(0, 8);
  await picks.choose(5, 'one');
  listing.filter({ text: '7' });
  expect(await restart()).toEqual({ group: 'g7', index: 0 });

  listing.filter({ text: 'none' });
  expect(await restart()).toBeNull();
});

it('finds the group again in a part of the list that is not here', async () => {
  const { listing, picks, restart, see } = await open();
  listing.filter({ text: '9' });
  await restart();
  await see(40, 44);
  await picks.choose(44, 'one');
  listing.clear();
  expect(await restart()).toEqual({ group: 'g449', index: 449 });
});

it('knows a group by its name once that is here', async () => {
  const { name, picks, see, view } = await open();
  await picks.choose(449, 'one');
  expect(view.store.getState().selection).toEqual({ group: '', index: 449 });
  await see(440, 449);
  name();
  expect(view.store.getState().selection).toEqual({ group: 'g449', index: 449 });
});

it('does not go back to what was looked at when another list was asked for', async () => {
  const { listing, picks, restart, view } = await open();
  await picks.choose(3, 'one');
  listing.filter({ text: '9' });
  const found = restart();
  await picks.choose(5, 'one');
  await found;
  expect(view.store.getState().selection?.index).toBe(5);
});
