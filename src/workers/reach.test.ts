import { lstatSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppFailure } from '../shared/errors';
import { FileReader } from './read-file';
import { readWhole } from '../core/read-whole';
import { Reach } from '../core/reach';
import { filesWithin, type FileSystem } from '../core/scan/file-system';
import { scanFolders } from '../core/scan/scan';
import { surveyBy } from '../core/scan/survey';
import { startSwapping } from '../core/testing/swapper';

let home: string;
let root: string;
let reach: Reach;

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'lookalike-reach-')));
  root = join(home, 'root');
  mkdirSync(join(root, 'day/deep'), { recursive: true });
  mkdirSync(join(home, 'elsewhere/deep'), { recursive: true });
  for (const [folder, content] of [[join(root, 'day'), 'inside'], [join(home, 'elsewhere'), 'secret']] as const) {
    for (const name of [`${content}.jpg`, 'same.jpg', 'deep/same.jpg']) writeFileSync(join(folder, name), content);
  }
  reach = new Reach([root]);
});
afterEach(() => rmSync(home, { recursive: true }));

async function outcome<T>(work: () => Promise<T>): Promise<T | string> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppFailure) return error.error.kind;
    if (error instanceof Error && 'code' in error) return String(error.code);
    throw error;
  }
}

describe('what lies within reach', () => {
  it('is told by whole names', () => {
    for (const path of [root, join(root, 'a'), join(root, '..b')]) expect(reach.has(path), path).toBe(true);
    for (const path of [home, `${root}2`, join(home, 'elsewhere'), '/']) expect(reach.has(path), path).toBe(false);
    expect(new Reach(['/']).has('/etc')).toBe(true);
    expect(Reach.everywhere.has('/etc')).toBe(true);
  });

  it('is told without links', async () => {
    symlinkSync(join(home, 'elsewhere'), join(root, 'way out'));
    symlinkSync(join(root, 'day'), join(root, 'way in'));
    expect(await outcome(() => reach.resolve(join(root, 'way out/deep')))).toBe('not-allowed');
    expect(await outcome(() => reach.resolve(join(root, 'day/../../elsewhere')))).toBe('not-allowed');
    expect(await reach.resolve(join(root, 'way in'))).toBe(join(root, 'day'));
    expect(await outcome(() => reach.inFolder(join(root, 'way out'), () => Promise.resolve('seen')))).toBe('not-allowed');
    expect(await reach.inFolder(join(root, 'day'), (held) => Promise.resolve(readdirSync(held)))).toContain('inside.jpg');
  });

  it('is the root as it was, not what took its place', async () => {
    rmSync(root, { recursive: true });
    symlinkSync(join(home, 'elsewhere'), root);
    expect(await outcome(() => reach.resolve(root))).toBe('not-allowed');
    expect(await outcome(() => reach.inFolder(root, () => Promise.resolve('seen')))).toBe('not-allowed');
    const reader = new FileReader(reach);
    expect(reader.readNow(join(root, 'same.jpg'))).toMatchObject({ ok: false, failure: { reason: 'link' } });
    expect(readWhole(join(root, 'same.jpg'), reach)).toMatch(/^A link leads/);
    const skipped: unknown[] = [];
    for await (const batch of scanFolders([root], { signal: new AbortController().signal, survey: surveyBy(filesWithin(reach)) })) {
      expect(batch.files).toEqual([]);
      skipped.push(...batch.skipped);
    }
    expect(skipped).toMatchObject([{ path: root, reason: 'link' }]);
  });
});

describe.skipIf(process.platform !== 'linux')('while another process swaps a folder for a link', () => {
  const rounds = 1500;

  it('nothing out of reach is listed', async () => {
    const swapping = await startSwapping(join(root, 'day'), join(home, 'elsewhere'));
    const seen = new Map<string, number>();
    for (let i = 0; i < rounds; i++) {
      const found = await outcome(() => reach.inFolder(join(root, 'day'), (held) => Promise.resolve(readdirSync(held).join())));
      seen.set(found, (seen.get(found) ?? 0) + 1);
    }
    await swapping.end();
    expect([...seen.keys()].filter((names) => names.includes('secret'))).toEqual([]);
    // Else it was no race.
    expect([...seen.keys()]).toEqual(expect.arrayContaining(['not-allowed', 'deep,inside.jpg,same.jpg']));
  });

  it('nothing out of reach is read', async () => {
    const path = join(root, 'day/deep/same.jpg');
    const { size, mtimeMs } = statSync(path);
    const swapping = await startSwapping(join(root, 'day'), join(home, 'elsewhere'));
    const reader = new FileReader(reach);
    const seen = new Set<string>();
    for (let i = 0; i < rounds; i++) {
      const now = reader.readNow(path);
      seen.add(now.ok ? Buffer.from(now.bytes).toString() : now.failure.reason);
      const listed = reader.read(path, size, mtimeMs);
      seen.add(listed.ok ? Buffer.from(listed.bytes).toString() : listed.failure.reason);
      const whole = readWhole(path, reach);
      seen.add(typeof whole === 'string' ? 'refused' : Buffer.from(whole.bytes).toString());
    }
    await swapping.end();
    expect(seen).not.toContain('secret');
    expect(seen).toContain('inside');
    expect(seen).toContain('link');
  });
});

it.each(['before it is listed', 'before its files are looked at', 'before its files are read'])('nothing is scanned of a folder that becomes a link %s', async (when) => {
  const day = join(root, 'day');
  const swap = (): void => {
    renameSync(day, join(home, 'away'));
    symlinkSync(join(home, 'elsewhere'), day);
  };
  const within = filesWithin(reach);
  const files: FileSystem = {
    ...within,
    readFolder: (path) => {
      if (path === day && when === 'before it is listed') swap();
      const content = within.readFolder(path);
      if (path === day && when === 'before its files are looked at') swap();
      return content;
    },
  };
  const reader = new FileReader(reach);
  const outcomes: unknown[] = [];
  for await (const batch of scanFolders([root], { signal: new AbortController().signal, survey: surveyBy(files) })) {
    if (when === 'before its files are read') swap();
    for (const { path, bytes, modified } of batch.files) {
      const read = reader.read(path, bytes, modified);
      outcomes.push(read.ok ? Buffer.from(read.bytes).toString() : read.failure.reason);
    }
    outcomes.push(...batch.skipped.map(({ reason }) => reason));
  }
  expect(outcomes).toContain('link');
  for (const outcome of outcomes) expect(['link', 'vanished', 'changed']).toContain(outcome);
});

it('a pipe in the place of a file is not waited for', async () => {
  const { execFileSync } = await import('node:child_process');
  if (process.platform === 'win32') return;
  const path = join(root, 'pipe.jpg');
  execFileSync('mkfifo', [path]);
  expect(lstatSync(path).isFIFO()).toBe(true);
  expect(readWhole(path, Reach.everywhere)).toBe('It is no regular file any more.');
  symlinkSync(join(home, 'elsewhere/same.jpg'), join(root, 'link.jpg'));
  expect(readWhole(join(root, 'link.jpg'), Reach.everywhere)).toContain('ELOOP');
});
