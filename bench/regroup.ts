// `npm run bench:regroup -- DIR`: scans a folder, then groups it by every other strictness, first as the window does in the background,
// then as the person does who moves the slider. Without a store, which would know the groups. Needs the built program.
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ScanSession } from '../src/core/library/session';
import { defaultSettings } from '../src/shared/domain';
import { createPool } from '../src/workers/pool';

const [named] = process.argv.slice(2);
if (named === undefined) {
  console.error('usage: npm run bench:regroup -- DIR');
  process.exit(2);
}
const script = pathToFileURL(resolve('out/main/worker.js'));
const pool = createPool({ script, size: availableParallelism() });
const folder = resolve(process.env['INIT_CWD'] ?? process.cwd(), named);
const session = new ScanSession({ folders: [folder], store: null, pool, choice: defaultSettings, compare: true });
try {
  console.log(`scanned and grouped in ${await seconds(() => session.run())} s: ${session.groups.count} groups of ${session.groups.summary.files} files among ${session.groups.summary.images}`);
  console.log(`every other strictness in ${await seconds(() => session.countGroups(() => true))} s`);
  const times: number[] = [];
  for (const radius of [12, 3, 10, 0, 7, 11, 5, 9, 1, 6, 2, 4, 8]) {
    const began = performance.now();
    await session.regroup({ ...defaultSettings, radius });
    times.push(performance.now() - began);
    console.log(`radius ${radius}: ${session.groups.count} groups in ${times.at(-1)!.toFixed(0)} ms`);
  }
  console.log(`slowest ${Math.max(...times).toFixed(0)} ms`);
} finally {
  await pool.close();
  session.dispose();
}

async function seconds(work: () => Promise<void>): Promise<string> {
  const began = performance.now();
  await work();
  return ((performance.now() - began) / 1000).toFixed(1);
}
