// `npm run bench:crawl [-- --files N] [--workers N] [--compare]`: a scan of a library that exists only as names. The file
// system and the decoder are stubs; session, queues, pool, threads and store are the real ones. Prints what each
// million (or quarter, if that is less) took and how much memory the process had. Ends with 1 if the last was slower than
// the second by more than a tenth, both by the clock and by processor time (which other programs do not touch), or the
// memory went past its bound.
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ScanSession } from '../src/core/library/session';
import { openStore } from '../src/core/store/store';
import { defaultSettings } from '../src/shared/settings';
import { createPool } from '../src/workers/pool';
import { stubSurvey, stubRoot } from './stub-library';

const mostMebibytes = 1500;
const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '7500000' },
    workers: { type: 'string', default: '2' },
    compare: { type: 'boolean', default: false },
  },
});
const files = Number(values.files);
const leg = Math.min(1_000_000, Math.ceil(files / 4));
const scratch = await mkdtemp(join(tmpdir(), 'lookalike-crawl-'));
try {
  await crawl();
} finally {
  await rm(scratch, { recursive: true });
}

async function crawl(): Promise<void> {
  const store = openStore(scratch);
  const pool = createPool({ script: new URL('./stub.worker.js', import.meta.url), size: Number(values.workers) });
  const session = new ScanSession({
    folders: [stubRoot], survey: stubSurvey(files), store, pool, choice: { ...defaultSettings, radius: 8 }, compare: values.compare,
  });
  const legs: { readonly perSecond: number; readonly cpuMicros: number }[] = [];
  let [reached, at, cpu] = [0, performance.now(), process.cpuUsage()];
  console.log('| files | files/s | CPU µs per file | resident MiB | cache MiB |\n| --- | --- | --- | --- | --- |');
  const report = async (): Promise<void> => {
    const { hashed } = session.stats;
    if (hashed === reached || (hashed < reached + leg && hashed < files)) return;
    const now = performance.now();
    const perSecond = (1000 * (hashed - reached)) / (now - at);
    const { user, system } = process.cpuUsage(cpu);
    const cpuMicros = (user + system) / (hashed - reached);
    // A short last leg says little.
    if (hashed - reached > leg / 4) legs.push({ perSecond, cpuMicros });
    [reached, at, cpu] = [hashed, now, process.cpuUsage()];
    const resident = process.memoryUsage.rss() / 2 ** 20;
    const cache = (await stat(join(scratch, 'cache.db'))).size / 2 ** 20;
    const cells = [hashed.toLocaleString('en'), Math.round(perSecond).toLocaleString('en'), cpuMicros.toFixed(1), resident.toFixed(0), cache.toFixed(0)];
    console.log(`| ${cells.join(' | ')} |`);
  };
  const ticker = setInterval(() => void report(), 20);
  await session.run();
  clearInterval(ticker);
  const { seconds, hashed } = session.stats;
  await report();
  await pool.close();
  store.close();
  const peak = process.resourceUsage().maxRSS / 1024;
  const [second, last] = [legs[1]!, legs[legs.length - 1]!];
  const rate = last.perSecond / second.perSecond;
  const cost = last.cpuMicros / second.cpuMicros;
  console.log(`\n${hashed.toLocaleString('en')} files in ${seconds.toFixed(1)} s, ${session.groups.count.toLocaleString('en')} groups.`);
  console.log(`Peak memory ${peak.toFixed(0)} MiB.`);
  console.log(`The last leg ran at ${percent(rate)} of the second's rate, and a file of it took ${percent(cost)} of the processor time.`);
  if (Math.min(cost, 1 / rate) > 1.1 || peak > mostMebibytes) process.exitCode = 1;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
