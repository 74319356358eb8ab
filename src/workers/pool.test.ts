import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp, { type Sharp } from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { GroupInput, HashTask, WorkerPool } from '../core/ports';
import { defaultSettings } from '../shared/settings';
import { lookAhead } from './batching';
import { createPool, type OwnPool, type PoolOptions } from './pool';
import { buildWorker } from './testing/build-worker';
import { Answers, hashAll, inPieces, never, writeTasks } from './testing/collect';

let folder: string;
let script: URL;
const open: WorkerPool[] = [];

function pool(options: Partial<PoolOptions> = {}): OwnPool {
  const made = createPool({ script, size: 2, ...options });
  open.push(made);
  return made;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lookalike-pool-'));
  script = await buildWorker('testing/stub.worker.ts', join(folder, 'build'));
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});
afterAll(() => rmSync(folder, { recursive: true }));

const good = (content: string): string => `${content.length * 7} 4294967280 ${content.length}×2 1 9`;

describe('hashing', () => {
  it('answers every file once, the same with any number of workers', async () => {
    const contents = Array.from({ length: 700 }, (_, i) => (i % 7 === 0 ? 'later' : i % 11 === 0 ? 'bad' : 'x'.repeat(1 + (i % 40))));
    const tasks = writeTasks(folder, contents, 'all');
    const one = await hashAll(pool({ size: 1 }), tasks);
    const four = await hashAll(pool({ size: 4 }), tasks, 33);
    const expected = contents.map((content) => (content === 'bad' ? 'truncated' : good(content)));
    expect(Array.from(contents, (_, row) => one.get(row))).toEqual(expected);
    expect(new Map([...four].sort(([a], [b]) => a - b))).toEqual(new Map([...one].sort(([a], [b]) => a - b)));
  });

  it('costs a bad file nothing but itself', async () => {
    const tasks = writeTasks(folder, ['fine', 'throw', '', 'fine', 'grows', 'fine'], 'odd');
    truncateSync(tasks[4]!.path, 1);
    const gone: HashTask = { row: 6, path: join(folder, 'gone.png'), bytes: 3, modified: 0 };
    const answers = await hashAll(pool(), [...tasks, gone, { ...gone, row: 7, path: folder }]);
    expect([...answers].sort(([a], [b]) => a - b).map(([, answer]) => answer)).toEqual([
      good('fine'), 'crashed', 'empty', good('fine'), 'changed', good('fine'), 'vanished', 'changed',
    ]);
  });

  it('takes no more from the source than it can soon use', async () => {
    const gate = join(folder, 'backpressure');
    const [task] = writeTasks(folder, [`until ${gate}`], 'blocked');
    let pulled = 0;
    async function* endless(): AsyncGenerator<readonly HashTask[]> {
      for (let row = 0; row < 20_000; row += 100) {
        pulled = row + 100;
        yield await Promise.resolve(Array.from({ length: 100 }, (_, i) => ({ ...task!, row: row + i })));
      }
    }
    const answers = new Answers();
    const one = pool({ size: 1 });
    const done = one.hash(endless(), answers.sink, never);
    await vi.waitFor(() => expect(one.snapshot().workers[0]?.status).toBe('busy'));
    for (let turn = 0; turn < 500; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(pulled).toBeGreaterThan(100);
    expect(pulled).toBeLessThan(lookAhead(1));
    writeFileSync(gate, '');
    await done;
    expect(answers.byRow.size).toBe(20_000);
  });

  it('starts one thread while files are announced, and the others when they come', async () => {
    const tasks = writeTasks(folder, ['a', 'b', 'c', 'd'], 'announced');
    let deliver = (): void => undefined;
    const delivered = new Promise<void>((resolve) => (deliver = resolve));
    async function* late(): AsyncGenerator<readonly HashTask[]> {
      await delivered;
      yield tasks;
    }
    const one = pool({ size: 3 });
    const answers = new Answers();
    const done = one.hash(late(), answers.sink, never);
    const statuses = (): string[] => one.snapshot().workers.map((worker) => worker.status);
    expect(statuses()).toEqual(['starting', 'idle', 'idle']);
    await vi.waitFor(() => expect(statuses()[0]).toBe('idle'));
    expect(statuses()).toEqual(['idle', 'idle', 'idle']);
    deliver();
    await done;
    expect(answers.byRow.size).toBe(4);
  });

  it('starts all of them ahead when it is told to', async () => {
    const one = pool({ size: 3 });
    const statuses = (): string[] => one.snapshot().workers.map((worker) => worker.status);
    one.warm();
    expect(statuses()).toEqual(['starting', 'starting', 'starting']);
    await vi.waitFor(() => expect(statuses()).toEqual(['idle', 'idle', 'idle']));
    const answers = await hashAll(one, writeTasks(folder, ['a', 'b', 'c', 'd'], 'ahead'));
    expect(answers.size).toBe(4);
  });

  it('rejects with what the source or the sink throws', async () => {
    const tasks = writeTasks(folder, ['a', 'b'], 'throwing');
    async function* broken(): AsyncGenerator<readonly HashTask[]> {
      yield await Promise.resolve(tasks);
      throw new Error('the drive is gone');
    }
    const one = pool();
    await expect(one.hash(broken(), () => undefined, never)).rejects.toThrow('the drive is gone');
    const full = (): never => {
      throw new Error('the disk is full');
    };
    await expect(one.hash(inPieces(tasks, 1), full, never)).rejects.toThrow('the disk is full');
    expect((await hashAll(one, tasks)).size).toBe(2);
  });

  it('refuses a second run beside the first', async () => {
    const gate = join(folder, 'second');
    const one = pool();
    const first = hashAll(one, writeTasks(folder, [`until ${gate}`], 'first'));
    await expect(hashAll(one, [])).rejects.toMatchObject({ error: { kind: 'busy' } });
    writeFileSync(gate, '');
    await first;
  });
});

describe('stopping', () => {
  it('pauses after the file in hand, serves jobs meanwhile, and goes on', async () => {
    const gate = join(folder, 'pause');
    const tasks = writeTasks(folder, [`until ${gate}`, ...new Array<string>(300).fill('x')], 'pause');
    const one = pool({ size: 1 });
    const answers = new Answers();
    const done = one.hash(inPieces(tasks, 400), answers.sink, never);
    await vi.waitFor(() => expect(one.snapshot().workers[0]?.current).toBe('pause-0.png'));
    one.pause();
    writeFileSync(gate, '');
    await vi.waitFor(() => expect(one.snapshot().workers[0]?.status).toBe('paused'));
    expect((await one.preview('abc', 'thumb', 'png')).ok).toBe(true);
    expect(answers.byRow.size).toBe(1);
    expect(one.snapshot().files).toBe(1);
    one.resume();
    await done;
    expect(answers.byRow.size).toBe(301);
  });

  it('ends an aborted run after the file in hand, even while paused, and keeps what was done', async () => {
    const gate = join(folder, 'abort');
    const tasks = writeTasks(folder, [`until ${gate}`, ...new Array<string>(300).fill('x')], 'abort');
    const one = pool({ size: 1 });
    const answers = new Answers();
    const abort = new AbortController();
    const done = one.hash(inPieces(tasks, 400), answers.sink, abort.signal);
    await vi.waitFor(() => expect(one.snapshot().workers[0]?.current).toBe('abort-0.png'));
    one.pause();
    abort.abort();
    writeFileSync(gate, '');
    await done;
    expect([...answers.byRow.keys()]).toEqual([0]);
    one.resume();
    expect((await hashAll(one, tasks)).size).toBe(301);
  });

  it('rejects a run that it is closed under, and ends its threads', async () => {
    const tasks = writeTasks(folder, new Array<string>(300).fill('later'), 'close');
    const one = pool();
    const done = hashAll(one, tasks, 10);
    const outcome = expect(done).rejects.toMatchObject({ error: { kind: 'cancelled' } });
    await one.close();
    await outcome;
    expect(one.snapshot().workers.map((worker) => worker.status)).toEqual(['ended', 'ended']);
    await expect(one.compare(groupInput)).rejects.toMatchObject({ error: { kind: 'cancelled' } });
  });
});

describe('trouble', () => {
  it.each([
    ['exit', 'crashed'],
    ['throw-later', 'crashed'],
    ['hog', 'crashed'],
    ['hang', 'timed-out'],
  ])('finds the file whose decoding ends in “%s” and hashes all others', async (poison, reason) => {
    const contents = Array.from({ length: 120 }, (_, i) => (i === 40 || i === 90 ? poison : 'x'.repeat(1 + i)));
    const tasks = writeTasks(folder, contents, poison);
    const answers = await hashAll(pool(poison === 'hang' ? { fileLimitMs: 1500 } : { heapMb: 24 }), tasks);
    expect(answers.size).toBe(120);
    const failed = [...answers].filter(([, answer]) => !answer.includes('×'));
    expect(failed.sort(([a], [b]) => a - b)).toEqual([[40, reason], [90, reason]]);
  });

  it('says so when its workers cannot start', async () => {
    const broken = join(folder, 'broken.mjs');
    writeFileSync(broken, 'throw new Error("no such module")');
    const tasks = writeTasks(folder, ['a'], 'unstarted');
    for (const bad of [pathToFileURL(broken), new URL('https://example.org/worker.mjs')]) {
      const one = pool({ script: bad, size: 3 });
      await expect(hashAll(one, tasks)).rejects.toMatchObject({ error: { kind: 'internal' } });
      await expect(one.compare(groupInput)).rejects.toMatchObject({ error: { kind: 'internal' } });
    }
  });
});

const [words, octets, doubles] = [new Uint32Array(2), new Uint8Array(2), new Float64Array(2)];
const groupInput: GroupInput = {
  hashes: new Uint32Array(4), contents: words, details: new Uint16Array(2), records: { kept: null, passing: '' }, slots: words, widths: words, heights: words, bytes: doubles, modified: doubles,
  formats: octets, identity: words, pixels: new Uint32Array(4), order: words, nameSigns: octets, qualities: octets, depths: octets, extras: octets, standings: octets,
  folderRanks: new Uint16Array(2), companions: octets,
};

describe('jobs', () => {
  it('groups, previews, reads facts and draws', async () => {
    const one = pool();
    const compared = await one.compare(groupInput);
    expect((await one.group(compared, { ...defaultSettings, radius: 4 }, null)).distances).toEqual(Uint8Array.of(0, 4));
    expect(await one.preview('abc', 'large', 'jpeg')).toEqual({
      ok: true,
      value: { mime: 'image/webp', bytes: new Uint8Array(5).fill(3) },
    });
    expect(await one.facts('abc', 'jpeg')).toEqual({ ok: false, error: { kind: 'not-found', what: 'abc' } });
    expect(await one.draw({ path: 'x', seed: 1, transform: 'impossible' })).toEqual({ ok: false, error: { kind: 'cancelled' } });
  });

  it('fails the job that takes its worker with it, and no hashing beside it', async () => {
    const one = pool({ size: 1 });
    const tasks = writeTasks(folder, new Array<string>(400).fill('later'), 'beside');
    const hashing = hashAll(one, tasks, 20);
    const preview = one.preview('exit', 'thumb', 'png');
    const compared = await one.compare(groupInput);
    await expect(one.group(compared, { ...defaultSettings, radius: 13 }, null)).rejects.toMatchObject({ error: { kind: 'internal' } });
    expect(await preview).toMatchObject({ ok: false, error: { kind: 'cannot-preview' } });
    expect([...(await hashing).values()]).toEqual(new Array<string>(400).fill(good('later')));
  });

  it.each(['exit', 'hang'])('has a job that waited behind a file that ends in “%s” done by another worker', async (end) => {
    const gate = join(folder, `behind-${end}`);
    const one = pool({ size: 1, fileLimitMs: 700 });
    const hashing = hashAll(one, writeTasks(folder, [`${end} ${gate}`, 'fine'], end));
    await vi.waitFor(() => expect(one.snapshot().workers[0]?.current).toBe(`${end}-0.png`));
    const preview = one.preview('abc', 'thumb', 'png');
    writeFileSync(gate, '');
    expect((await preview).ok).toBe(true);
    expect([...(await hashing).values()].sort()).toEqual([good('fine'), end === 'exit' ? 'crashed' : 'timed-out']);
  });

  it('has a step of grouping that hangs done again, once', async () => {
    const one = pool({ fileLimitMs: 500 });
    const compared = await one.compare(groupInput);
    const tries = (): Uint8Array => new Uint8Array(new SharedArrayBuffer(2));
    const [once, twice] = [tries(), tries()];
    expect((await one.group(compared, { ...defaultSettings, radius: 14 }, once)).members).toHaveLength(2);
    await expect(one.group(compared, { ...defaultSettings, radius: 15 }, twice)).rejects.toThrow('it took too long');
    expect([once[0], twice[0]]).toEqual([2, 2]);
    expect((await one.group(compared, { ...defaultSettings, radius: 4 }, null)).members).toHaveLength(2);
  });

  it('digests pictures in the order asked, with null for what is none', async () => {
    const drawn = (level: number): Sharp => sharp({ create: { width: 9, height: 7, channels: 3, background: { r: level, g: 1, b: 2 } } });
    const files = await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? drawn(i).png() : drawn(i - 1).webp({ lossless: true })).toBuffer()));
    const paths = files.map((file, i) => join(folder, `picture-${i}`));
    files.forEach((file, i) => writeFileSync(paths[i]!, file));
    const [note] = writeTasks(folder, ['no picture'], 'note');
    const one = pool();
    const digests = await one.pixels([...paths, note!.path, join(folder, 'nowhere')], never);
    const hex = digests.map((digest) => digest && Buffer.from(digest).toString('hex'));
    expect(hex.slice(20)).toEqual([null, null]);
    expect(new Set(hex.slice(0, 20)).size).toBe(10);
    paths.forEach((_, i) => expect(hex[i]).toBe(hex[i - (i % 2)]));
    expect(await one.pixels(paths, AbortSignal.abort())).toEqual(paths.map(() => null));
  });

  it('hashes looks with the numbers of their pixels and bytes, and with what files say', async () => {
    const tasks = writeTasks(folder, ['a', 'bcd'], 'look');
    const seen = new Map<number, number[]>();
    await pool().hash(inPieces(tasks, 2), ({ rows, pixels, numbers, qualities, depths, extras }) =>
      rows.forEach((row, i) => seen.set(row, [...[pixels, numbers].flatMap((column) => [...column.subarray(2 * i, 2 * i + 2)]), qualities[i]!, depths[i]!, extras[i]!])), never, 'look');
    expect([seen.get(0), seen.get(1)]).toEqual([[1, 0xffff_fffe, 1, 97, 1, 1, 5], [3, 0xffff_fffe, 3, 98, 3, 1, 5]]);
  });
});
