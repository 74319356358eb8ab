import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../scripts/bundle.mjs';
import { makeCorpus, type Corpus } from '../core/decode/hostile/corpus';
import { previewSides } from '../shared/contract';
import type { ChildReport, Outcome } from './testing/hostile.child';

/** MiB. Measured, for a limit of addresses (`RLIMIT_AS`) would be passed by what V8 and WebAssembly reserve and never touch. */
const mostMemory = 1024;
/** All that the program ever does with a file. */
const everything = ['hash', 'facts', 'pixels', 'report', ...Object.keys(previewSides)];
/** What comes of one drawing of it: another size is another drawing by the same renderer. */
const drawnOnce = ['hash', 'facts', 'small'];
const asElectron = 'Object.defineProperty(process, "versions", { value: { ...process.versions, electron: "40.0.0" } })';

let folder: string;
let corpus: Corpus;
let child: string;
let worker: string;
let connections = 0;
const server = createServer((socket) => {
  connections++;
  socket.destroy();
});

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lookalike-hostile-'));
  [child = '', worker = ''] = await bundle(['src/workers/testing/hostile.child.ts', 'src/workers/hash.worker.ts']);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  // The picture lies beside the drawings as well, where a relative reference would find it.
  mkdirSync(join(folder, 'reaching'));
  const picture = join(folder, 'reaching', 'black.png');
  const pipe = join(folder, 'pipe');
  await sharp({ create: { width: 64, height: 64, channels: 3, background: '#000000' } }).png().toFile(picture);
  execFileSync('mkfifo', [pipe]);
  corpus = await makeCorpus({ picture, pipe, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  for (const [name, files] of Object.entries(corpus)) {
    mkdirSync(join(folder, name), { recursive: true });
    for (const file of files) writeFileSync(join(folder, name, file.name), file.bytes);
  }
}, 120_000);
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** Does what is asked with all files of these parts of the corpus, at once on two workers, in a process of its own. */
async function face(parts: readonly string[], options: readonly string[] = [], asked = everything): Promise<ChildReport> {
  const paths = parts.flatMap((part) => corpus[part]!.map(({ name }) => join(folder, part, name)));
  // glibc keeps up to 64 MiB of what was freed for each thread, up to eight threads a core: no more of that than on a small machine.
  const env = { ...process.env, MALLOC_ARENA_MAX: '2' };
  const running = spawn(process.execPath, [...options, child, worker, asked.join()], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  running.stdin.end(JSON.stringify(paths));
  let said = '';
  running.stdout.setEncoding('utf8').on('data', (piece: string) => (said += piece));
  const [code] = (await once(running, 'close')) as [number | null];
  expect(code).toBe(0);
  const report = JSON.parse(said) as ChildReport;
  expect(report.outcomes.map(({ path }) => path)).toEqual(paths);
  return report;
}

/** Files that got no answer to something, or one that says that a worker did not survive or had to be stopped. */
function unanswered(outcomes: readonly Outcome[], asked = everything): readonly Outcome[] {
  return outcomes.filter(({ came }) => asked.some((what) => came[what] === undefined || /no answer|twice|crashed|timed-out|too long|survive/.test(came[what])));
}

/** Drawings in which something black is seen. */
function reachedOut(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.filter(({ came }) => Number(/darkest (\d+)/.exec(came['small'] ?? '')?.[1] ?? 255) < 128).map(({ path }) => basename(path));
}

// What a process took at most is told by /proc.
describe.runIf(process.platform === 'linux')('hostile files', () => {
  it('all at once end with a result or a reason each, below a gigabyte', async () => {
    const { outcomes, peak } = await face(Object.keys(corpus).filter((part) => part !== 'reaching'));
    expect(outcomes.length).toBeGreaterThan(400);
    expect(unanswered(outcomes)).toEqual([]);
    expect(peak).toBeLessThan(mostMemory);
  }, 600_000);

  it.each([['as they are', [], everything], ['without native libvips', ['--import', `data:text/javascript,${asElectron}`], drawnOnce]] as const)('have nothing outside them read, %s', async (_, options, asked) => {
    const { outcomes, peak } = await face(['reaching'], options, [...asked]);
    expect(outcomes.length).toBeGreaterThan(200);
    expect(unanswered(outcomes, [...asked])).toEqual([]);
    expect(reachedOut(outcomes)).toEqual([]);
    expect(connections).toBe(0);
    expect(peak).toBeLessThan(mostMemory);
  }, 600_000);

  it('stay below a gigabyte without native libvips, whose memory never shrinks', async () => {
    const { outcomes, peak } = await face(['webp', 'gif', 'avif'], ['--import', `data:text/javascript,${asElectron}`]);
    expect(unanswered(outcomes)).toEqual([]);
    expect(peak).toBeLessThan(mostMemory);
  }, 600_000);
});
