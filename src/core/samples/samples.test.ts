import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fail, ok } from '../../shared/errors';
import { decode } from '../decode/decode';
import { fingerprint, type Fingerprint } from '../fingerprint';
import { popcount } from '../grouping/hamming';
import type { SampleTask, WorkerPool } from '../ports';
import { drawSample, makeSamples } from '../samples';
import { planSamples } from './plan';
import { drawScene } from './scenes';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lookalike-samples-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function fingerprintOf(bytes: Uint8Array): Promise<Fingerprint> {
  const result = await decode(bytes);
  if (!result.ok) throw new Error(result.failure.detail);
  return fingerprint(result.grid);
}

function apart(a: Fingerprint, b: Fingerprint): number {
  return popcount(a.hashLow ^ b.hashLow) + popcount(a.hashHigh ^ b.hashHigh);
}

describe('the plan of the sample library', () => {
  const tasks = planSamples('/lib');

  it('is a few hundred files in folders, with copies and singles in every format, no path twice', () => {
    expect(tasks.length).toBeGreaterThan(280);
    expect(new Set(tasks.map(({ path }) => path.toLowerCase())).size).toBe(tasks.length);
    expect([...new Set(tasks.map(({ path }) => extname(path)))].sort()).toEqual(['.avif', '.gif', '.jpg', '.png', '.svg', '.tif', '.txt', '.webp']);
    expect(planSamples('/lib')).toEqual(tasks);
  });

  it('shows pictures of which none would pass for a copy of another, nor for flat', async () => {
    const seeds = [...new Set(tasks.map(({ seed }) => seed))];
    const prints = await Promise.all(seeds.map((seed) => fingerprintOf(Buffer.from(drawScene(seed, 240)))));
    let closest = 64;
    prints.forEach((print, i) => {
      // An eighth of the comparisons: fewer would mean a picture with nothing in it.
      expect(print.detail).toBeGreaterThan(32);
      for (let j = 0; j < i; j++) closest = Math.min(closest, apart(print, prints[j]!));
    });
    expect(closest).toBeGreaterThan(8);
  });
});

describe('drawing a sample', () => {
  const draw = async (name: string, transform: string): Promise<Buffer> => {
    const path = join(folder, 'sub', name);
    expect(await drawSample({ path, seed: 5, transform })).toEqual(ok(null));
    return readFileSync(path);
  };

  it('gives copies that are found to be copies', async () => {
    const original = await draw('a.jpg', 'original');
    const print = await fingerprintOf(original);
    expect(print.width).toBeGreaterThanOrEqual(1200);
    expect((await draw('a (1).jpg', 'copy')).equals(original)).toBe(true);
    expect(statSync(join(folder, 'sub/a (1).jpg')).mtimeMs).toBeGreaterThan(statSync(join(folder, 'sub/a.jpg')).mtimeMs);
    for (const [name, transform] of [['b.jpg', 'recompressed'], ['c.jpg', 'half-size'], ['d.jpg', 'brighter'], ['e.jpg', 'turned'], ['f.png', 'original'], ['g.webp', 'original'], ['h.tif', 'original'], ['i.avif', 'original'], ['j.gif', 'original'], ['k.svg', 'original']] as const) {
      const copy = await fingerprintOf(await draw(name, transform));
      expect(apart(copy, print), name).toBeLessThanOrEqual(3);
      if (transform !== 'half-size') expect([copy.width, copy.height]).toEqual([print.width, print.height]);
    }
  });

  it('gives broken files that are told from pictures', async () => {
    expect(await decode(await draw('a.jpg', 'cut-short'))).toMatchObject({ ok: false, failure: { reason: 'truncated' } });
    expect(await decode(await draw('b.jpg', 'not-a-picture'))).toMatchObject({ ok: false, failure: { reason: 'not-an-image' } });
    expect(await draw('c.jpg', 'empty')).toHaveLength(0);
  });

  it('says what went wrong', async () => {
    expect(await drawSample({ path: join(folder, 'x.jpg'), seed: 1, transform: 'melted' })).toMatchObject({ ok: false, error: { kind: 'invalid-input' } });
    await draw('file.svg', 'original');
    const inside = await drawSample({ path: join(folder, 'sub/file.svg/x.svg'), seed: 1, transform: 'original' });
    expect(inside).toMatchObject({ ok: false, error: { kind: 'storage' } });
  });
});

describe('making the library', () => {
  function poolOf(draw: WorkerPool['draw']): WorkerPool {
    const unused = (): never => expect.unreachable();
    return { size: 3, draw, hash: unused, pause: unused, resume: unused, survey: { list: unused, look: unused }, pixels: unused, compare: unused, group: unused, preview: unused, facts: unused, snapshot: unused, close: unused };
  }
  /** Draws every file as if it were empty. */
  const quickly = ({ path, seed }: SampleTask) => drawSample({ path, seed, transform: 'empty' });
  const never = new AbortController().signal;

  it('draws what is missing, tells how far it is, and draws nothing twice', async () => {
    const total = planSamples(folder).length;
    const seen: number[] = [];
    expect(await makeSamples(poolOf(quickly), folder, ({ done }) => seen.push(done), never)).toEqual(ok(folder));
    expect(seen).toEqual(Array.from({ length: total + 1 }, (_, i) => i));
    expect(readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())).toHaveLength(total);

    rmSync(join(folder, 'Downloads'), { recursive: true });
    const again: string[] = [];
    await makeSamples(poolOf((task) => (again.push(task.path), quickly(task))), folder, () => undefined, never);
    expect(again.length).toBeGreaterThan(3);
    expect(again.every((path) => path.startsWith(join(folder, 'Downloads')))).toBe(true);
  });

  it('ends at the first failure, and when told to', async () => {
    let asked = 0;
    const failing = poolOf(() => (asked++, Promise.resolve(fail({ kind: 'storage', detail: 'the disk is full' }))));
    expect(await makeSamples(failing, folder, () => undefined, never)).toMatchObject({ ok: false, error: { kind: 'storage' } });
    expect(asked).toBe(3);
    expect(await makeSamples(poolOf(quickly), folder, () => undefined, AbortSignal.abort())).toEqual(fail({ kind: 'cancelled' }));
    expect(existsSync(join(folder, 'Downloads'))).toBe(false);
  });
});
