import { describe, expect, it } from 'vitest';
import { pageLimit, type PageInput } from '../../shared/contract';
import { fail, ok, type Result } from '../../shared/errors';
import { createPagedList, findRow, rowAt, type RevisedPage } from './paged-list';

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
  it('fetches only the pages in view, each once', async () => {
    const rows = source(1000);
    const list = createPagedList(rows.fetch);
    list.renew();
    await rows.settle();
    list.want(pageLimit * 2 + 10, pageLimit * 3 + 5);
    list.want(pageLimit * 2 + 20, pageLimit * 3 + 15);
    await rows.settle();
    expect(rows.asked).toEqual([0, pageLimit * 2, pageLimit * 3]);
    const { pages, total } = list.store.getState();
    expect(total).toBe(1000);
    expect(rowAt(pages, pageLimit * 3 + 1)).toBe(`1:${pageLimit * 3 + 1}`);
    expect(rowAt(pages, pageLimit)).toBeUndefined();
    expect(findRow(pages, (row) => row === '1:401')).toEqual({ index: 401, row: '1:401' });
  });

  it('refreshes what is in view and what is needed in place, and other pages once they are in view', async () => {
    const rows = source(1000);
    const list = createPagedList(rows.fetch, { needed: () => 3 * pageLimit });
    list.renew();
    await rows.settle();
    list.want(pageLimit, pageLimit + 9);
    await rows.settle();
    expect(rows.asked.map((offset) => offset / pageLimit)).toEqual([0, 3, 1]);
    rows.asked.length = 0;
    let fewest = Infinity;
    const stop = list.store.subscribe(({ pages }) => (fewest = Math.min(fewest, pages.size)));
    // What was on its way says what was so before.
    list.want(2 * pageLimit, 2 * pageLimit);
    rows.say(() => ' marked');
    list.refresh();
    await rows.settle();
    expect([rows.asked.map((offset) => offset / pageLimit), fewest]).toEqual([[2, 2, 3], 4]);
    stop();
    const shown = (page: number) => rowAt(list.store.getState().pages, page * pageLimit);
    expect([0, 1, 2, 3].map(shown)).toEqual(['1:0', '1:200', '1:400 marked', '1:600 marked']);
    list.want(0, pageLimit + 9);
    expect(shown(0)).toBe('1:0');
    await rows.settle();
    expect([0, 1].map(shown)).toEqual(['1:0 marked', '1:200 marked']);
  });

  it('keeps the old rows until the new ones are complete, and never mixes revisions', async () => {
    const rows = source(1000);
    const list = createPagedList(rows.fetch);
    list.renew();
    await rows.settle();
    rows.revise();
    // A page of the new revision arrives beside a page of the old one.
    list.want(pageLimit - 5, pageLimit + 5);
    const seen = new Set<string>();
    list.store.subscribe(({ pages }) => {
      seen.add([...pages.values()].map((page) => page[0]?.split(':')[0]).join());
    });
    await rows.settle();
    expect([...seen]).toEqual(['2,2']);
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
    const rows = source(pageLimit * 100);
    const list = createPagedList(rows.fetch);
    list.renew();
    await rows.settle();
    for (let page = 1; page < 60; page++) {
      list.want(page * pageLimit, page * pageLimit + 10);
      await rows.settle();
    }
    const { pages } = list.store.getState();
    expect(pages.size).toBeLessThan(30);
    expect(pages.has(59)).toBe(true);
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
