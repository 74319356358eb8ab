import { randomUUID } from 'node:crypto';
import {
  chmodSync, existsSync, linkSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, statSync,
  symlinkSync, utimesSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RemovalAction, RemovalResult } from '../../../shared/removal';
import { openStore, type Store } from '../../store/store';
import { freedesktopTrash } from '../../trash/freedesktop';
import { isInTrash } from '../../trash/places';
import { diskChecks, type FileChecks } from '../checks';
import { history } from '../history';
import type { RemovalItem } from '../plan';
import type { RemovalTools } from '../tools';
import { unprotected } from '../../folder-roles/protection';
import { runRemoval } from '../transaction';
import { undoRemoval } from '../undo';
import { waysOf } from './ways';

let home: string;
let photos: string;
let store: Store;
let tools: RemovalTools;

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'lookalike-ways-')));
  photos = join(home, 'photos');
  vi.stubEnv('XDG_DATA_HOME', join(home, 'data'));
  store = openStore(join(home, 'store'));
  use(diskChecks);
});

afterEach(() => {
  vi.unstubAllEnvs();
  store.close();
  rmSync(home, { recursive: true });
});

function use(checks: FileChecks): void {
  tools = { journal: store.journal, ways: waysOf(freedesktopTrash(), checks), checks, protection: () => unprotected };
}

/** Contents by default are equal. */
function make(name: string, content = 'same'): string {
  const path = join(photos, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { mode: 0o640 });
  utimesSync(path, 1_600_000_000, 1_600_000_000.123);
  return path;
}

function item(path: string, survivor: string, identical = true): RemovalItem {
  const { size, mtimeMs } = statSync(path);
  return { id: path, path, bytes: size, modified: mtimeMs, survivors: [{ path: survivor, bytes: statSync(survivor).size, identical }], companions: [] };
}

const options = { onProgress: (): void => undefined, signal: new AbortController().signal };

function remove(action: RemovalAction, ...items: readonly RemovalItem[]): Promise<RemovalResult> {
  const folder = action === 'move' ? join(home, 'chosen') : null;
  return runRemoval(tools, { id: randomUUID(), started: Date.UTC(2021, 2, 12, 12), action, folder, roots: [photos] }, items, options);
}

/** Every regular file and link below, by its path from there. */
function tree(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? [] : [join(entry.parentPath, entry.name).slice(folder.length + 1)]))
    .sort();
}

