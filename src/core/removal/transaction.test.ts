import {
  existsSync, linkSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync,
  symlinkSync, utimesSync, writeFileSync,
} from 'node:fs';
import { rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RemovalProgress } from '../../shared/removal';
import type { RemovalItem } from './plan';
import { openStore } from '../store/store';
import { runRemoval } from './transaction';
import { diskChecks, type FileChecks } from './checks';
import { history } from './history';
import { recover } from './recover';
import { quietly, RemovalBench } from './testing/removal-bench';
import { undoRemoval } from './undo';
import { waysOf } from './ways/ways';
import type { TrashPort } from '../trash/trash';
import { refused } from '../trash/errors';
import { freedesktopTrash } from '../trash/freedesktop';
import { systemTrash } from '../trash/system';

let bench: RemovalBench;

beforeEach(() => {
  bench = new RemovalBench();
});

afterEach(() => bench.close());

async function reasonFor(removed: RemovalItem): Promise<string | undefined> {
  const result = await bench.remove(removed);
  expect(result.removed).toEqual([]);
  expect(lstatSync(removed.path)).toBeDefined();
  return result.failures[0]?.reason;
}

describe.skipIf(process.platform === 'win32')('removing and undoing', () => {
  test('moves copies to the trash and puts them back as they were', async () => {
    const keeper = bench.make('keeper.jpg', 'same');
    const names = ['a/x.jpg', 'b/x.jpg', 'new\nline "q" %41 🦊.png'];
    const items = names.map((name) => bench.item(bench.make(name, 'same'), [keeper], true));
    const progress: RemovalProgress[] = [];
    const result = await runRemoval(bench.tools, bench.job(), items, { ...quietly, onProgress: (now) => progress.push(now) });
    expect(result).toMatchObject({ removed: items.map(({ id }) => id), bytes: 12, failures: [], cancelled: false, undoable: true });
    expect(progress.map(({ done, total }) => [done, total])).toEqual([[1, 3], [2, 3], [3, 3]]);
    expect(items.map(({ path }) => existsSync(path))).toEqual([false, false, false]);
    expect(await history(bench.tools)).toMatchObject([{ transaction: result.transaction, files: 3, bytes: 12, undoable: true }]);

    expect(await undoRemoval(bench.tools, result.transaction, quietly)).toEqual({ transaction: result.transaction, restored: 3, failures: [] });
    for (const { path, modified } of items) {
      expect(readFileSync(path, 'utf8')).toBe('same');
      expect(statSync(path).mtimeMs).toBe(modified);
    }
    expect([await history(bench.tools), bench.inTrash('files'), bench.inTrash('info')]).toEqual([[], [], []]);
  });

  test('leaves a file that is not the one that was scanned', async () => {
    const keeper = bench.make('keeper.jpg');
    const longer = bench.item(bench.make('longer.jpg'), [keeper]);
    writeFileSync(longer.path, 'something longer');
    expect(await reasonFor(longer)).toBe('changed');
    const shorter = bench.item(bench.make('shorter.jpg'), [keeper]);
    writeFileSync(shorter.path, 'less');
    utimesSync(shorter.path, 1_600_000_000, 1_600_000_000.123);
    expect(await reasonFor(shorter)).toBe('changed');
    const touched = bench.item(bench.make('touched.jpg'), [keeper]);
    utimesSync(touched.path, 1, 1);
    expect(await reasonFor(touched)).toBe('changed');
    const linked = bench.item(bench.make('linked.jpg'), [keeper]);
    rmSync(linked.path);
    symlinkSync(keeper, linked.path);
    expect(await reasonFor(linked)).toBe('changed');
    const gone = bench.item(bench.make('gone.jpg'), [keeper]);
    rmSync(gone.path);
    expect((await bench.remove(gone)).failures).toMatchObject([{ path: gone.path, reason: 'vanished' }]);
    expect([bench.inTrash('files'), bench.inTrash('info')]).toEqual([[], []]);
  });

  test('leaves a file whose survivor is gone, changed, in a trash, or not really another', async () => {
    const path = bench.make('a.jpg', 'same');
    expect(await reasonFor(bench.item(path, []))).toBe('no-survivor');
    expect(await reasonFor(bench.item(path, [path]))).toBe('no-survivor');

    const keeper = bench.make('keeper.jpg', 'same');
    const copy = bench.item(path, [keeper], true);
    rmSync(keeper);
    expect(await reasonFor(copy)).toBe('no-survivor');
    bench.make('keeper.jpg', 'longer than before');
    expect(await reasonFor(copy)).toBe('no-survivor');
    bench.make('keeper.jpg', 'SAME');
    expect(await reasonFor(copy)).toBe('not-equal');
    expect(await reasonFor(bench.item(path, [bench.make('.Trash-1000/files/k.jpg', 'same')]))).toBe('no-survivor');
    rmSync(keeper);
    symlinkSync(path, keeper);
    expect(await reasonFor(copy)).toBe('no-survivor');
    expect([bench.inTrash('files'), bench.inTrash('info')]).toEqual([[], []]);
  });

  test('a second path to the same file is no survivor; a hard link is', async () => {
    const path = bench.make('real/a.jpg', 'same');
    symlinkSync(join(bench.home, 'photos/real'), join(bench.home, 'photos/door'));
    const throughDoor = join(bench.home, 'photos/door/a.jpg');
    expect(await reasonFor(bench.item(path, [throughDoor], true))).toBe('no-survivor');
    const other = join(bench.home, 'photos/other.jpg');
    linkSync(path, other);
    expect(await reasonFor(bench.item(path, [throughDoor], true))).toBe('no-survivor');
    expect(readFileSync(path, 'utf8')).toBe('same');
    expect((await bench.remove(bench.item(path, [other], true))).removed).toHaveLength(1);
    expect(readFileSync(other, 'utf8')).toBe('same');
  });

  test('files of one removal never survive for each other', async () => {
    const [a, b] = [bench.make('a.jpg'), bench.make('b.jpg')];
    const result = await bench.remove(bench.item(a, [b]), bench.item(b, [a]));
    expect(result.failures.map(({ reason }) => reason)).toEqual(['no-survivor', 'no-survivor']);
    expect([existsSync(a), existsSync(b)]).toEqual([true, true]);
  });

  test('a file marked as an exact copy does not go for the sake of one that is merely alike', async () => {
    const path = bench.make('a.jpg', 'same');
    const [exact, alike] = [bench.make('exact.jpg', 'same'), bench.make('alike.jpg', 'other')];
    const copy = { ...bench.item(path, [exact], true) };
    const both = { ...copy, survivors: [...bench.item(path, [alike]).survivors, ...copy.survivors] };
    rmSync(exact);
    expect(await reasonFor(both)).toBe('no-survivor');
  });

  test('without a trash every file stays', async () => {
    const failing = { ...freedesktopTrash(), reserve: () => Promise.resolve({ ok: false, failure: { reason: 'no-trash', detail: 'None.' } } as const) };
    bench.use(failing);
    expect(await reasonFor(bench.item(bench.make('a.jpg'), [bench.make('keeper.jpg')]))).toBe('no-trash');
    expect(await history(bench.tools)).toEqual([]);
  });

  test('a trash that says it took a file, and did not, is not believed', async () => {
    const elsewhere = join(bench.home, 'elsewhere.jpg');
    const real = freedesktopTrash();
    bench.use({ ...real, move: (path) => rename(path, elsewhere).then(() => ({ ok: true, value: null })) });
    const result = await bench.remove(bench.item(bench.make('a.jpg'), [bench.make('keeper.jpg')]));
    expect(result.failures).toMatchObject([{ reason: 'trash-failed' }]);
    expect(await history(bench.tools)).toEqual([]);
  });

  test('a trash that throws for a file costs nothing but that file', async () => {
    const real = freedesktopTrash();
    const keeper = bench.make('keeper.jpg');
    const throwing = (at: keyof TrashPort): TrashPort => {
      const check = (path: string | null): void => {
        if (path?.includes('bad')) throw new Error(at);
      };
      return {
        ...real,
        ...(at === 'reserve' && { reserve: async (path) => (check(path), real.reserve(path)) }),
        ...(at === 'move' && { move: async (path, entry) => (check(path), real.move(path, entry)) }),
        ...(at === 'release' && { release: async (entry) => (check(entry.trashed), real.release(entry)) }),
        ...(at === 'restore' && { restore: async (path, entry) => (check(path), real.restore(path, entry)) }),
      };
    };
    for (const at of ['reserve', 'move', 'release', 'restore'] as const) {
      const items = ['bad', 'good'].map((name) => bench.item(bench.make(`${name} ${at}.jpg`), [keeper]));
      // What changed since is released.
      if (at === 'release') writeFileSync(items[0]!.path, 'changed');
      bench.use(throwing(at));
      const { removed, transaction } = await bench.remove(...items);
      expect(removed, at).toEqual(items.slice(at === 'restore' ? 0 : 1).map(({ id }) => id));
      expect(await undoRemoval(bench.tools, transaction, quietly), at).toMatchObject({ restored: 1 });
    }
  });

  test('nor one that says it gave a file back which nobody may look for: that is settled when somebody may', async () => {
    const [copy, other] = [bench.make('a.jpg', 'same'), bench.make('b.jpg', 'same')];
    const { transaction } = await bench.remove(bench.item(copy, [other], true));
    const lying: TrashPort = { ...freedesktopTrash(), restore: () => Promise.resolve({ ok: true, value: null }) };
    const blind = { ...diskChecks, look: () => Promise.resolve(refused('no-permission', 'Nobody may look.')) };
    bench.tools = { ...bench.tools, ways: waysOf(lying, blind) };
    expect(await undoRemoval(bench.tools, transaction, quietly)).toMatchObject({ restored: 0, failures: [{ reason: 'no-permission' }] });
    bench.use(freedesktopTrash());
    expect(await recover(bench.tools)).toMatchObject({ gone: { trash: 1 }, missing: [] });
    expect(await undoRemoval(bench.tools, transaction, quietly)).toMatchObject({ restored: 1 });
    expect(readFileSync(copy, 'utf8')).toBe('same');
  });

  test('a file that changes between its check and its move is taken back', async () => {
    const real = freedesktopTrash();
    bench.use({
      ...real,
      move: (path, entry) => {
        writeFileSync(path, 'saved again just now');
        return real.move(path, entry);
      },
    });
    const copy = bench.item(bench.make('a.jpg'), [bench.make('keeper.jpg')]);
    expect(await reasonFor(copy)).toBe('changed');
    expect(readFileSync(copy.path, 'utf8')).toBe('saved again just now');
    expect([bench.inTrash('files'), bench.inTrash('info')]).toEqual([[], []]);
  });

  test('stops between files, and gives back what it had reserved', async () => {
    const keeper = bench.make('keeper.jpg');
    const items = Array.from({ length: 150 }, (_, i) => bench.item(bench.make(`${i}.jpg`), [keeper]));
    const stop = new AbortController();
    const result = await runRemoval(bench.tools, bench.job(), items, { signal: stop.signal, onProgress: ({ done }) => done === 70 && stop.abort() });
    expect(result).toMatchObject({ cancelled: true, undoable: true, failures: [] });
    const gone = result.removed.length;
    expect(gone).toBeGreaterThanOrEqual(70);
    // Those that were in hand.
    expect(gone).toBeLessThan(74);
    expect(items.filter(({ path }) => existsSync(path))).toHaveLength(150 - gone);
    expect([bench.inTrash('files').length, bench.inTrash('info').length, bench.store.journal.unsettled().length]).toEqual([gone, gone, 0]);
    const states = bench.store.journal.files(result.transaction).map(({ path, state }) => [existsSync(path), state]);
    expect(states.filter(([here, state]) => state !== (here ? 'kept' : 'gone'))).toEqual([]);
  });

  test('an undo stops between files too, and is taken up again', async () => {
    const keeper = bench.make('keeper.jpg');
    const items = Array.from({ length: 100 }, (_, i) => bench.item(bench.make(`${i}.jpg`), [keeper]));
    const { transaction } = await bench.remove(...items);
    const stop = new AbortController();
    const { restored } = await undoRemoval(bench.tools, transaction, { signal: stop.signal, onProgress: ({ done }) => done === 10 && stop.abort() });
    expect(restored).toBeLessThan(14);
    expect([bench.inTrash('files').length, bench.store.journal.unsettled().length]).toEqual([100 - restored, 0]);
    expect((await undoRemoval(bench.tools, transaction, quietly)).restored).toBe(100 - restored);
    expect(items.every(({ path }) => existsSync(path))).toBe(true);
  });

  test('what cannot be put back is listed and can be undone later', async () => {
    const keeper = bench.make('keeper.jpg');
    const items = ['a.jpg', 'b.jpg', 'c.jpg'].map((name) => bench.item(bench.make(name), [keeper]));
    const { transaction } = await bench.remove(...items);
    bench.make('b.jpg', 'in the way');
    renameSync(join(bench.home, 'data/Trash/files/c.jpg'), join(bench.home, 'c.jpg'));
    const undone = await undoRemoval(bench.tools, transaction, quietly);
    expect(undone.restored).toBe(1);
    expect(undone.failures.map(({ reason }) => reason)).toEqual(['restore-blocked', 'not-in-trash']);
    expect(readFileSync(items[1]!.path, 'utf8')).toBe('in the way');
    expect(await history(bench.tools)).toMatchObject([{ files: 1 }]);
    rmSync(items[1]!.path);
    expect((await undoRemoval(bench.tools, transaction, quietly)).restored).toBe(1);
    expect(readFileSync(items[1]!.path, 'utf8')).toBe('b.jpg');
    await expect(undoRemoval(bench.tools, 'unknown', quietly)).rejects.toMatchObject({ error: { kind: 'not-found' } });
  });

  test('is refused while another process moves files', async () => {
    const other = openStore(join(bench.home, 'store'));
    const release = other.journal.claim();
    await expect(bench.remove()).rejects.toMatchObject({ error: { kind: 'busy' } });
    expect(await recover(bench.tools)).toBeNull();
    release?.();
    other.close();
    expect(await recover(bench.tools)).toMatchObject({ gone: {}, missing: [] });
  });

  function expectOneName(copy: RemovalItem, stage: string): void {
    expect([existsSync(copy.path), bench.inTrash('files'), bench.inTrash('info')]).toEqual([false, [], []]);
    expect(readdirSync(join(bench.home, 'photos/2019', `${stage}, renamed`, 'rome'))).toEqual(['a.jpg']);
  }

  test('a file whose folder is renamed as it fails to go, or to come back, has one name after that', async () => {
    for (const stage of ['going', 'coming back'] as const) {
      const copy = bench.item(bench.make(`2019/${stage}/rome/a.jpg`), [bench.make('keeper.jpg')]);
      const backup = join(bench.home, 'backup of a.jpg');
      linkSync(copy.path, backup);
      bench.renameInMidMove(stage);
      const { transaction, removed } = await bench.remove(copy);
      expect(removed).toHaveLength(stage === 'going' ? 0 : 1);
      rmSync(backup);
      if (stage === 'coming back') expect(await undoRemoval(bench.tools, transaction, quietly)).toMatchObject({ restored: 1, failures: [] });
      expectOneName(copy, stage);
    }
  });

  test.each<[string, Partial<FileChecks>]>([
    ['list folders', { list: () => Promise.reject(new Error('EACCES')) }],
    ['look into folders', { look: (path) => (path.includes(', renamed') ? Promise.resolve(refused('no-permission', '')) : diskChecks.look(path)) }],
  ])('… or at the next start, where the system would not %s before, whatever has the old name by then', async (_, blind) => {
    for (const [stage, ends] of [['going', 'kept'], ['coming back', 'restored']] as const) {
      const copy = bench.item(bench.make(`2019/${stage}/rome/a.jpg`), [bench.make('keeper.jpg')]);
      bench.renameInMidMove(stage, { ...diskChecks, ...blind });
      const { transaction } = await bench.remove(copy);
      if (stage === 'coming back') expect(await undoRemoval(bench.tools, transaction, quietly)).toMatchObject({ restored: 0, failures: [{ path: copy.path }] });
      expect((await recover(bench.tools))?.missing).toEqual([copy.path]);
      mkdirSync(dirname(copy.path), { recursive: true });
      bench.use(freedesktopTrash());
      expect(await recover(bench.tools)).toEqual({ gone: {}, restored: 0, kept: 0, taken: 0, missing: [], [ends]: 1 });
      expectOneName(copy, stage);
    }
  });

  test('a picture that comes back into a folder renamed just then, because what belongs to it can’t go, is in the middle until it is found', async () => {
    const keeper = bench.make('keeper.jpg');
    const edit = bench.item(bench.make('2019/coming back/rome/a.xmp'), [keeper]);
    const copy = { ...bench.item(bench.make('2019/coming back/rome/a.jpg'), [keeper]), companions: [edit] };
    bench.renameInMidMove('coming back', { ...diskChecks, list: () => Promise.reject(new Error('EACCES')) }, (path) => path === edit.path);
    expect((await bench.remove(copy)).removed).toEqual([]);
    expect(bench.store.journal.unsettled()).toMatchObject([{ path: copy.path, state: 'moving' }]);
    expect((await recover(bench.tools))?.missing).toEqual([copy.path]);
    bench.use(freedesktopTrash());
    expect(await recover(bench.tools)).toMatchObject({ gone: {}, kept: 1, missing: [] });
    expect([bench.inTrash('files'), bench.inTrash('info')]).toEqual([[], []]);
    expect(readdirSync(join(bench.home, 'photos/2019/coming back, renamed/rome'))).toEqual(['a.jpg', 'a.xmp']);
  });

  test('a file that fails to come back stays, whatever a backup beside its folder links to', async () => {
    const copy = bench.item(bench.make('daily.0/a.jpg'), [bench.make('keeper.jpg')]);
    mkdirSync(join(bench.home, 'photos/daily.1'));
    linkSync(copy.path, join(bench.home, 'photos/daily.1/a.jpg'));
    const { transaction } = await bench.remove(copy);
    bench.use({ ...freedesktopTrash(), restore: () => Promise.resolve(refused('failed', 'The disk is full.')) });
    expect(await undoRemoval(bench.tools, transaction, quietly)).toMatchObject({ restored: 0, failures: [{ path: copy.path }] });
    bench.store.journal.record(transaction, [{ position: 0, state: 'restoring' }]);
    expect(await recover(bench.tools)).toMatchObject({ gone: { trash: 1 }, restored: 0 });
    expect(bench.inTrash('files')).toEqual(['a.jpg']);
  });

  test('newest removals come first, and only while something of them is in the trash', async () => {
    const keeper = bench.make('keeper.jpg');
    vi.spyOn(Date, 'now').mockReturnValueOnce(1000).mockReturnValueOnce(2000);
    const one = await bench.remove(bench.item(bench.make('a.jpg'), [keeper]));
    const two = await bench.remove(bench.item(bench.make('b.jpg'), [keeper]));
    vi.restoreAllMocks();
    expect((await history(bench.tools)).map((past) => past.transaction)).toEqual([two.transaction, one.transaction]);
    rmSync(join(bench.home, 'data/Trash/files/b.jpg'));
    expect((await history(bench.tools)).map((past) => past.transaction)).toEqual([one.transaction]);
  });

  test('with a trash that the system keeps, nothing is promised that can’t be held', async () => {
    const keeper = bench.make('keeper.jpg');
    bench.use(systemTrash((path) => rename(path, join(bench.home, 'somewhere'))));
    const result = await bench.remove(bench.item(bench.make('a.jpg'), [keeper]));
    expect(result).toMatchObject({ undoable: false, failures: [] });
    expect(await history(bench.tools)).toMatchObject([{ files: 1, undoable: false }]);
    await expect(undoRemoval(bench.tools, result.transaction, quietly)).rejects.toMatchObject({ error: { kind: 'unsupported-here' } });
    linkSync(keeper, join(bench.home, 'photos/link.jpg'));
    expect(await reasonFor(bench.item(join(bench.home, 'photos/link.jpg'), [keeper]))).toBe('no-survivor');
  });
});
