import { expect, test } from 'vitest';
import { AppFailure } from '../../shared/errors';
import { FileTable } from './file-table';
import { SkippedList } from './skipped-list';

test('lists what was skipped in order, and pages of one reason', () => {
  const table = new FileTable();
  const list = new SkippedList(table);
  const entries = Array.from({ length: 1000 }, (_, i) => ({
    path: `/photos/${i}`,
    reason: i % 3 === 0 ? ('empty' as const) : ('corrupt' as const),
    detail: i % 3 === 0 ? 'It is empty.' : `Marker ${i % 5} is wrong.`,
  }));
  entries.forEach((entry, i) => {
    if (i % 2 === 0) list.add(entry);
    else list.addRow(table.add(entry.path, i, 0), entry.reason, entry.detail);
  });
  expect([...list]).toEqual(entries);
  expect(list.byReason).toEqual({ empty: 334, corrupt: 666 });
  const page = (...of: Parameters<typeof list.page>) => {
    const { total, items } = list.page(...of);
    return { total, items: items.map(({ path, reason, detail }) => ({ path, reason, detail })) };
  };
  expect(page(990, 50, null)).toEqual({ total: 1000, items: entries.slice(990) });
  const empty = entries.filter(({ reason }) => reason === 'empty');
  expect(page(5, 3, 'empty')).toEqual({ total: 334, items: empty.slice(5, 8) });
  expect(page(333, 3, 'empty').items).toEqual(empty.slice(333));
  expect(page(2000, 3, null)).toEqual({ total: 1000, items: [] });
  expect(page(0, 3, 'timed-out')).toEqual({ total: 0, items: [] });
  expect(page(0, 2, 'empty', 'OTOS/99')).toEqual({ total: 5, items: [entries[99], entries[990]] });
  expect(page(0, 2, null, 'elsewhere')).toEqual({ total: 0, items: [] });
  list.add({ path: '/elsewhere/1', reason: 'link', detail: 'A link.' });
  expect(page(0, 2, null, 'elsewhere').total).toBe(1);
});

test('names its entries for itself alone', () => {
  const table = new FileTable();
  const [one, other] = [new SkippedList(table), new SkippedList(table)];
  for (const list of [one, other]) list.add({ path: '/photos/a', reason: 'link', detail: 'A link.' });
  const id = one.page(0, 1, null).items[0]!.id;
  expect(one.pathOf(id)).toBe('/photos/a');
  for (const wrong of [other.page(0, 1, null).items[0]!.id, `${id}1`, id.replace('.0', '.-1'), id.replace('.0', '.0.5'), '', '/etc/passwd']) expect(() => one.pathOf(wrong)).toThrow(AppFailure);
});
