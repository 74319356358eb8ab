import { randomUUID } from 'node:crypto';
import {
  existsSync, linkSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync,
  symlinkSync, utimesSync, writeFileSync,
} from 'node:fs';
import { rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RemovalProgress, RemovalResult } from '../../shared/removal';
import type { RemovalItem } from './plan';
import { openStore, type Store } from '../store/store';
import { runRemoval } from './transaction';
import { diskChecks, type FileChecks } from './checks';
import { quickFolder } from '../testing/quick-folder';
import { history } from './history';
import { describeRecovery, recover } from './recover';
import type { RemovalTools } from './tools';
import { unprotected } from '../folder-roles/protection';
import { undoRemoval } from './undo';
import type { RemovalJob } from './ways/way';
import { waysOf } from './ways/ways';
import type { TrashOutcome, TrashPort } from '../trash/trash';
import { refused } from '../trash/errors';
import { freedesktopTrash } from '../trash/freedesktop';
import { systemTrash } from '../trash/system';

let home: string;
let store: Store;
let tools: RemovalTools;

beforeEach(() => {
  home = quickFolder('removal');
  vi.stubEnv('XDG_DATA_HOME', join(home, 'data'));
  reopen();
});

afterEach(() => {
  vi.unstubAllEnvs();
  store.close();
  rmSync(home, { recursive: true });
});

/** Fresh objects over the same folder, as another process would have. */
function reopen(): void {
  store = openStore(join(home, 'store'));
  use(freedesktopTrash());
}

function use(trash: TrashPort, checks = diskChecks): void {
  tools = { journal: store.journal, ways: waysOf(trash, checks), checks, protection: () => unprotected };
}

function job(): RemovalJob {
  return { id: randomUUID(), started: Date.now(), action: 'trash', folder: null, roots: [home] };
}

