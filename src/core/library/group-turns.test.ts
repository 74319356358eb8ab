import { beforeEach, afterEach, expect, test, vi } from 'vitest';
import { AppFailure } from '../../shared/errors';
import { defaultSettings } from '../../shared/settings';
import { groupColumns } from '../grouping/group-columns';
import { isGivenUp, isHurried, type Haste } from '../grouping/haste';
import type { GroupChoice, GroupingManner } from '../ports';
import { FileTable, rowState } from './file-table';
import { GroupTurns } from './group-turns';
import type { Grouped } from './grouper';

/** A grouping under way, which ends when the test says so. */
interface Pass {
  readonly radius: number;
  readonly patient: boolean;
  readonly haste: Haste | null;
  readonly end: () => void;
  readonly fail: () => void;
}

let passes: Pass[] = [];
let told = 0;

beforeEach(() => {
  vi.useFakeTimers();
  passes = [];
  told = 0;
});
afterEach(() => vi.useRealTimers());

function turns(many: number): GroupTurns {
  const table = new FileTable();
  for (const name of ['a', 'b']) table.setState(table.add(`/photos/${name}`, 1, 0), rowState.hashed);
  const group = ({ radius }: GroupChoice, _settled: boolean, { patient = false, haste = null }: GroupingManner = {}): Promise<Grouped> =>
    new Promise((resolve, reject) => {
      const end = (): void => {
        if (haste && isGivenUp(haste)) reject(new AppFailure({ kind: 'cancelled' }));
        else resolve({ rows: Uint32Array.of(0, 1), output: groupColumns(0, 0), whole: !haste || !isHurried(haste) });
      };
      passes.push({ radius, patient, haste, end, fail: () => reject(new Error('It did not end.')) });
    });
  return new GroupTurns({ table, grouper: { group, placesChanged: () => undefined }, choice: defaultSettings, settled: () => true, onGroups: () => { told++; }, many });
}

/** A library that was grouped. */
async function grouped(many = 0): Promise<GroupTurns> {
  const made = turns(many);
  const first = made.regroup();
  await pass(0).then((one) => one.end());
  await first;
  told = 0;
  return made;
}

/** The grouping of that number, once it is under way. */
async function pass(number: number): Promise<Pass> {
  for (let turn = 0; turn < 20 && passes.length <= number; turn++) await Promise.resolve();
  return passes[number]!;
}

const hurried = ({ haste }: Pass): boolean => haste !== null && isHurried(haste);
const givenUp = ({ haste }: Pass): boolean => haste !== null && isGivenUp(haste);

test('who waits is shown what is known after a while, and then the others', async () => {
  const library = await grouped();
  const asked = library.regroupSoon({ ...defaultSettings, radius: 3 });
  const first = await pass(1);
  vi.advanceTimersByTime(59);
  expect(hurried(first)).toBe(false);
  vi.advanceTimersByTime(1);
  expect(hurried(first)).toBe(true);
  first.end();
  const { whole } = await asked;
  expect([told, library.summary.incomplete, library.summary.groupsByRadius[3]]).toEqual([1, true, null]);
  const closer = await pass(2);
  vi.advanceTimersByTime(10_000);
  expect([closer.radius, hurried(closer)]).toEqual([3, false]);
  closer.end();
  await whole;
  expect([told, library.summary.incomplete, library.summary.groupsByRadius[3]]).toEqual([2, false, 0]);
});

test('who has all groups in time is not shown them twice', async () => {
  const library = await grouped();
  const asked = library.regroupSoon();
  await pass(1).then((one) => one.end());
  await (await asked).whole;
  await library.settled();
  expect([told, library.summary.incomplete, passes.length]).toEqual([1, false, 2]);
});

test('small libraries are grouped without haste', async () => {
  const library = await grouped(3);
  const asked = library.regroupSoon();
  expect((await pass(1)).haste).toBeNull();
  passes[1]!.end();
  await (await asked).whole;
  expect([told, library.summary.incomplete]).toEqual([1, false]);
});

test('a closer look gives way to whoever asks next, and is not shown', async () => {
  const library = await grouped();
  const one = library.regroupSoon({ ...defaultSettings, radius: 3 });
  const first = await pass(1);
  vi.advanceTimersByTime(60);
  first.end();
  const { whole } = await one;
  const closer = await pass(2);
  const other = library.regroupSoon({ ...defaultSettings, radius: 5 });
  expect(givenUp(closer)).toBe(true);
  closer.end();
  await whole;
  expect(told).toBe(1);
  const next = await pass(3);
  expect([next.radius, hurried(next)]).toEqual([5, false]);
  next.end();
  await (await other).whole;
  expect([told, library.summary.incomplete, library.summary.groupsByRadius[5]]).toEqual([2, false, 0]);
});

test('of two that ask at once neither waits for a closer look at the groups of the first', async () => {
  const library = await grouped();
  const one = library.regroupSoon({ ...defaultSettings, radius: 3 });
  await pass(1);
  const other = library.regroupSoon({ ...defaultSettings, radius: 5 });
  expect([hurried(passes[1]!), givenUp(passes[1]!)]).toEqual([true, false]);
  passes[1]!.end();
  await (await one).whole;
  expect((await pass(2)).radius).toBe(5);
  passes[2]!.end();
  await (await other).whole;
  expect([passes.length, library.summary.incomplete]).toEqual([3, false]);
});

test('counting waits for who waits, gives way to who comes, and counts nothing that is missing', async () => {
  const library = await grouped();
  const counted: number[] = [];
  let goOn = true;
  const counting = library.countGroups(() => {
    counted.push(library.summary.groupsByRadius.filter((count) => count !== null).length);
    return goOn;
  });
  const count = await pass(1);
  expect([count.radius, count.patient]).toEqual([9, true]);
  const asked = library.regroupSoon({ ...defaultSettings, radius: 3 });
  expect(givenUp(count)).toBe(true);
  count.end();
  const first = await pass(2);
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  expect([first.radius, counted, passes.length]).toEqual([3, [1], 3]);
  first.end();
  await (await asked).whole;
  const next = await pass(3);
  expect(next.radius).toBe(4);
  goOn = false;
  next.end();
  await counting;
  expect(counted).toEqual([1, 3]);
});

test('a closer look that fails says so, and is not waited for any more', async () => {
  const library = await grouped();
  const asked = library.regroupSoon();
  const first = await pass(1);
  vi.advanceTimersByTime(60);
  first.end();
  const { whole } = await asked;
  await pass(2).then((closer) => closer.fail());
  await expect(whole).rejects.toThrow('It did not end.');
  expect(library.summary.incomplete).toBe(false);
  const again = library.regroupSoon();
  await pass(3).then((one) => one.end());
  await (await again).whole;
  expect(told).toBe(2);
});
