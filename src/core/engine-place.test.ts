import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { plainListing, plainQuery, type GroupListing } from '../shared/query';
import { EngineBench, looks } from './testing/engine-bench';

let bench: EngineBench;

beforeEach(async () => {
  bench = new EngineBench();
  for (const [i, letter] of ['a', 'b', 'c'].entries()) {
    for (const folder of ['Phone', 'Backup']) bench.make(`photos/${folder}/${letter}.jpg`, looks[i]!, letter.repeat(30 - i));
  }
  await bench.open();
  await bench.scan();
});
afterEach(() => bench.clear());

async function restart(): Promise<void> {
  await bench.engine.close();
  await bench.open();
  await bench.scan();
}

/** The name of the keeper of the group that is come back to. */
async function cameBackTo(): Promise<string | null> {
  const place = await bench.call('place.get', null);
  return (await bench.groups()).find(({ id }) => id === place?.group)?.members[0]?.file.name ?? null;
}

it('is nowhere in a library that was never left', async () => {
  expect(await bench.call('place.get', null)).toBeNull();
});

it('comes back to the list, the group and the height that it was left at, over a new start', async () => {
  const listing: GroupListing = { query: { ...plainQuery, text: 'phone', decided: 'undecided' }, sort: { by: 'folder', descending: true } };
  const group = (await bench.groups())[1]!;
  await bench.call('place.save', { listing, group: group.id, above: 1 });
  await restart();
  const place = await bench.call('place.get', null);
  expect(place).toMatchObject({ listing, above: 1 });
  expect(await cameBackTo()).toBe('b.jpg');
});

it('finds the group again by its content when its files were moved', async () => {
  const group = (await bench.groups())[2]!;
  await bench.call('place.save', { listing: plainListing, group: group.id, above: 0 });
  for (const folder of ['Phone', 'Backup']) {
    const from = join(bench.home, `photos/${folder}/c.jpg`);
    const to = join(bench.home, `photos/${folder}/z.jpg`);
    bench.workers.found.set(to, looks[2]!);
    renameSync(from, to);
  }
  await restart();
  expect(await cameBackTo()).toBe('z.jpg');
});

it('knows when the group is there no more', async () => {
  const group = (await bench.groups())[0]!;
  await bench.call('place.save', { listing: plainListing, group: group.id, above: 7 });
  bench.make('photos/Phone/a.jpg', looks[3]!, 'something else');
  await restart();
  expect(await bench.call('place.get', null)).toMatchObject({ group: null, above: 7 });
});
