import { expect, test } from 'vitest';
import { imageFormats } from '../../shared/files';
import type { SkipReason } from '../../shared/scan';
import { FileTable, rowState, type RowState } from './file-table';
import { inventoryOf } from './inventory';
import { recogniseMoved } from './moved-files';
import { SkippedList } from './skipped-list';

/** A listing: of each path what it holds (0: not looked at), and whether it had to be read. */
class Listing {
  readonly table = new FileTable();
  readonly skipped = new SkippedList(this.table);

  add(path: string, content: number, state: RowState): this {
    const row = this.table.add(path, 100, 1);
    const nothing = { hashLow: 0, hashHigh: 0, contentLow: 0, contentHigh: 0, pixelsLow: 0, pixelsHigh: 0, numberHigh: 0, slot: 0 };
    const picture = { width: 1, height: 1, format: imageFormats.indexOf('jpeg'), detail: 0, quality: 0, depth: 8, extras: 0 };
    this.table.setFingerprint(row, { ...nothing, ...picture, numberLow: content }, state);
    return this;
  }

  read(path: string, content: number): this {
    return this.add(path, content, rowState.hashed);
  }

  known(path: string, content: number): this {
    return this.add(path, content, rowState.cached);
  }

  skip(path: string, reason: SkipReason, isFile = true): this {
    if (isFile) {
      const row = this.table.add(path, 0, 0);
      this.skipped.addRow(row, reason, '');
      this.table.setState(row, rowState.skipped);
    } else this.skipped.add({ path, reason, detail: '' });
    return this;
  }

  /** What is news after a scan that found this, where `former` was found before. */
  newsAfter(former: Listing): readonly string[] {
    const { table, skipped } = this;
    recogniseMoved(table, skipped, inventoryOf(former.table, former.skipped, { scanned: 1, scannedBefore: null, whole: true, leftOut: '' }));
    return Array.from({ length: table.count }, (_, row) => row).flatMap((row) => (table.state(row) === rowState.hashed ? [table.path(row)] : []));
  }
}

const listing = (): Listing => new Listing();
const before = (): Listing => listing().read('/photos/a.jpg', 1).known('/photos/b.jpg', 2).known('/photos/in/c.jpg', 3);

test('a file that was moved or renamed is no news, and one that is nowhere else is', () => {
  const now = listing().read('/photos/x.jpg', 1).known('/photos/b.jpg', 2).read('/photos/out/c.jpg', 3).read('/photos/d.jpg', 4);
  expect(now.newsAfter(before())).toEqual(['/photos/d.jpg']);
});

test('a copy of a file that is still there is news', () => {
  expect(listing().known('/photos/a.jpg', 1).read('/photos/copy.jpg', 1).newsAfter(before())).toEqual(['/photos/copy.jpg']);
});

test('of two files that hold what one that went held, one moved, rather the one of the same name', () => {
  expect(listing().read('/photos/1.jpg', 1).read('/photos/out/a.jpg', 1).newsAfter(before())).toEqual(['/photos/1.jpg']);
  expect(listing().read('/photos/1.jpg', 1).read('/photos/2.jpg', 1).newsAfter(before())).toEqual(['/photos/2.jpg']);
});

test('a file that was only written anew is no news, and moves nothing', () => {
  expect(listing().read('/photos/a.jpg', 1).newsAfter(before())).toEqual([]);
  expect(listing().read('/photos/a.jpg', 1).read('/photos/copy.jpg', 1).newsAfter(before())).toEqual(['/photos/copy.jpg']);
});

test('files that changed places are no news, nor is one whose place another took', () => {
  expect(listing().read('/photos/a.jpg', 2).read('/photos/b.jpg', 1).newsAfter(before())).toEqual([]);
  expect(listing().read('/photos/a.jpg', 9).read('/photos/old.jpg', 1).newsAfter(before())).toEqual(['/photos/a.jpg']);
});

test('what could not be looked at has not gone', () => {
  const copies = (): Listing => listing().read('/photos/copy of a.jpg', 1).read('/photos/copy of c.jpg', 3);
  const all = ['/photos/copy of a.jpg', '/photos/copy of c.jpg'];
  expect(copies().newsAfter(before())).toEqual([]);
  expect(copies().skip('/photos', 'folder-unreadable', false).newsAfter(before())).toEqual(all);
  expect(copies().skip('/photos/a.jpg', 'no-permission').skip('/photos/in', 'excluded', false).newsAfter(before())).toEqual(all);
});

test('what was skipped before, or removed, is nowhere that a file could come from', () => {
  const former = listing().skip('/photos/a.jpg', 'corrupt').known('/photos/b.jpg', 2);
  former.table.setState(1, rowState.removed);
  expect(listing().read('/photos/x.jpg', 2).newsAfter(former)).toEqual(['/photos/x.jpg']);
});
