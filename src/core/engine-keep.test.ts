import { utimesSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultSettings } from '../shared/settings';
import { defaultKeepPolicy, keepCriteria, type KeepCriterion, type KeepPolicy } from '../shared/keep';
import { EngineBench, looks } from './testing/engine-bench';

let bench: EngineBench;

beforeEach(async () => {
  bench = new EngineBench();
  vi.stubEnv('XDG_DATA_HOME', bench.home);
  await bench.open();
  make('large.jpg', 0, 400, 2020);
  make('small.jpg', 0, 200, 2010);
  make('equal 1.jpg', 1, 300, 2015);
  make('equal 2.jpg', 1, 300, 2015);
});

afterEach(async () => {
  await bench.clear();
  vi.unstubAllEnvs();
});

function make(name: string, look: number, width: number, year: number): void {
  const { low, high } = looks[look] as { low: number; high: number };
  // Equal bytes per pixel: only width and date tell files apart.
  const path = bench.make(name, { low, high, width }, name.slice(0, 5).padEnd((width * width) / 100));
  utimesSync(path, year, year * 1e6);
}

/** Names of files by group, the one to keep first. */
async function kept(): Promise<readonly string[]> {
  return (await bench.groupNames()).map((names) => names.join(' ')).sort();
}

/** The usual policy with one criterion that outweighs all others. */
function mostly(criterion: KeepCriterion): KeepPolicy {
  return defaultKeepPolicy.map((one) => ({ ...one, weight: one.criterion === criterion ? 10 : 1 }));
}

test('another policy is tried without consequences, then groups choose their keepers by it', async () => {
  await bench.scan();
  expect(await kept()).toEqual(['equal 1.jpg equal 2.jpg', 'large.jpg small.jpg']);
  const policy = mostly('date');
  const preview = await bench.call('keep.preview', { policy });
  expect(preview).toMatchObject({ groups: 2, changed: 1, ties: 1, examples: [{ from: { file: { name: 'large.jpg' } }, to: { file: { name: 'small.jpg' } } }] });
  expect(preview.examples[0]!.to.reasons.map(({ criterion, better }) => [criterion, better])).toEqual([['date', true], ['resolution', false]]);
  expect(await kept()).toEqual(['equal 1.jpg equal 2.jpg', 'large.jpg small.jpg']);

  await bench.call('settings.set', { ...defaultSettings, keep: policy });
  expect(await kept()).toEqual(['equal 1.jpg equal 2.jpg', 'small.jpg large.jpg']);
  expect(await bench.call('keep.preview', { policy })).toMatchObject({ changed: 0, examples: [] });
  const points = (await bench.groups()).flatMap(({ members }) => members.map((member) => member.points[keepCriteria.indexOf('date')]));
  expect(points.sort()).toEqual([0, 10, 10, 10]);

  // What the person decided stays, and is not said to change.
  const all = await bench.groups();
  const large = all.flatMap(({ members }) => members).find(({ file }) => file.name === 'large.jpg');
  await bench.call('marks.set', { mark: [large!.file.id], unmark: [] });
  expect(await bench.call('keep.preview', { policy: defaultKeepPolicy })).toMatchObject({ changed: 0, decided: 1, examples: [] });

  await bench.engine.close();
  await bench.open();
  await bench.scan();
  expect(await kept()).toEqual(['equal 1.jpg equal 2.jpg', 'small.jpg large.jpg']);
});

test('a policy names every criterion once', async () => {
  const twice = [...defaultKeepPolicy.slice(1), defaultKeepPolicy[1]!];
  for (const policy of [twice, defaultKeepPolicy.slice(1), defaultKeepPolicy.map((one) => ({ ...one, weight: 11 }))]) {
    expect(await bench.refusal('keep.preview', { policy })).toMatchObject({ kind: 'invalid-input' });
  }
  expect(await bench.refusal('keep.preview', { policy: defaultKeepPolicy })).toMatchObject({ kind: 'not-found' });
});