describe.skipIf(process.platform === 'win32')('ways beside the trash', () => {
  test('the holding folder keeps the tree, is a trash to everybody, and goes with the last file', async () => {
    const keeper = make('keeper.jpg');
    const paths = [make('2019/rome/a.jpg'), make('2020/a.jpg')];
    const { transaction, undoable } = await remove('hold', ...paths.map((path) => item(path, keeper)));
    expect(undoable).toBe(true);
    const [stamp] = readdirSync(join(photos, '.lookalike-removed'));
    expect(stamp).toMatch(/^2021-03-12 \d{4} [\da-f]{6}$/);
    const held = join(photos, '.lookalike-removed', stamp!);
    expect(tree(held)).toEqual(['2019/rome/a.jpg', '2020/a.jpg']);
    expect(await isInTrash(join(held, '2020/a.jpg'))).toBe(true);
    expect(existsSync(join(home, 'data/Trash'))).toBe(false);
    expect(await history(tools)).toMatchObject([{ action: 'hold', files: 2, undoable: true }]);
    // What is held is no survivor for another.
    expect((await remove('hold', item(keeper, join(held, '2020/a.jpg')))).failures).toMatchObject([{ reason: 'no-survivor' }]);

    expect(await undoRemoval(tools, transaction, options)).toMatchObject({ restored: 2, failures: [] });
    expect(tree(photos)).toEqual(['2019/rome/a.jpg', '2020/a.jpg', 'keeper.jpg']);
    expect(existsSync(join(photos, '.lookalike-removed'))).toBe(false);
  });

  test('a chosen folder gets the tree below the library’s name; what is there already is not overwritten', async () => {
    const keeper = make('keeper.jpg');
    const there = join(home, 'chosen/photos/a.jpg');
    mkdirSync(dirname(there), { recursive: true });
    writeFileSync(there, 'the person’s own');
    const { transaction } = await remove('move', item(make('a.jpg'), keeper), item(make('b/c.jpg'), keeper));
    expect(tree(join(home, 'chosen'))).toEqual(['photos/a.2.jpg', 'photos/a.jpg', 'photos/b/c.jpg']);
    expect(readFileSync(there, 'utf8')).toBe('the person’s own');
    expect(await undoRemoval(tools, transaction, options)).toMatchObject({ restored: 2, failures: [] });
    expect(tree(home).filter((path) => !path.startsWith('store'))).toEqual(['chosen/photos/a.jpg', 'photos/a.jpg', 'photos/b/c.jpg', 'photos/keeper.jpg']);
  });

  for (const action of ['hard-link', 'symlink'] as const) {
    test(`${action}: the name leads to the content that stays, and becomes a file of its own again`, async () => {
      const keeper = make('keeper.jpg');
      utimesSync(keeper, 1, 1);
      const copy = item(make('deep/er/a.jpg'), keeper);
      const { transaction, failures } = await remove(action, copy);
      expect(failures).toEqual([]);
      expect(tree(photos)).toEqual(['deep/er/a.jpg', 'keeper.jpg']);
      if (action === 'symlink') expect(readlinkSync(copy.path)).toBe('../../keeper.jpg');
      else expect(statSync(copy.path).ino).toBe(statSync(keeper).ino);
      expect(readFileSync(copy.path, 'utf8')).toBe('same');
      expect(await history(tools)).toMatchObject([{ action, files: 1, undoable: true }]);

      expect(await undoRemoval(tools, transaction, options)).toMatchObject({ restored: 1, failures: [] });
      expect(lstatSync(copy.path).isFile()).toBe(true);
      expect(statSync(copy.path).ino).not.toBe(statSync(keeper).ino);
      expect(statSync(copy.path).mode & 0o777).toBe(0o640);
      expect(Math.abs(statSync(copy.path).mtimeMs - copy.modified)).toBeLessThan(0.01);
      writeFileSync(copy.path, 'its own');
      expect(readFileSync(keeper, 'utf8')).toBe('same');
      expect([await history(tools), tree(photos)]).toEqual([[], ['deep/er/a.jpg', 'keeper.jpg']]);
    });

    test(`${action}: only for the sake of an equal file that is not the same one`, async () => {
      const keeper = make('keeper.jpg');
      const alike = item(make('alike.jpg'), keeper, false);
      expect((await remove(action, alike)).failures).toMatchObject([{ reason: 'not-equal' }]);
      const differs = item(make('differs.jpg', 'SAME'), keeper);
      expect((await remove(action, differs)).failures).toMatchObject([{ reason: 'not-equal' }]);
      linkSync(keeper, join(photos, 'linked.jpg'));
      expect((await remove(action, item(join(photos, 'linked.jpg'), keeper))).failures).toMatchObject([{ reason: 'already-linked' }]);
      expect(readFileSync(differs.path, 'utf8')).toBe('SAME');
      expect(tree(photos)).toEqual(['alike.jpg', 'differs.jpg', 'keeper.jpg', 'linked.jpg']);
    });

    test(`${action}: what changed while it was compared stays`, async () => {
      const copy = item(make('a.jpg'), make('keeper.jpg'));
      use({
        ...diskChecks,
        haveSameContent: async (...input) => {
          const same = await diskChecks.haveSameContent(...input);
          writeFileSync(copy.path, 'saved again just now');
          return same;
        },
      });
      expect((await remove(action, copy)).failures).toMatchObject([{ reason: 'changed' }]);
      expect(readFileSync(copy.path, 'utf8')).toBe('saved again just now');
      expect(tree(photos)).toEqual(['a.jpg', 'keeper.jpg']);
    });

    test(`${action}: a link whose content was changed since is left`, async () => {
      const keeper = make('keeper.jpg');
      const { transaction } = await remove(action, item(make('a.jpg'), keeper));
      writeFileSync(keeper, 'edited');
      expect((await undoRemoval(tools, transaction, options)).failures).toMatchObject([{ reason: 'changed' }]);
      expect(readFileSync(join(photos, 'a.jpg'), 'utf8')).toBe('edited');
      writeFileSync(keeper, 'same');
      expect((await undoRemoval(tools, transaction, options)).restored).toBe(1);
      expect(tree(photos)).toEqual(['a.jpg', 'keeper.jpg']);
    });
  }

  test('a hard link whose other name is gone becomes a file of its own', async () => {
    const keeper = make('keeper.jpg');
    utimesSync(keeper, 1, 1);
    const { transaction } = await remove('hard-link', item(make('a.jpg'), keeper));
    rmSync(keeper);
    expect((await undoRemoval(tools, transaction, options)).restored).toBe(1);
    expect(readFileSync(join(photos, 'a.jpg'), 'utf8')).toBe('same');
  });

  test('a link that somebody put something else in the place of is left alone', async () => {
    const keeper = make('keeper.jpg');
    const { transaction } = await remove('symlink', item(make('a.jpg'), keeper));
    rmSync(join(photos, 'a.jpg'));
    make('a.jpg', 'new');
    expect(await history(tools)).toEqual([]);
    expect((await undoRemoval(tools, transaction, options)).failures).toMatchObject([{ reason: 'restore-blocked' }]);
    expect(readFileSync(join(photos, 'a.jpg'), 'utf8')).toBe('new');
  });

  test('deleting asks the same questions as moving, and cannot be undone', async () => {
    const keeper = make('keeper.jpg');
    const gone = item(make('a.jpg'), keeper);
    const changed = item(make('changed.jpg'), keeper);
    writeFileSync(changed.path, 'else');
    const lone = item(make('lone.jpg'), keeper);
    symlinkSync(lone.path, join(photos, 'door.jpg'));
    const result = await remove('delete', gone, changed, { ...lone, survivors: item(lone.path, join(photos, 'door.jpg')).survivors });
    expect(result).toMatchObject({ removed: [gone.id], undoable: false });
    expect(result.failures.map(({ reason }) => reason).sort()).toEqual(['changed', 'no-survivor']);
    expect(tree(photos)).toEqual(['changed.jpg', 'door.jpg', 'keeper.jpg', 'lone.jpg']);
    expect(await history(tools)).toMatchObject([{ action: 'delete', files: 1, undoable: false }]);
    await expect(undoRemoval(tools, result.transaction, options)).rejects.toMatchObject({ error: { kind: 'unsupported-here' } });
  });

  test('what turns out to be the survivor by another path is taken back before it is deleted', async () => {
    const path = make('real/a.jpg');
    symlinkSync(join(photos, 'real'), join(photos, 'door'));
    linkSync(path, join(home, 'second name'));
    expect((await remove('delete', item(path, join(photos, 'door/a.jpg')))).failures).toMatchObject([{ reason: 'no-survivor' }]);
    expect(readFileSync(path, 'utf8')).toBe('same');
    expect(tree(join(photos, 'real'))).toEqual(['a.jpg']);
  });

  const otherVolume = '/dev/shm';
  test.skipIf(!existsSync(otherVolume) || statSync(otherVolume).dev === statSync(tmpdir()).dev)('nothing goes to another volume', async () => {
    const elsewhere = mkdtempSync(join(otherVolume, 'lookalike-ways-'));
    try {
      const keeper = join(elsewhere, 'keeper.jpg');
      writeFileSync(keeper, 'same');
      const path = make('a.jpg');
      for (const action of ['hard-link', 'symlink'] as const) {
        expect((await remove(action, item(path, keeper))).failures).toMatchObject([{ reason: 'other-volume' }]);
      }
      const way = tools.ways({ id: 'x', started: 1, action: 'move', folder: elsewhere, roots: [photos] });
      expect(await way.hindrance(photos)).toMatchObject({ reason: 'other-volume' });
      const place = await way.reserve(item(path, keeper));
      if (!place.ok) throw new Error(place.failure.detail);
      const context = { checks: diskChecks, going: new Set<string>(), protection: unprotected };
      expect(await way.take(item(path, keeper), place.value, context)).toMatchObject({ state: 'kept', failure: { reason: 'other-volume' } });
      expect([tree(photos), tree(elsewhere)]).toEqual([['a.jpg'], ['keeper.jpg']]);
      // The holding folder is on the volume of the file, wherever the library begins.
      const hold = tools.ways({ id: 'held', started: 1, action: 'hold', folder: null, roots: [photos] });
      expect(await hold.reserve(item(keeper, path))).toMatchObject({ value: { place: expect.stringContaining('/dev/shm') as unknown } });
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });

  test.skipIf(process.getuid?.() === 0)('a folder that can’t be written is known beforehand', async () => {
    make('a.jpg');
    chmodSync(photos, 0o500);
    for (const action of ['hard-link', 'symlink', 'delete'] as const) {
      const way = tools.ways({ id: 'x', started: 1, action, folder: null, roots: [photos] });
      expect(await way.hindrance(photos)).toMatchObject({ reason: 'no-permission' });
    }
    chmodSync(photos, 0o700);
  });
});
