import { expect, test } from 'vitest';
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
  expect(list.page(990, 50, null)).toEqual({ total: 1000, items: entries.slice(990) });
  const empty = entries.filter(({ reason }) => reason === 'empty');
  expect(list.page(5, 3, 'empty')).toEqual({ total: 334, items: empty.slice(5, 8) });
  expect(list.page(333, 3, 'empty').items).toEqual(empty.slice(333));
  expect(list.page(2000, 3, null)).toEqual({ total: 1000, items: [] });
  expect(list.page(0, 3, 'timed-out')).toEqual({ total: 0, items: [] });
});
