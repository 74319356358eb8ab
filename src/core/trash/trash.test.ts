import {
  chmodSync, existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmdirSync, rmSync, statSync,
  symlinkSync, utimesSync, writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { TrashEntry, TrashPort } from './trash';
import { freedesktopTrash } from './freedesktop';
import { isInTrash } from './places';
import { systemTrash } from './system';

let home: string;
let photos: string;
let trash: TrashPort;

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'lookalike-trash-')));
  photos = join(home, 'photos');
  mkdirSync(photos);
  vi.stubEnv('XDG_DATA_HOME', join(home, 'data'));
  trash = freedesktopTrash();
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

function make(name: string, content = name): string {
  const path = join(photos, name);
  writeFileSync(path, content);
  utimesSync(path, 1_600_000_000, 1_600_000_000.5);
  return path;
}

async function reserve(path: string): Promise<TrashEntry> {
  const place = await trash.reserve(path);
  if (!place.ok) throw new Error(place.failure.detail);
  return place.value;
}

async function discard(path: string): Promise<TrashEntry> {
  const entry = await reserve(path);
  expect(await trash.move(path, entry)).toEqual({ ok: true, value: null });
  return entry;
}

const info = (): string[] => readdirSync(join(home, 'data/Trash/info')).sort();
const files = (): string[] => readdirSync(join(home, 'data/Trash/files')).sort();

