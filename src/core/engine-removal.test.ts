import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FileId } from '../shared/files';
import { idleScan } from '../shared/idle-scan';
import { defaultSettings } from '../shared/settings';
import { ScanSession } from './library/session';
import { openStore } from './store/store';
import { freedesktopTrash } from './trash/freedesktop';
import { EngineBench, looks } from './testing/engine-bench';

let bench: EngineBench;
let copies: readonly FileId[];
const trash = { action: 'trash' } as const;

/** A pair and a triple of equal files, and a picture alone. */
beforeEach(async () => {
  bench = new EngineBench();
  vi.stubEnv('XDG_DATA_HOME', join(bench.home, 'xdg'));
  await bench.open();
  for (const name of ['a1', 'a2']) bench.make(`${name}.jpg`, looks[0]!, 'a, twice');
  for (const name of ['b1', 'b2', 'b3']) bench.make(`${name}.jpg`, looks[1]!, 'b, thrice');
  bench.make('c.jpg', looks[2]!);
  await bench.scan();
  copies = (await bench.groups()).flatMap(({ members }) => members.slice(1).map(({ file }) => file.id));
  await bench.call('marks.all', null);
});

afterEach(async () => {
  vi.restoreAllMocks();
  await bench.clear();
  vi.unstubAllEnvs();
});

function here(): readonly string[] {
  return ['a1', 'a2', 'b1', 'b2', 'b3', 'c'].filter((name) => existsSync(photo(name)));
}

function photo(name: string): string {
  return join(bench.home, `photos/${name}.jpg`);
}

/** Marks these files and no others. */
async function markOnly(...names: readonly string[]): Promise<void> {
  await bench.call('marks.clear', null);
  await bench.call('marks.set', { mark: await Promise.all(names.map(idOf)), unmark: [] });
}

async function idOf(name: string): Promise<FileId> {
  const members = (await bench.groups()).flatMap((group) => group.members);
  return members.find(({ file }) => file.name === `${name}.jpg`)!.file.id;
}

test('a plan, a report and a measurement wait until no groups are missing', async () => {
  let found = (): void => undefined;
  vi.spyOn(ScanSession.prototype, 'summary', 'get').mockReturnValue({ ...idleScan.groups, incomplete: true });
  vi.spyOn(ScanSession.prototype, 'settledGroups').mockReturnValue(new Promise((resolve) => (found = resolve)));
  const answers: string[] = [];
  const told = (name: string) => (): void => void answers.push(name);
  const asked = [
    bench.call('removal.plan', { choice: trash }).then(told('plan')),
    bench.call('export.save', { format: 'csv', listing: null }).then(told('report')),
    bench.refusal('speedup.measure', null).then(told('measurement')),
  ];
  for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
  expect(answers).toEqual([]);
  vi.restoreAllMocks();
  found();
  await Promise.all(asked);
  expect(answers.toSorted()).toEqual(['measurement', 'plan', 'report']);
});

