import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundle } from '../../scripts/bundle.mjs';
import type { HashBatch, HashTask } from '../core/ports';
import { HashRun } from './hash-run';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lookalike-stuck-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

// A pipe that nobody writes to stands for the drive: opening it without further ado is a system call that never returns.
it.runIf(process.platform === 'linux').each([
  ['in the system, and ends in spite of it', 'stuck', null],
  ['in its own computing, and ends with a status', 'hang', 0],
] as const)('does without a thread that is stuck %s', async (_, how, status) => {
  const pipe = join(folder, `pipe-${how}`);
  execFileSync('mkfifo', [pipe]);
  const photos = join(folder, how);
  mkdirSync(photos);
  const content = how === 'stuck' ? `stuck ${pipe}` : how;
  for (const [name, text] of Object.entries({ 'a.jpg': 'fine', 'b.jpg': content, 'c.jpg': 'fine', 'd.jpg': 'fine' })) writeFileSync(join(photos, name), text);
  const [child = ''] = await bundle(['src/workers/testing/stuck.child.ts']);
  const [worker = ''] = await bundle(['src/workers/testing/stub.worker.ts']);
  const running = spawn(process.execPath, [child, worker, photos], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  running.stdout.setEncoding('utf8').on('data', (piece: string) => (said += piece));
  const [code] = (await once(running, 'close')) as [number | null];
  expect(code).toBe(status);
  expect(JSON.parse(said)).toEqual(['hashed', 'timed-out', 'hashed', 'hashed']);
});

it('gives up a folder of which two files could not be read, and goes on with the others', async () => {
  const tasks = ['dead/1', 'dead/2', 'dead/3', 'fine/4', 'dead/5'].map((path, row): HashTask => ({ row, path, bytes: 10, modified: 0 }));
  const late: HashTask = { row: 5, path: 'dead/6', bytes: 10, modified: 0 };
  let goOn = (): void => undefined;
  async function* source(): AsyncGenerator<readonly HashTask[]> {
    yield tasks;
    await new Promise<void>((resolve) => (goOn = resolve));
    yield [late];
  }
  const failed: string[] = [];
  const sink = ({ failures }: HashBatch): void => void failed.push(...failures.map(({ row, reason }) => `${row} ${reason}`));
  let id = 0;
  const run = new HashRun(source(), 'look', sink, 2, () => ++id, () => undefined);
  run.start();
  await new Promise((resolve) => setImmediate(resolve));
  const lane = { outstanding: 0, isolated: false };
  const [first, second] = [run.queue.take(lane)!, run.queue.take(lane)!];
  run.hung([first], first.id, 0, true);
  expect(failed).toEqual(['0 no-answer']);
  run.hung([second], second.id, 0, true);
  goOn();
  await new Promise((resolve) => setImmediate(resolve));
  expect(failed.toSorted()).toEqual(['0 no-answer', '1 no-answer', '2 no-answer', '4 no-answer', '5 no-answer']);
  expect(run.queue.take(lane)?.tasks.map(({ row }) => row)).toEqual([3]);
});
