import { describe, expect, it } from 'vitest';
import type { PageInput } from '../../shared/contract';
import { fail, ok, type Result } from '../../shared/errors';
import { createPagedList, findRow, pageRows, rowAt, type RevisedPage } from './paged-list';

/** A list of `total` rows that says its revision in each row, and lets the test say when it answers. */
function source(total: number) {
  const asked: number[] = [];
  const open: (() => void)[] = [];
  let revision = 1;
  /** What rows say behind their number. */
  let said: (row: number) => string = () => '';
  const fetch = ({ offset, limit }: PageInput): Promise<Result<RevisedPage<string>>> => {
    asked.push(offset);
    return new Promise((resolve) => {
      open.push(() => {
        const items = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, i) => `${revision}:${offset + i}${said(offset + i)}`);
        resolve(ok({ revision, total, offset, items }));
      });
    });
  };
  const settle = async () => {
    while (open.length > 0) {
      open.shift()?.();
      // Enough turns for an answer to go through the list and for it to ask again.
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    }
  };
  return { asked, fetch, settle, revise: () => revision++, say: (words: typeof said) => (said = words) };
}

describe('paged list', () => {
  it('fetches only the pages in view and the one that comes next, each once', async () => {
    const rows = source(1000);
    const list = createPagedList(rows.fetch);
    list.renew();
    await rows.settle();
    list.want(pageRows * 2 + 4, pageRows * 3 + 2);
    list.want(pageRows * 2 + 8, pageRows * 3 + 6);
    await rows.settle();
    expect(rows.asked.map((offset) => offset / pageRows)).toEqual([0, 1, 2, 3, 4]);
    list.want(pageRows * 10, pageRows * 10 + 5);
    await rows.settle();
    list.want(pageRows * 10 - 1, pageRows * 10 + 4);
    await rows.settle();
    expect(rows.asked.slice(5).map((offset) => offset / pageRows)).toEqual([10, 11, 9, 8]);
    const { pages, total } = list.store.getState();
    expect(total).toBe(1000);
    expect(rowAt(pages, pageRows * 3 + 1)).toBe(`1:${pageRows * 3 + 1}`);
    expect(rowAt(pages, pageRows * 7)).toBeUndefined();
    expect(findRow(pages, (row) => row === `1:${pageRows * 4 + 1}`)).toEqual({ index: pageRows * 4 + 1, row: `1:${pageRows * 4 + 1}` });
  });

  it('asks for little while the view leaps, and for what is in view when it has come to rest', async () => {
    const rows = source(10_000);
    const list = createPagedList(rows.fetch);
    list.renew();
    await rows.settle();
    for (let page = 10; page < 390; page++) list.want(page * pageRows, page * pageRows + 8);
    expect(rows.asked.map((offset) => offset / pageRows)).toEqual([0, 1, 10, 11, 12, 13]);
    await rows.settle();
    expect(rows.asked.map((offset) => offset / pageRows)).toEqual([0, 1, 10, 11, 12, 13, 389, 390]);
    expect(rowAt(list.store.getState().pages, 389 * pageRows)).toBe(`1:${389 * pageRows}`);
  });

  it('refreshes what is in view and what is needed in place, and other pages once they are in view', async () => {
    const rows = source(1000);
    const list = createPagedList(rows.fetch, { needed: () => 3 * pageRows });
    list.renew();
    await rows.settle();
    list.want(pageRows, pageRows + 9);
    await rows.settle();
    expect(rows.asked.map((offset) => offset / pageRows)).toEqual([0, 3, 1, 2]);
    rows.asked.length = 0;
    let fewest = Infinity;
    const stop = list.store.subscribe(({ pages }) => (fewest = Math.min(fewest, pages.size)));
    // What was on its way says what was so before.
    list.want(5 * pageRows, 5 * pageRows);
    rows.say(() => ' marked');
    list.refresh();
    await rows.settle();
    expect([rows.asked.map((offset) => offset / pageRows), fewest]).toEqual([[5, 5, 3, 6], 5]);
    stop();
    const shown = (page: number) => rowAt(list.store.getState().pages, page * pageRows);
    expect([0, 1, 3, 5].map(shown)).toEqual(['1:0', `1:${pageRows}`, `1:${3 * pageRows} marked`, `1:${5 * pageRows} marked`]);
    list.want(0, pageRows + 9);
    expect(shown(0)).toBe('1:0');
    await rows.settle();
    expect([0, 1].map(shown)).toEqual(['1:0 marked', `1:${pageRows} marked`]);
  });

  it('starts another list at its top, or around the row it is told of, with the old rows until then', async () => {
    const rows = source(1000);
    const list = createPagedList(rows.fetch, { needed: () => 900 });
    list.renew();
    await rows.settle();
    list.want(700, 700 + pageRows - 1);
    await rows.settle();
    const offsets: number[] = [];
    list.store.subscribe(({ pages }, before) => { if (before.pages !== pages) offsets.push(Math.min(...pages.keys())); });
    const asked = (): readonly number[] => rows.asked.splice(0).map((offset) => offset / pageRows);
    asked();

    rows.revise();
    list.restart(Promise.resolve(null));
    expect(rowAt(list.store.getState().pages, 700)).toBe('1:700');
    await rows.settle();
    expect(rowAt(list.store.getState().pages, 3)).toBe('2:3');
    expect([asked()[0], offsets.splice(0)[0]]).toEqual([0, 0]);

    rows.revise();
    list.restart(Promise.resolve(20 * pageRows));
    await rows.settle();
    expect(rowAt(list.store.getState().pages, 20 * pageRows)).toBe(`3:${20 * pageRows}`);
    expect([asked().slice(0, 3), offsets[0]]).toEqual([[0, 19, 20], 19]);
  });

  it('keeps the old rows until the new ones are complete, and never mixes revisions', async () => {
    const rows = source(1000);
    const list = createPagedList(rows.fetch);
    list.renew();
    await rows.settle();
    rows.revise();
    // A page of the new revision arrives beside a page of the old one.
    list.want(2 * pageRows - 5, 2 * pageRows + 5);
    const seen = new Set<string>();
    list.store.subscribe(({ pages }) => {
      seen.add([...pages.values()].map((page) => page[0]?.split(':')[0]).join());
    });
    await rows.settle();
    expect([...seen]).toEqual(['2,2', '2,2,2']);
    expect(list.store.getState().revision).toBe(2);
  });

  it('drops answers to questions from before it was cleared', async () => {
    const rows = source(10);
    const list = createPagedList(rows.fetch);
    list.renew();
    list.clear();
    await rows.settle();
    expect(list.store.getState()).toMatchObject({ revision: -1, total: 0 });
  });

  it('holds a bounded number of pages, the ones around the view', async () => {
    const rows = source(pageRows * 100);
    const list = createPagedList(rows.fetch);
    list.renew();
    await rows.settle();
    for (let page = 1; page < 90; page++) {
      list.want(page * pageRows, page * pageRows + 10);
      await rows.settle();
    }
    const { pages } = list.store.getState();
    expect(pages.size).toBeLessThan(70);
    expect(pages.has(89)).toBe(true);
    expect(pages.has(1)).toBe(false);
  });

  it('keeps its rows and says why when a page does not come', async () => {
    let broken = false;
    const rows = source(1000);
    const list = createPagedList((page) => (broken ? Promise.resolve(fail({ kind: 'disconnected' })) : rows.fetch(page)));
    list.renew();
    await rows.settle();
    broken = true;
    list.want(400, 420);
    await rows.settle();
    const { error, pages } = list.store.getState();
    expect(error).toEqual({ kind: 'disconnected' });
    expect(rowAt(pages, 3)).toBe('1:3');
  });
});