test('files go, their groups with them, and come back', async () => {
  const plan = await bench.call('removal.plan', { choice: trash });
  expect(plan).toMatchObject({ files: 3, staying: 2, refused: [], undoable: true, bytes: 8 + 9 + 9 });
  expect(here().length).toBe(6);

  const result = await bench.call('removal.run', { plan: plan.id, confirmation: null });
  expect(result).toMatchObject({ failures: [], cancelled: false, undoable: true, bytes: plan.bytes });
  expect([...result.removed].sort()).toEqual([...copies].sort());
  expect(here()).toEqual(['a1', 'b1', 'c']);
  expect(await bench.groups()).toEqual([]);
  expect(bench.states().at(-1)?.groups).toMatchObject({ images: 3, groups: 0, bytesToGain: 0 });
  expect(await bench.engine.preview(copies[0]!, 'thumb')).toMatchObject({ ok: false, error: { kind: 'not-found' } });
  expect(await bench.refusal('removal.run', { plan: plan.id, confirmation: null })).toMatchObject({ kind: 'not-found' });
  expect(await bench.call('removal.history', null)).toMatchObject([{ transaction: result.transaction, files: 3, undoable: true }]);

  expect(await bench.call('removal.undo', { transaction: result.transaction })).toMatchObject({ restored: 3, failures: [] });
  expect(here().length).toBe(6);
  expect(await bench.groupNames()).toEqual([['b1.jpg', 'b2.jpg', 'b3.jpg'], ['a1.jpg', 'a2.jpg']]);
  expect((await bench.groups()).every(({ kind }) => kind === 'exact')).toBe(true);
  expect(await bench.call('marks.state', null)).toMatchObject({ files: 0, canUndo: false, canRedo: true });
  expect(await bench.call('marks.redo', null)).toMatchObject({ files: 3, canRedo: false });
  expect((await bench.engine.preview(copies[0]!, 'thumb')).ok).toBe(true);
  const progress = bench.events.flatMap((event) => (event.name === 'removal.progress' ? [`${event.payload.action} ${event.payload.done}`] : []));
  expect(progress.filter((told) => !told.endsWith(' 2'))).toEqual(['remove 1', 'remove 3', 'undo 1', 'undo 3']);
});

test('a group shrinks by what went, and nothing is marked any more', async () => {
  await markOnly('b1', 'a2');
  await bench.call('removal.run', { plan: (await bench.call('removal.plan', { choice: trash })).id, confirmation: null });
  expect(here()).toEqual(['a1', 'b2', 'b3', 'c']);
  expect(await bench.groupNames()).toEqual([['b2.jpg', 'b3.jpg']]);
  expect(await bench.call('marks.state', null)).toMatchObject({ files: 0, canUndo: false });
  expect(await bench.refusal('removal.plan', { choice: trash })).toEqual({ kind: 'nothing-marked' });
});

test('every group keeps a file, also when its keeper vanished since the plan', async () => {
  await markOnly('a1', 'a2');
  const all = await bench.call('removal.plan', { choice: trash });
  expect(all).toMatchObject({ files: 1, staying: 1, refused: [] });
  rmSync(photo('a1'));
  const result = await bench.call('removal.run', { plan: all.id, confirmation: null });
  expect(result).toMatchObject({ removed: [], failures: [{ path: photo('a2'), reason: 'no-survivor' }] });
  expect(await bench.call('removal.plan', { choice: trash })).toMatchObject({ files: 0, refused: [{ reason: 'no-survivor' }] });
  expect(existsSync(photo('a2'))).toBe(true);
});

test('the last of two plans counts, for the marks that it was made for, and only in its own library', async () => {
  const first = await bench.call('removal.plan', { choice: trash });
  const second = await bench.call('removal.plan', { choice: trash });
  expect(await bench.refusal('removal.run', { plan: first.id, confirmation: null })).toMatchObject({ kind: 'not-found' });
  await bench.call('marks.set', { mark: [], unmark: [copies[0]!] });
  expect(await bench.refusal('removal.run', { plan: second.id, confirmation: null })).toEqual({ kind: 'plan-outdated' });
  await bench.scan();
  expect(await bench.refusal('removal.run', { plan: second.id, confirmation: null })).toMatchObject({ kind: 'not-found' });
  expect(here().length).toBe(6);
});

test('nothing moves during a scan, and no scan begins while files move', async () => {
  const plan = await bench.call('removal.plan', { choice: trash });
  const moving = bench.call('removal.run', { plan: plan.id, confirmation: null });
  expect(await bench.refusal('removal.undo', { transaction: 'x' })).toMatchObject({ kind: 'busy' });
  await expect(bench.start()).rejects.toThrow('Files are being moved.');
  const { transaction } = await moving;

  bench.make('new.jpg', looks[3]!);
  bench.workers.release(0);
  await bench.start();
  expect(await bench.refusal('removal.undo', { transaction })).toMatchObject({ kind: 'busy' });
  expect(await bench.refusal('removal.run', { plan: plan.id, confirmation: null })).toMatchObject({ kind: 'busy' });
});