function make(name: string, content: string = name): string {
  const path = join(home, 'photos', name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  utimesSync(path, 1_600_000_000, 1_600_000_000.123);
  return path;
}

/** The file as scanned now. */
function item(path: string, survivors: readonly string[], identical = false): RemovalItem {
  const { size, mtimeMs } = statSync(path);
  const standing = survivors.map((other) => ({ path: other, bytes: statSync(other).size, identical }));
  return { id: `id of ${path}`, path, bytes: size, modified: mtimeMs, survivors: standing, companions: [] };
}

const options = { onProgress: (): void => undefined, signal: new AbortController().signal };

/** Another name is made, the old one can't be taken away, and then the new folder, or the old, has another name. */
function renameInMidMove(stage: 'going' | 'coming back', checks = diskChecks, stays: (path: string) => boolean = () => false): void {
  const stuck = (from: string, to: string): TrashOutcome<null> => {
    linkSync(from, to);
    renameSync(join(home, 'photos/2019', stage), join(home, 'photos/2019', `${stage}, renamed`));
    return refused('failed', 'The system could not take it away (EIO).');
  };
  const trash = freedesktopTrash();
  use({
    ...trash,
    move: (path, entry) => (stays(path) ? Promise.resolve(refused('failed', 'It is in use.')) : stage === 'going' ? Promise.resolve(stuck(path, entry.trashed ?? '')) : trash.move(path, entry)),
    restore: (path, entry) => (stage === 'coming back' ? Promise.resolve(stuck(entry.trashed ?? '', path)) : trash.restore(path, entry)),
  }, checks);
}

function remove(...items: readonly RemovalItem[]): Promise<RemovalResult> {
  return runRemoval(tools, job(), items, options);
}

async function reasonFor(removed: RemovalItem): Promise<string | undefined> {
  const result = await remove(removed);
  expect(result.removed).toEqual([]);
  expect(lstatSync(removed.path)).toBeDefined();
  return result.failures[0]?.reason;
}

function inTrash(part: 'files' | 'info'): readonly string[] {
  const path = join(home, 'data/Trash', part);
  return existsSync(path) ? readdirSync(path) : [];
}

describe.skipIf(process.platform === 'win32')('removing and undoing', () => {
  test('moves copies to the trash and puts them back as they were', async () => {
    const keeper = make('keeper.jpg', 'same');
    const names = ['a/x.jpg', 'b/x.jpg', 'new\nline "q" %41 🦊.png'];
    const items = names.map((name) => item(make(name, 'same'), [keeper], true));
    const progress: RemovalProgress[] = [];
    const result = await runRemoval(tools, job(), items, { ...options, onProgress: (now) => progress.push(now) });
    expect(result).toMatchObject({ removed: items.map(({ id }) => id), bytes: 12, failures: [], cancelled: false, undoable: true });
    expect(progress.map(({ done, total }) => [done, total])).toEqual([[1, 3], [2, 3], [3, 3]]);
    expect(items.map(({ path }) => existsSync(path))).toEqual([false, false, false]);
    expect(await history(tools)).toMatchObject([{ transaction: result.transaction, files: 3, bytes: 12, undoable: true }]);

    expect(await undoRemoval(tools, result.transaction, options)).toEqual({ transaction: result.transaction, restored: 3, failures: [] });
    for (const { path, modified } of items) {
      expect(readFileSync(path, 'utf8')).toBe('same');
      expect(statSync(path).mtimeMs).toBe(modified);
    }
    expect([await history(tools), inTrash('files'), inTrash('info')]).toEqual([[], [], []]);
  });

  test('leaves a file that is not the one that was scanned', async () => {
    const keeper = make('keeper.jpg');
    const longer = item(make('longer.jpg'), [keeper]);
    writeFileSync(longer.path, 'something longer');
    expect(await reasonFor(longer)).toBe('changed');
    const shorter = item(make('shorter.jpg'), [keeper]);
    writeFileSync(shorter.path, 'less');
    utimesSync(shorter.path, 1_600_000_000, 1_600_000_000.123);
    expect(await reasonFor(shorter)).toBe('changed');
    const touched = item(make('touched.jpg'), [keeper]);
    utimesSync(touched.path, 1, 1);
    expect(await reasonFor(touched)).toBe('changed');
    const linked = item(make('linked.jpg'), [keeper]);
    rmSync(linked.path);
    symlinkSync(keeper, linked.path);
    expect(await reasonFor(linked)).toBe('changed');
    const gone = item(make('gone.jpg'), [keeper]);
    rmSync(gone.path);
    expect((await remove(gone)).failures).toMatchObject([{ path: gone.path, reason: 'vanished' }]);
    expect([inTrash('files'), inTrash('info')]).toEqual([[], []]);
  });

  test('leaves a file whose survivor is gone, changed, in a trash, or not really another', async () => {
    const path = make('a.jpg', 'same');
    expect(await reasonFor(item(path, []))).toBe('no-survivor');
    expect(await reasonFor(item(path, [path]))).toBe('no-survivor');

    const keeper = make('keeper.jpg', 'same');
    const copy = item(path, [keeper], true);
    rmSync(keeper);
    expect(await reasonFor(copy)).toBe('no-survivor');
    make('keeper.jpg', 'longer than before');
    expect(await reasonFor(copy)).toBe('no-survivor');
    make('keeper.jpg', 'SAME');
    expect(await reasonFor(copy)).toBe('not-equal');
    expect(await reasonFor(item(path, [make('.Trash-1000/files/k.jpg', 'same')]))).toBe('no-survivor');
    rmSync(keeper);
    symlinkSync(path, keeper);
    expect(await reasonFor(copy)).toBe('no-survivor');
    expect([inTrash('files'), inTrash('info')]).toEqual([[], []]);
  });

  test('a second path to the same file is no survivor; a hard link is', async () => {
    const path = make('real/a.jpg', 'same');
    symlinkSync(join(home, 'photos/real'), join(home, 'photos/door'));
    const throughDoor = join(home, 'photos/door/a.jpg');
    expect(await reasonFor(item(path, [throughDoor], true))).toBe('no-survivor');
    const other = join(home, 'photos/other.jpg');
    linkSync(path, other);
    expect(await reasonFor(item(path, [throughDoor], true))).toBe('no-survivor');
    expect(readFileSync(path, 'utf8')).toBe('same');
    expect((await remove(item(path, [other], true))).removed).toHaveLength(1);
    expect(readFileSync(other, 'utf8')).toBe('same');
  });

  test('files of one removal never survive for each other', async () => {
    const [a, b] = [make('a.jpg'), make('b.jpg')];
    const result = await remove(item(a, [b]), item(b, [a]));
    expect(result.failures.map(({ reason }) => reason)).toEqual(['no-survivor', 'no-survivor']);
    expect([existsSync(a), existsSync(b)]).toEqual([true, true]);
  });

  test('a file marked as an exact copy does not go for the sake of one that is merely alike', async () => {
    const path = make('a.jpg', 'same');
    const [exact, alike] = [make('exact.jpg', 'same'), make('alike.jpg', 'other')];
    const copy = { ...item(path, [exact], true) };
    const both = { ...copy, survivors: [...item(path, [alike]).survivors, ...copy.survivors] };
    rmSync(exact);
    expect(await reasonFor(both)).toBe('no-survivor');
  });

  test('without a trash every file stays', async () => {
    const failing = { ...freedesktopTrash(), reserve: () => Promise.resolve({ ok: false, failure: { reason: 'no-trash', detail: 'None.' } } as const) };
    use(failing);
    expect(await reasonFor(item(make('a.jpg'), [make('keeper.jpg')]))).toBe('no-trash');
    expect(await history(tools)).toEqual([]);
  });

  test('a trash that says it took a file, and did not, is not believed', async () => {
    const elsewhere = join(home, 'elsewhere.jpg');
    const real = freedesktopTrash();
    use({ ...real, move: (path) => rename(path, elsewhere).then(() => ({ ok: true, value: null })) });
    const result = await remove(item(make('a.jpg'), [make('keeper.jpg')]));
    expect(result.failures).toMatchObject([{ reason: 'trash-failed' }]);
    expect(await history(tools)).toEqual([]);
  });

  test('a trash that throws for a file costs nothing but that file', async () => {
    const real = freedesktopTrash();
    const keeper = make('keeper.jpg');
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
      const items = ['bad', 'good'].map((name) => item(make(`${name} ${at}.jpg`), [keeper]));
      // What changed since is released.
      if (at === 'release') writeFileSync(items[0]!.path, 'changed');
      use(throwing(at));
      const { removed, transaction } = await remove(...items);
      expect(removed, at).toEqual(items.slice(at === 'restore' ? 0 : 1).map(({ id }) => id));
      expect(await undoRemoval(tools, transaction, options), at).toMatchObject({ restored: 1 });
    }
  });

  test('nor one that says it gave a file back which nobody may look for: that is settled when somebody may', async () => {
    const [copy, other] = [make('a.jpg', 'same'), make('b.jpg', 'same')];
    const { transaction } = await remove(item(copy, [other], true));
    const lying: TrashPort = { ...freedesktopTrash(), restore: () => Promise.resolve({ ok: true, value: null }) };
    const blind = { ...diskChecks, look: () => Promise.resolve(refused('no-permission', 'Nobody may look.')) };
    tools = { ...tools, ways: waysOf(lying, blind) };
    expect(await undoRemoval(tools, transaction, options)).toMatchObject({ restored: 0, failures: [{ reason: 'no-permission' }] });
    use(freedesktopTrash());
    expect(await recover(tools)).toMatchObject({ gone: { trash: 1 }, missing: [] });
    expect(await undoRemoval(tools, transaction, options)).toMatchObject({ restored: 1 });
    expect(readFileSync(copy, 'utf8')).toBe('same');
  });

  test('a file that changes between its check and its move is taken back', async () => {
    const real = freedesktopTrash();
    use({
      ...real,
      move: (path, entry) => {
        writeFileSync(path, 'saved again just now');
        return real.move(path, entry);
      },
    });
    const copy = item(make('a.jpg'), [make('keeper.jpg')]);
    expect(await reasonFor(copy)).toBe('changed');
    expect(readFileSync(copy.path, 'utf8')).toBe('saved again just now');
    expect([inTrash('files'), inTrash('info')]).toEqual([[], []]);
  });

  test('stops between files, and gives back what it had reserved', async () => {
    const keeper = make('keeper.jpg');
    const items = Array.from({ length: 150 }, (_, i) => item(make(`${i}.jpg`), [keeper]));
    const stop = new AbortController();
    const result = await runRemoval(tools, job(), items, { signal: stop.signal, onProgress: ({ done }) => done === 70 && stop.abort() });
    expect(result).toMatchObject({ cancelled: true, undoable: true, failures: [] });
    const gone = result.removed.length;
    expect(gone).toBeGreaterThanOrEqual(70);
    // Those that were in hand.
    expect(gone).toBeLessThan(74);
    expect(items.filter(({ path }) => existsSync(path))).toHaveLength(150 - gone);
    expect([inTrash('files').length, inTrash('info').length, store.journal.unsettled().length]).toEqual([gone, gone, 0]);
    const states = store.journal.files(result.transaction).map(({ path, state }) => [existsSync(path), state]);
    expect(states.filter(([here, state]) => state !== (here ? 'kept' : 'gone'))).toEqual([]);
  });

  test('an undo stops between files too, and is taken up again', async () => {
    const keeper = make('keeper.jpg');
    const items = Array.from({ length: 100 }, (_, i) => item(make(`${i}.jpg`), [keeper]));
    const { transaction } = await remove(...items);
    const stop = new AbortController();
    const { restored } = await undoRemoval(tools, transaction, { signal: stop.signal, onProgress: ({ done }) => done === 10 && stop.abort() });
    expect(restored).toBeLessThan(14);
    expect([inTrash('files').length, store.journal.unsettled().length]).toEqual([100 - restored, 0]);
    expect((await undoRemoval(tools, transaction, options)).restored).toBe(100 - restored);
    expect(items.every(({ path }) => existsSync(path))).toBe(true);
  });

  test('what cannot be put back is listed and can be undone later', async () => {
    const keeper = make('keeper.jpg');
    const items = ['a.jpg', 'b.jpg', 'c.jpg'].map((name) => item(make(name), [keeper]));
    const { transaction } = await remove(...items);
    make('b.jpg', 'in the way');
    renameSync(join(home, 'data/Trash/files/c.jpg'), join(home, 'c.jpg'));
    const undone = await undoRemoval(tools, transaction, options);
    expect(undone.restored).toBe(1);
    expect(undone.failures.map(({ reason }) => reason)).toEqual(['restore-blocked', 'not-in-trash']);
    expect(readFileSync(items[1]!.path, 'utf8')).toBe('in the way');
    expect(await history(tools)).toMatchObject([{ files: 1 }]);
    rmSync(items[1]!.path);
    expect((await undoRemoval(tools, transaction, options)).restored).toBe(1);
    expect(readFileSync(items[1]!.path, 'utf8')).toBe('b.jpg');
    await expect(undoRemoval(tools, 'unknown', options)).rejects.toMatchObject({ error: { kind: 'not-found' } });
  });

  test('is refused while another process moves files', async () => {
    const other = openStore(join(home, 'store'));
    const release = other.journal.claim();
    await expect(remove()).rejects.toMatchObject({ error: { kind: 'busy' } });
    expect(await recover(tools)).toBeNull();
    release?.();
    other.close();
    expect(await recover(tools)).toMatchObject({ gone: {}, missing: [] });
  });

  function expectOneName(copy: RemovalItem, stage: string): void {
    expect([existsSync(copy.path), inTrash('files'), inTrash('info')]).toEqual([false, [], []]);
    expect(readdirSync(join(home, 'photos/2019', `${stage}, renamed`, 'rome'))).toEqual(['a.jpg']);
  }

  test('a file whose folder is renamed as it fails to go, or to come back, has one name after that', async () => {
    for (const stage of ['going', 'coming back'] as const) {
      const copy = item(make(`2019/${stage}/rome/a.jpg`), [make('keeper.jpg')]);
      const backup = join(home, 'backup of a.jpg');
      linkSync(copy.path, backup);
      renameInMidMove(stage);
      const { transaction, removed } = await remove(copy);
      expect(removed).toHaveLength(stage === 'going' ? 0 : 1);
      rmSync(backup);
      if (stage === 'coming back') expect(await undoRemoval(tools, transaction, options)).toMatchObject({ restored: 1, failures: [] });
      expectOneName(copy, stage);
    }
  });

  test.each<[string, Partial<FileChecks>]>([
    ['list folders', { list: () => Promise.reject(new Error('EACCES')) }],
    ['look into folders', { look: (path) => (path.includes(', renamed') ? Promise.resolve(refused('no-permission', '')) : diskChecks.look(path)) }],
  ])('… or at the next start, where the system would not %s before, whatever has the old name by then', async (_, blind) => {
    for (const [stage, ends] of [['going', 'kept'], ['coming back', 'restored']] as const) {
      const copy = item(make(`2019/${stage}/rome/a.jpg`), [make('keeper.jpg')]);
      renameInMidMove(stage, { ...diskChecks, ...blind });
      const { transaction } = await remove(copy);
      if (stage === 'coming back') expect(await undoRemoval(tools, transaction, options)).toMatchObject({ restored: 0, failures: [{ path: copy.path }] });
      expect((await recover(tools))?.missing).toEqual([copy.path]);
      mkdirSync(dirname(copy.path), { recursive: true });
      use(freedesktopTrash());
      expect(await recover(tools)).toEqual({ gone: {}, restored: 0, kept: 0, taken: 0, missing: [], [ends]: 1 });
      expectOneName(copy, stage);
    }
  });

  test('a picture that comes back into a folder renamed just then, because what belongs to it can’t go, is in the middle until it is found', async () => {
    const keeper = make('keeper.jpg');
    const edit = item(make('2019/coming back/rome/a.xmp'), [keeper]);
    const copy = { ...item(make('2019/coming back/rome/a.jpg'), [keeper]), companions: [edit] };
    renameInMidMove('coming back', { ...diskChecks, list: () => Promise.reject(new Error('EACCES')) }, (path) => path === edit.path);
    expect((await remove(copy)).removed).toEqual([]);
    expect(store.journal.unsettled()).toMatchObject([{ path: copy.path, state: 'moving' }]);
    expect((await recover(tools))?.missing).toEqual([copy.path]);
    use(freedesktopTrash());
    expect(await recover(tools)).toMatchObject({ gone: {}, kept: 1, missing: [] });
    expect([inTrash('files'), inTrash('info')]).toEqual([[], []]);
    expect(readdirSync(join(home, 'photos/2019/coming back, renamed/rome'))).toEqual(['a.jpg', 'a.xmp']);
  });

  test('a file that fails to come back stays, whatever a backup beside its folder links to', async () => {
    const copy = item(make('daily.0/a.jpg'), [make('keeper.jpg')]);
    mkdirSync(join(home, 'photos/daily.1'));
    linkSync(copy.path, join(home, 'photos/daily.1/a.jpg'));
    const { transaction } = await remove(copy);
    use({ ...freedesktopTrash(), restore: () => Promise.resolve(refused('failed', 'The disk is full.')) });
    expect(await undoRemoval(tools, transaction, options)).toMatchObject({ restored: 0, failures: [{ path: copy.path }] });
    store.journal.record(transaction, [{ position: 0, state: 'restoring' }]);
    expect(await recover(tools)).toMatchObject({ gone: { trash: 1 }, restored: 0 });
    expect(inTrash('files')).toEqual(['a.jpg']);
  });

  test('newest removals come first, and only while something of them is in the trash', async () => {
    const keeper = make('keeper.jpg');
    vi.spyOn(Date, 'now').mockReturnValueOnce(1000).mockReturnValueOnce(2000);
    const one = await remove(item(make('a.jpg'), [keeper]));
    const two = await remove(item(make('b.jpg'), [keeper]));
    vi.restoreAllMocks();
    expect((await history(tools)).map((past) => past.transaction)).toEqual([two.transaction, one.transaction]);
    rmSync(join(home, 'data/Trash/files/b.jpg'));
    expect((await history(tools)).map((past) => past.transaction)).toEqual([one.transaction]);
  });

  test('with a trash that the system keeps, nothing is promised that can’t be held', async () => {
    const keeper = make('keeper.jpg');
    use(systemTrash((path) => rename(path, join(home, 'somewhere'))));
    const result = await remove(item(make('a.jpg'), [keeper]));
    expect(result).toMatchObject({ undoable: false, failures: [] });
    expect(await history(tools)).toMatchObject([{ files: 1, undoable: false }]);
    await expect(undoRemoval(tools, result.transaction, options)).rejects.toMatchObject({ error: { kind: 'unsupported-here' } });
    linkSync(keeper, join(home, 'photos/link.jpg'));
    expect(await reasonFor(item(join(home, 'photos/link.jpg'), [keeper]))).toBe('no-survivor');
  });
});