describe.skipIf(process.platform === 'win32')('the freedesktop.org trash', () => {
  test('says where a file was before it moves, and puts it back as it was', async () => {
    const path = make('a %41 "b"\n🦊.jpg', 'content');
    const entry = await reserve(path);
    expect(existsSync(path)).toBe(true);
    const text = readFileSync(join(home, `data/Trash/info/${basename(path)}.trashinfo`), 'utf8');
    const [head, where, when] = text.split('\n');
    expect(head).toBe('[Trash Info]');
    expect(where).toBe(`Path=${photos}/a%20%2541%20%22b%22%0A%F0%9F%A6%8A.jpg`);
    expect(when).toMatch(/^DeletionDate=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);

    await trash.move(path, entry);
    expect(existsSync(path)).toBe(false);
    expect(readFileSync(entry.trashed!, 'utf8')).toBe('content');
    expect(await trash.restore(path, entry)).toEqual({ ok: true, value: null });
    expect(readFileSync(path, 'utf8')).toBe('content');
    expect(statSync(path).mtimeMs).toBe(1_600_000_000_500);
    expect([info(), files()]).toEqual([[], []]);
  });

  test('keeps files of one name apart, orphans and overlong names included', async () => {
    mkdirSync(join(photos, 'sub'));
    const entries = [];
    for (let i = 0; i < 25; i++) entries.push(await discard(make('sub/IMG.tar.jpg', `${i}`)));
    expect(files()).toEqual(expect.arrayContaining(['IMG.tar.jpg', 'IMG.tar.2.jpg', 'IMG.tar.20.jpg']));
    expect(entries.map(({ trashed }) => readFileSync(trashed!, 'utf8'))).toEqual(Array.from({ length: 25 }, (_, i) => `${i}`));

    writeFileSync(join(home, 'data/Trash/files/orphan.png'), 'somebody else’s');
    expect(basename((await discard(make('orphan.png'))).trashed!)).toBe('orphan.2.png');
    expect(readFileSync(join(home, 'data/Trash/files/orphan.png'), 'utf8')).toBe('somebody else’s');

    const long = `${'ü'.repeat(125)}.jpg`;
    const one = await discard(make(long, 'one'));
    const two = await discard(make(long, 'two'));
    expect(Buffer.byteLength(`${basename(two.trashed!)}.trashinfo`)).toBeLessThanOrEqual(255);
    expect(two.trashed).toMatch(/ü\.2\.jpg$/);
    expect([one, two].map(({ trashed }) => readFileSync(trashed!, 'utf8'))).toEqual(['one', 'two']);
  });

  test('overwrites nothing on the way back, and makes a folder that is gone again', async () => {
    mkdirSync(join(photos, 'deep/er'), { recursive: true });
    const path = make('deep/er/a.jpg', 'old');
    const entry = await discard(path);
    writeFileSync(path, 'new');
    expect(await trash.restore(path, entry)).toMatchObject({ ok: false, failure: { reason: 'restore-blocked' } });
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readFileSync(entry.trashed!, 'utf8')).toBe('old');
    rmSync(join(photos, 'deep'), { recursive: true });
    writeFileSync(join(photos, 'deep'), 'a file');
    expect(await trash.restore(path, entry)).toMatchObject({ ok: false, failure: { reason: 'restore-blocked' } });
    rmSync(join(photos, 'deep'));
    expect((await trash.restore(path, entry)).ok).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(await trash.restore(path, entry)).toMatchObject({ ok: false, failure: { reason: 'not-in-trash' } });
  });

  test('ends a restore that was interrupted between its two steps', async () => {
    const path = make('a.jpg', 'old');
    const entry = await discard(path);
    linkSync(entry.trashed!, path);
    expect((await trash.restore(path, entry)).ok).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect([info(), files()]).toEqual([[], []]);
  });

  test('releases a reservation, but not one whose file did move', async () => {
    const path = make('a.jpg');
    const entry = await reserve(path);
    await trash.release(entry);
    expect(info()).toEqual([]);
    const moved = await discard(path);
    await trash.release(moved);
    expect(info()).toEqual(['a.jpg.trashinfo']);
  });

  test('a file that vanished, or whose reserved place was taken, is not moved', async () => {
    const path = make('a.jpg');
    const entry = await reserve(path);
    writeFileSync(entry.trashed!, 'taken');
    expect(await trash.move(path, entry)).toMatchObject({ failure: { reason: 'trash-failed' } });
    expect(readFileSync(entry.trashed!, 'utf8')).toBe('taken');
    const other = await reserve(path);
    rmSync(path);
    expect(await trash.move(path, other)).toMatchObject({ failure: { reason: 'vanished' } });
    expect(await trash.reserve(join(photos, 'none/a.jpg'))).toMatchObject({ failure: { reason: 'vanished' } });
  });

  test('what is in a trash already is recognised, through links too', async () => {
    const entry = await discard(make('a.jpg'));
    expect(await trash.reserve(entry.trashed!)).toMatchObject({ failure: { reason: 'no-trash' } });
    symlinkSync(join(home, 'data/Trash/files'), join(home, 'shortcut'));
    expect(await isInTrash(join(home, 'shortcut/a.jpg'))).toBe(true);
    expect(await isInTrash('/mnt/disk/.Trash-1000/files/a.jpg')).toBe(true);
    expect(await isInTrash(make('Trash.jpg'))).toBe(false);
  });

  test.skipIf(process.getuid?.() === 0)('a folder that cannot be written keeps its file', async () => {
    const path = make('a.jpg');
    const entry = await reserve(path);
    chmodSync(photos, 0o500);
    expect(await trash.move(path, entry)).toMatchObject({ failure: { reason: 'no-permission' } });
    chmodSync(photos, 0o700);
    expect(existsSync(path)).toBe(true);
  });

  const otherDisk = '/dev/shm';
  const otherTrash = join(otherDisk, `.Trash-${process.getuid?.() ?? 0}`);
  const hadTrash = existsSync(otherTrash);
  const hasOtherDisk = existsSync(otherDisk) && statSync(otherDisk).dev !== statSync(tmpdir()).dev;

  describe.skipIf(!hasOtherDisk)('on another disk', () => {
    let elsewhere: string;
    beforeEach(() => {
      elsewhere = mkdtempSync(join(otherDisk, 'lookalike-trash-'));
    });
    afterEach(() => {
      rmSync(elsewhere, { recursive: true });
      if (hadTrash || !existsSync(otherTrash)) return;
      for (const path of ['files', 'info', '.']) rmdirSync(resolve(otherTrash, path));
    });

    test('uses the trash at its top, with a path relative to that', async () => {
      const path = join(elsewhere, 'a b.jpg');
      writeFileSync(path, 'there');
      const entry = await discard(path);
      expect(entry.trashed).toMatch(new RegExp(`^${otherTrash}/files/`));
      const note = join(otherTrash, 'info', `${basename(entry.trashed!)}.trashinfo`);
      expect(readFileSync(note, 'utf8')).toContain(`\nPath=${basename(elsewhere)}/a%20b.jpg\n`);
      expect((await trash.restore(path, entry)).ok).toBe(true);
      expect(readFileSync(path, 'utf8')).toBe('there');
      expect(existsSync(note)).toBe(false);
    });

    test('never copies across disks', async () => {
      const path = make('a.jpg');
      const outcome = await trash.move(path, { trashed: join(elsewhere, 'a.jpg') });
      expect(outcome).toMatchObject({ failure: { reason: 'no-trash' } });
      expect([existsSync(path), readdirSync(elsewhere)]).toEqual([true, []]);
    });
  });
});

describe('a trash that the system keeps', () => {
  test('believes no move that left the file there, and reports a failed one', async () => {
    const path = make('a.jpg');
    expect(await systemTrash(() => Promise.resolve()).move(path, { trashed: null })).toMatchObject({ failure: { reason: 'trash-failed' } });
    expect(await systemTrash(() => Promise.reject(new Error('no'))).move(path, { trashed: null })).toMatchObject({ ok: false });
    const port = systemTrash((file) => rm(file));
    expect(await port.reserve(path)).toEqual({ ok: true, value: { trashed: null } });
    expect(await port.move(path, { trashed: null })).toEqual({ ok: true, value: null });
    expect(await port.reserve(path)).toMatchObject({ failure: { reason: 'vanished' } });
  });
});