test('an undo in another library moves the files and leaves its groups alone', async () => {
  const plan = await bench.call('removal.plan', { choice: trash });
  const { transaction } = await bench.call('removal.run', { plan: plan.id, confirmation: null });
  await bench.scan();
  expect(await bench.call('removal.undo', { transaction })).toMatchObject({ restored: 3 });
  expect(await bench.groups()).toEqual([]);
  expect((await bench.scan()).groups).toMatchObject({ groups: 2, files: 5 });
});

test('what took the place of a removed file is not taken for it', async () => {
  await markOnly('a2');
  const plan = await bench.call('removal.plan', { choice: trash });
  const { transaction } = await bench.call('removal.run', { plan: plan.id, confirmation: null });
  writeFileSync(photo('a2'), 'somebody else’s');
  const undone = await bench.call('removal.undo', { transaction });
  expect(undone).toMatchObject({ restored: 0, failures: [{ reason: 'restore-blocked' }] });
  expect(await bench.groupNames()).toEqual([['b1.jpg', 'b2.jpg', 'b3.jpg']]);
  expect(readFileSync(photo('a2'), 'utf8')).toBe('somebody else’s');
});

test('cancelled between files, the rest stays and stays in its groups', async () => {
  for (let i = 0; i < 20; i++) bench.make(`d${i}.jpg`, looks[3]!, 'd, twenty times');
  await bench.scan();
  await bench.call('marks.all', null);
  const plan = await bench.call('removal.plan', { choice: trash });
  const stop = bench.engine.listen((event) => {
    if (event.name === 'removal.progress') void bench.engine.call('removal.cancel', null);
  });
  const result = await bench.call('removal.run', { plan: plan.id, confirmation: null });
  stop();
  expect(result).toMatchObject({ cancelled: true, failures: [] });
  expect(result.removed.length).toBeLessThan(5);
  const grouped = (await bench.groups()).reduce((sum, { members }) => sum + members.length, 0);
  expect(readdirSync(join(bench.home, 'photos'))).toHaveLength(26 - result.removed.length);
  expect(grouped).toBeGreaterThan(15);
});

test('groups that were being looked for while files moved do not bring them back', async () => {
  const plan = await bench.call('removal.plan', { choice: trash });
  let release = (): void => undefined;
  bench.workers.grouping = new Promise((resolve) => (release = resolve));
  const regrouped = bench.call('settings.set', { ...defaultSettings, radius: 4 });
  const removed = bench.call('removal.run', { plan: plan.id, confirmation: null });
  await vi.waitUntil(() => here().length === 3);
  release();
  await Promise.all([regrouped, removed]);
  expect(await bench.groups()).toEqual([]);
});

test('an interrupted removal is told of at the next start', async () => {
  await bench.engine.close();
  const store = openStore(join(bench.home, 'store'));
  const port = freedesktopTrash();
  const place = await port.reserve(photo('a2'));
  if (!place.ok) throw new Error(place.failure.detail);
  store.journal.begin({ id: 'killed', started: 1, action: 'trash', folder: null }, [{ path: photo('a2'), bytes: 8, modified: 1, owner: null }]);
  store.journal.record('killed', [{ position: 0, state: 'moving', reserved: { place: place.value.trashed, names: null, link: null } }]);
  await port.move(photo('a2'), place.value);
  store.close();

  await bench.open();
  const { notices } = await bench.call('app.info', null);
  expect(notices).toEqual([expect.stringContaining('1 file in the trash')]);
  expect(await bench.call('removal.undo', { transaction: 'killed' })).toMatchObject({ restored: 1 });
  expect(here()).toContain('a2');
});

