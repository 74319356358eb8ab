import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { plainListing, plainQuery } from '../../shared/query';
import { EngineBench, errorOf, looks } from '../testing/engine-bench';

let bench: EngineBench;

beforeEach(() => {
  bench = new EngineBench();
  vi.stubEnv('XDG_DATA_HOME', join(bench.home, 'xdg'));
});

afterEach(async () => {
  await bench.clear();
  vi.unstubAllEnvs();
});

async function fetched(ticket: string): Promise<string> {
  const download = bench.engine.download(ticket);
  if (!download.ok) throw new Error(download.error.kind);
  return text(Readable.from(download.value.pieces));
}

test('a report is saved where the dialog says, and its figures add up', async () => {
  const target = join(bench.home, 'report.json');
  const asked: string[] = [];
  bench.saveFile = (name) => {
    asked.push(name);
    return Promise.resolve(asked.length === 1 ? null : target);
  };
  await bench.open();
  bench.makePhotos();
  expect(await bench.refusal('export.save', { format: 'json', listing: null })).toMatchObject({ kind: 'not-found' });
  await bench.scan();
  expect(await bench.call('export.save', { format: 'json', listing: null })).toEqual({ kind: 'dismissed' });
  const saved = await bench.call('export.save', { format: 'json', listing: null });
  expect(asked[0]).toMatch(/^Copies in photos, \d{4}-\d\d-\d\d\.json$/);
  const data = JSON.parse(readFileSync(target, 'utf8')) as { groups: { files: unknown[] }[]; skipped: unknown[]; totals: Record<string, number> };
  expect(saved).toEqual({ kind: 'saved', path: target, bytes: readFileSync(target).length });
  expect(data.totals).toMatchObject({ files: 6, compared: 4, skipped: data.skipped.length, groups: 1, grouped: data.groups[0]!.files.length });
  expect(data.totals['files']).toBe(data.totals['compared']! + data.totals['skipped']!);
});

test('a ticket fetches its report once', async () => {
  await bench.open();
  bench.makePhotos();
  await bench.scan();
  const first = await bench.call('export.save', { format: 'csv', listing: null });
  const outcome = await bench.call('export.save', { format: 'html', listing: null });
  if (first.kind !== 'ready' || outcome.kind !== 'ready') throw new Error('there is no dialog here');
  expect(bench.engine.download(first.ticket).ok).toBe(false);
  const html = await fetched(outcome.ticket);
  expect(html).toContain(`data:image/jpeg;base64,${Buffer.of(1, 2, 3).toString('base64')}`);
  expect(bench.engine.download(outcome.ticket)).toMatchObject({ ok: false, error: { kind: 'not-found' } });
  expect(bench.events.flatMap((event) => (event.name === 'export.progress' ? [event.payload] : []))).toEqual([{ format: 'html', done: 0, total: 1 }, null]);
});

test('one report at a time; cancelled, it leaves nothing behind', async () => {
  const target = join(bench.home, 'out.html');
  bench.saveFile = () => Promise.resolve(target);
  await bench.open();
  bench.makePhotos();
  await bench.scan();
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  bench.workers.previewing = held;
  const saving = bench.call('export.save', { format: 'html', listing: null });
  await vi.waitFor(() => expect(bench.workers.previewed.length).toBeGreaterThan(0));
  expect(await bench.refusal('export.save', { format: 'csv', listing: null })).toMatchObject({ kind: 'busy' });
  await bench.call('export.cancel', null);
  letGo();
  expect(await errorOf(saving)).toEqual({ kind: 'cancelled' });
  expect(readdirSync(bench.home).filter((name) => name.includes('out'))).toEqual([]);
  expect(await bench.call('export.save', { format: 'csv', listing: null })).toMatchObject({ kind: 'saved' });
});

test('a report says what was decided, as it was when it was asked for', async () => {
  const target = join(bench.home, 'out.csv');
  bench.saveFile = () => Promise.resolve(target);
  await bench.open();
  bench.makePhotos();
  await bench.scan();
  const decisions = async (): Promise<readonly string[]> => {
    await bench.call('export.save', { format: 'csv', listing: null });
    return readFileSync(target, 'utf8').trimEnd().split('\r\n').slice(1).map((line) => line.split(',').at(-1)!);
  };
  expect(await decisions()).toEqual(['undecided', 'undecided']);
  await bench.call('marks.all', null);
  expect(await decisions()).toEqual(['kept', 'marked']);
  const [group] = await bench.groups();
  await bench.call('marks.keep', { file: group!.members[1]!.file.id });
  expect(await decisions()).toEqual(['marked', 'kept']);
  expect(readFileSync(target, 'utf8')).toMatch(/b\.jpg,\d+,\d+,\d+,0,true,/);
});

test('a report is of the groups that are shown, where that is wanted, and says that there are others', async () => {
  const target = join(bench.home, 'out.json');
  bench.saveFile = () => Promise.resolve(target);
  await bench.open();
  bench.makePhotos();
  for (const name of ['c.jpg', 'd.jpg']) bench.make(name, looks[2]!, 'other bytes');
  await bench.scan();
  const listing = { ...plainListing, query: { ...plainQuery, text: 'c.jpg' } };
  await bench.call('export.save', { format: 'json', listing });
  const data = JSON.parse(readFileSync(target, 'utf8')) as { listing: unknown; groups: { id: number; files: { path: string }[] }[]; totals: unknown };
  expect(data.listing).toEqual(listing);
  expect(data.groups.map(({ id, files }) => [id, files.map(({ path }) => basename(path))])).toEqual([[1, ['c.jpg', 'd.jpg']]]);
  expect(data.totals).toMatchObject({ groups: 1, others: 1, grouped: 2 });
});