describe.skipIf(process.platform === 'win32')('after an interruption', () => {
  test('a restore that died between its two names is ended', async () => {
    const copy = item(make('a.jpg'), [make('keeper.jpg')]);
    const { transaction } = await remove(copy);
    store.journal.record(transaction, [{ position: 0, state: 'restoring' }]);
    linkSync(join(home, 'data/Trash/files/a.jpg'), copy.path);
    expect(await recover(tools)).toEqual({ gone: {}, restored: 1, kept: 0, taken: 0, missing: [] });
    expect([existsSync(copy.path), inTrash('files'), inTrash('info')]).toEqual([true, [], []]);
  });

  test('a file with both its names, whose folder was renamed since, keeps the one in the folder', async () => {
    for (const [state, ends] of [['moving', 'kept'], ['restoring', 'restored']] as const) {
      const copy = item(make(`2019/${state}/rome/a.jpg`), [make('keeper.jpg')]);
      const { transaction } = await remove(copy);
      store.journal.record(transaction, [{ position: 0, state }]);
      linkSync(join(home, 'data/Trash/files/a.jpg'), copy.path);
      renameSync(join(home, 'photos/2019', state), join(home, 'photos/2019', `${state}, renamed`));
      expect(await recover(tools)).toEqual({ gone: {}, restored: 0, kept: 0, taken: 0, missing: [], [ends]: 1 });
      expect([existsSync(copy.path), inTrash('files'), inTrash('info')]).toEqual([false, [], []]);
      expect(readdirSync(join(home, 'photos/2019', `${state}, renamed`, 'rome'))).toEqual(['a.jpg']);
    }
  });

  test('what belongs to a picture that is back, and comes back into a folder renamed just then, is in the middle until it is found', async () => {
    const keeper = make('keeper.jpg');
    const edit = item(make('2019/coming back/rome/a.xmp'), [keeper]);
    const copy = { ...item(make('2019/coming back/rome/a.jpg'), [keeper]), companions: [edit] };
    const { transaction } = await remove(copy);
    renameSync(join(home, 'data/Trash/files/a.jpg'), copy.path);
    store.journal.record(transaction, [0, 1].map((position) => ({ position, state: 'restoring' as const })));
    renameInMidMove('coming back', { ...diskChecks, list: () => Promise.reject(new Error('EACCES')) });
    expect(await recover(tools)).toMatchObject({ gone: {}, restored: 1, missing: [edit.path] });
    use(freedesktopTrash());
    expect(await recover(tools)).toMatchObject({ gone: {}, restored: 1, missing: [] });
    expect(inTrash('files')).toEqual([]);
    expect(readdirSync(join(home, 'photos/2019/coming back, renamed/rome'))).toEqual(['a.jpg', 'a.xmp']);
  });

  test('a file in the trash that a backup links to stays there', async () => {
    const copy = item(make('2019/a.jpg'), [make('keeper.jpg')]);
    const { transaction } = await remove(copy);
    store.journal.record(transaction, [{ position: 0, state: 'moving' }]);
    const place = join(home, 'data/Trash/files/a.jpg');
    mkdirSync(join(home, 'backup'));
    linkSync(place, join(home, 'backup/a.jpg'));
    // The trash, by another way to it, beside the folder that is gone.
    rmSync(join(home, 'photos/2019'), { recursive: true });
    symlinkSync(dirname(place), join(home, 'photos/by another way'));
    expect(await recover(tools)).toMatchObject({ gone: { trash: 1 }, kept: 0 });
    expect(inTrash('files')).toEqual(['a.jpg']);
  });

  test('a file on a disk that is not there now stays on the list until it is', async () => {
    const copy = item(make('a.jpg'), [make('keeper.jpg')]);
    const { transaction } = await remove(copy);
    store.journal.record(transaction, [{ position: 0, state: 'moving' }]);
    const disk = ['photos', 'data'];
    for (const folder of disk) renameSync(join(home, folder), join(home, `${folder}, unplugged`));
    const recovery = await recover(tools);
    expect(recovery?.missing).toEqual([copy.path]);
    expect(recovery && describeRecovery(recovery)).toMatch(/interrupted.*1 file not found.*a\.jpg/);
    for (const folder of disk) renameSync(join(home, `${folder}, unplugged`), join(home, folder));
    expect(await recover(tools)).toEqual({ gone: { trash: 1 }, restored: 0, kept: 0, taken: 0, missing: [] });
    expect((await undoRemoval(tools, transaction, options)).restored).toBe(1);
  });

  test('a file that somebody took away in the midst of it is not looked for again, and comes back where it turns up', async () => {
    const copy = item(make('a.jpg'), [make('keeper.jpg')]);
    const { transaction } = await remove(copy);
    store.journal.record(transaction, [{ position: 0, state: 'moving' }]);
    const [place, aside] = [join(home, 'data/Trash/files/a.jpg'), join(home, 'aside')];
    renameSync(place, aside);
    const recovery = await recover(tools);
    expect(recovery).toEqual({ gone: {}, restored: 0, kept: 0, taken: 1, missing: [] });
    expect(recovery && describeRecovery(recovery)).toMatch(/: 1 file taken away by somebody else meanwhile\.$/);
    expect([store.journal.unsettled(), await history(tools)]).toEqual([[], []]);
    renameSync(aside, place);
    expect((await undoRemoval(tools, transaction, options)).restored).toBe(1);
  });
});