test('closing in the middle of a removal ends it in good order', async () => {
  const plan = await bench.call('removal.plan', { choice: trash });
  const removed = bench.call('removal.run', { plan: plan.id, confirmation: null });
  await bench.engine.close();
  const { transaction, removed: gone } = await removed;
  expect(here().length).toBe(6 - gone.length);
  await bench.open();
  expect((await bench.call('app.info', null)).notices).toEqual([]);
  if (gone.length > 0) await bench.call('removal.undo', { transaction });
  expect(here().length).toBe(6);
});

test('copies give way to hard links, out of their groups, and become files of their own in them again', async () => {
  const plan = await bench.call('removal.plan', { choice: { action: 'hard-link' } });
  const { transaction, removed } = await bench.call('removal.run', { plan: plan.id, confirmation: null });
  expect(removed.length).toBe(3);
  expect(await bench.groups()).toEqual([]);
  expect(here().length).toBe(6);
  expect(await bench.call('removal.undo', { transaction })).toMatchObject({ restored: 3 });
  expect(await bench.groupNames()).toEqual([['b1.jpg', 'b2.jpg', 'b3.jpg'], ['a1.jpg', 'a2.jpg']]);
  // They have a time of their own again, and can go again.
  await bench.call('marks.all', null);
  const again = await bench.call('removal.plan', { choice: trash });
  expect(again).toMatchObject({ files: 3, refused: [] });
});

test('deleting for good takes the setting and the typed number', async () => {
  const choice = { action: 'delete' } as const;
  expect(await bench.refusal('removal.plan', { choice })).toMatchObject({ kind: 'unsupported-here' });
  await bench.call('settings.set', { ...(await bench.call('settings.get', null)), permanentDelete: true });
  const plan = await bench.call('removal.plan', { choice });
  expect(plan).toMatchObject({ files: 3, undoable: false, confirmation: 'delete 3 files' });
  for (const confirmation of [null, '', 'delete 2 files']) {
    expect(await bench.refusal('removal.run', { plan: plan.id, confirmation })).toMatchObject({ kind: 'invalid-input' });
  }
  expect(here().length).toBe(6);
  const { transaction, undoable } = await bench.call('removal.run', { plan: plan.id, confirmation: ' Delete 3 files ' });
  expect(undoable).toBe(false);
  expect(here()).toEqual(['a1', 'b1', 'c']);
  expect(await bench.refusal('removal.undo', { transaction })).toMatchObject({ kind: 'unsupported-here' });
  expect(await bench.call('removal.history', null)).toMatchObject([{ action: 'delete', files: 3, undoable: false }]);
});

test('files move only to a folder that was chosen', async () => {
  const move = (folder: string) => ({ choice: { action: 'move' as const, folder } });
  expect(await bench.refusal('removal.plan', move(bench.home))).toMatchObject({ kind: 'not-found' });
  const chosen = join(bench.home, 'chosen');
  mkdirSync(chosen);
  const granted = await bench.engine.grant([chosen]);
  if (!granted.ok) throw new Error('not granted');
  const plan = await bench.call('removal.plan', move(granted.value[0]!.id));
  expect(plan).toMatchObject({ folder: chosen, files: 3 });
  await bench.call('removal.run', { plan: plan.id, confirmation: null });
  expect(readdirSync(join(chosen, 'photos')).sort()).toEqual(['a2.jpg', 'b2.jpg', 'b3.jpg']);
  rmSync(chosen, { recursive: true });
  expect(await bench.refusal('removal.plan', move(granted.value[0]!.id))).toMatchObject({ kind: 'folder-missing' });
});

