// `npm run bench:store -- [--files N]`: what it costs to keep what is known of a large library, to look it over and to get it back. Real files,
// in a folder of their own; the least of several runs in time of the processor, as other programs do not touch it.
import { cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Database from 'libsql';
import { Intake } from '../src/core/library/intake';
import { inventoryOf, recallInventory } from '../src/core/library/inventory';
import { lookCheck } from '../src/core/store/look-check';
import { openStore } from '../src/core/store/store';
import { sampleBatch, sampleRecord, sampleTasks } from '../src/core/store/testing/sample-batch';

const { values } = parseArgs({ options: { files: { type: 'string', default: '100000' } } });
const tasks = sampleTasks(Number(values.files));
const home = mkdtempSync(join(tmpdir(), 'lookalike-bench-store-'));
const least = new Map<string, number>();

function time<T>(name: string, work: () => T): T {
  const before = process.cpuUsage();
  const result = work();
  note(name, before);
  return result;
}

function note(name: string, before: NodeJS.CpuUsage): void {
  const { user, system } = process.cpuUsage(before);
  least.set(name, Math.min(least.get(name) ?? Infinity, (user + system) / 1000));
}

async function timeAsync(name: string, work: () => Promise<void>): Promise<void> {
  const before = process.cpuUsage();
  await work();
  note(name, before);
}

try {
  const batches = Array.from({ length: Math.ceil(tasks.length / 50) }, (_, i) => tasks.slice(50 * i, 50 * i + 50)).map((some) => sampleBatch(some));
  const decided = tasks.map(({ path, bytes, modified }) => ({ path, bytes, modified, content: `${bytes}-0123456789abcdef`, decision: 'marked' as const }));
  for (let run = 0; run < 3; run++) {
    const folder = join(home, String(run));
    const store = openStore(folder);
    const intake = new Intake(store);
    intake.add(tasks.map((task) => ({ ...task, companions: 0 })));
    time('keep all, as answers come, fifty at a time', () => {
      for (const batch of batches) intake.take(batch);
      intake.finish();
    });
    time('decide on all, two thousand at a time', () => {
      for (let from = 0; from < decided.length; from += 2000) store.decisions.change(['/photos'], [], decided.slice(from, from + 2000));
    });
    time('close', () => store.close());
    const again = time('open', () => openStore(folder));
    if (time('look all up', () => again.lookup(tasks)).includes(null)) throw new Error('Something is not known.');
    time('… of which the checks of rows and records', () => {
      const record = sampleRecord(1);
      const known = {
        kind: 'fingerprint', hashLow: 1, hashHigh: 2, contentLow: 3, contentHigh: 4, pixelsLow: 5, pixelsHigh: 6, numberLow: 7, numberHigh: 8, slot: 9, width: 10,
        height: 11, format: 0, detail: 12, quality: 13, depth: 8, extras: 0,
      } as const;
      for (const { path, bytes, modified } of tasks) lookCheck({ path, bytes, modified, version: 1, known }, record);
    });
    const found = new Intake(again);
    found.recall(tasks.map((task) => ({ ...task, companions: 0 })), () => 'known');
    time('keep what a scan found', () => again.saveInventory(['/photos'], inventoryOf(found.table, found.skipped, { scanned: 1, scannedBefore: null, whole: true, leftOut: '' })));
    const inventory = time('get back what it found', () => again.lookupInventory(['/photos']));
    if (!inventory) throw new Error('It is not known what a scan found.');
    const recalled = new Intake(again);
    await timeAsync('… and look all of it up, as the program begins', () => recallInventory(recalled, inventory, new AbortController().signal));
    if (recalled.cached !== tasks.length) throw new Error('Something is not known.');
    again.close();
    for (const name of ['cache.db', 'journal.db']) {
      const db = new Database(join(folder, name));
      time(`PRAGMA quick_check of ${name}`, () => db.prepare('PRAGMA quick_check(1)').get());
      db.close();
    }
    const lost = join(home, `${run} lost`);
    cpSync(folder, lost, { recursive: true });
    rmSync(join(lost, 'journal.db'));
    const back = time('get all decisions back from the log', () => openStore(lost));
    if (back.decisions.of(['/photos']).length !== decided.length) throw new Error('Something was lost.');
    back.close();
    if (run === 0) {
      for (const name of ['cache.db', 'looks.bin', 'journal.db', 'choices.log']) console.log(`${name}: ${(statSync(join(folder, name)).size / 2 ** 20).toFixed(1)} MiB`);
    }
    rmSync(lost, { recursive: true });
    rmSync(folder, { recursive: true });
  }
} finally {
  rmSync(home, { recursive: true });
}
console.log(`\n${tasks.length} files, the least of three\n\n| | processor ms |\n| --- | --- |`);
for (const [name, took] of least) console.log(`| ${name} | ${took.toFixed(0)} |`);