test('no file moves to a folder of which only the window says that it was dropped, be it a library by now', async () => {
  const unseen = async (folder: string): Promise<string> => {
    const granted = await bench.engine.grantUnseen([join(bench.home, folder)]);
    if (!granted.ok) throw new Error('not granted');
    return granted.value[0]!.id;
  };
  const refusalOf = (folder: string) => bench.refusal('removal.plan', { choice: { action: 'move', folder } });
  mkdirSync(join(bench.home, 'dropped'));
  const folder = await unseen('dropped');
  expect(await refusalOf(folder)).toMatchObject({ kind: 'unsupported-here' });
  await bench.call('scan.start', { folders: [folder] });
  await bench.phase('done');
  const [recent] = await bench.call('folders.recent', null);
  expect(recent?.folders[0]?.path).toBe(join(bench.home, 'dropped'));
  await bench.scan();
  await bench.call('marks.all', null);
  expect(await refusalOf(recent!.folders[0]!.id)).toMatchObject({ kind: 'unsupported-here' });
  const [chosen] = await bench.grant('dropped');
  expect(await refusalOf(chosen!)).toBeNull();
});

test('a file whose link is undone has its date to the microsecond: only such a file is read again', async () => {
  await bench.call('marks.all', null);
  const { id } = await bench.call('removal.plan', { choice: { action: 'hard-link' } });
  const paths = [...new Set((await bench.groups()).flatMap(({ members }) => members.map(({ file }) => file.path)))];
  const dates = (): readonly number[] => paths.map((path) => statSync(path).mtimeMs);
  const before = dates();
  const { transaction, removed } = await bench.call('removal.run', { plan: id, confirmation: null });
  expect(removed.length).toBeGreaterThan(0);
  await bench.call('removal.undo', { transaction });
  const off = dates().map((date, i) => Math.abs(date - before[i]!));
  expect(Math.max(...off)).toBeLessThan(0.002);
  const { stats } = await bench.scan();
  expect(stats.hashed).toBe(off.filter((difference) => difference > 0).length);
});

/** Two texts of 64 bytes whose XXH64 is the same: the second word takes back what the first did to the first of the accumulators. */
function collision(): readonly [Uint8Array, Uint8Array] {
  const [prime1, prime2, inverseOf2] = [0x9e3779b185ebca87n, 0xc2b2ae3d27d4eb4fn, 0x0ba79078168d4bafn];
  const wrap = (value: bigint): bigint => BigInt.asUintN(64, value);
  const after = (word: bigint): bigint => {
    const sum = wrap(prime1 + prime2 + word * prime2);
    return wrap(wrap((sum << 31n) | (sum >> 33n)) * prime1);
  };
  const [one, other] = [Buffer.alloc(64, 'x'), Buffer.alloc(64, 'x')];
  const [first, second] = [one.readBigUInt64LE(0), one.readBigUInt64LE(32)];
  other.writeBigUInt64LE(first + 1n, 0);
  other.writeBigUInt64LE(wrap(second + (after(first) - after(first + 1n)) * inverseOf2), 32);
  return [one, other];
}

test('files that were made to be taken for equal are told apart before one of them goes', async () => {
  const [one, other] = collision();
  expect(Buffer.compare(one, other)).not.toBe(0);
  bench.make('made/one.jpg', looks[3]!, one);
  const path = bench.make('made/other.jpg', looks[3]!, other);
  await bench.scan('made');
  const [group] = await bench.groups();
  expect(group).toMatchObject({ kind: 'exact', members: [{}, { likeness: 'identical', file: { name: 'other.jpg' } }] });
  await bench.call('settings.set', { ...(await bench.call('settings.get', null)), permanentDelete: true });
  for (const action of ['trash', 'hold', 'hard-link', 'symlink', 'delete'] as const) {
    await markOnly('other');
    const plan = await bench.call('removal.plan', { choice: { action } });
    expect(await bench.call('removal.run', { plan: plan.id, confirmation: plan.confirmation })).toMatchObject({
      removed: [], failures: [{ path, reason: 'not-equal' }],
    });
    expect(readFileSync(path).equals(other)).toBe(true);
  }
});
