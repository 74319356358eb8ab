// `node victim.js HOME SEED WORKER`: the real engine over the library in HOME/photos, in cycles of scan, group, mark, remove and undo without
// end, until somebody kills it. Says line by line on standard output what it begins, and what it takes to be stored. Test only.
import { writeSync } from 'node:fs';
import { defaultSettings } from '../../../shared/settings';
import { Random } from '../../../core/decode/fuzz/random';
import { everyGroup } from '../../../core/testing/faults/audit';
import { wantedGone } from '../../../core/testing/faults/decisions';
import { EngineBench } from '../../../core/testing/engine-bench';
import { createPool } from '../../pool';
import type { KillPhase, Said } from './said';

const [home = '', seed = '', worker = ''] = process.argv.slice(2);
const random = new Random(Number(seed), 1);
const bench = new EngineBench(home);
bench.createPool = (size) => createPool({ script: new URL(worker), size });

begin('open');
await bench.open();
await bench.call('settings.set', { ...defaultSettings, workers: 2, permanentDelete: true });
for (;;) {
  begin('scan');
  const often = setInterval(() => void bench.call('scan.state', null).then(({ stats }) => say({ what: 'stored', files: stats.hashed + stats.cached, skipped: stats.skipped })), 5);
  const { stats } = await bench.scan();
  clearInterval(often);
  say({ what: 'stored', files: stats.hashed + stats.cached, skipped: stats.skipped });
  begin('group');
  await bench.call('settings.set', { ...(await bench.call('settings.get', null)), radius: random.between(4, 12) });
  begin('mark');
  await mark();
  for (let i = 0; i < 2; i++) await removeAndUndo();
}

function begin(phase: KillPhase): void {
  say({ what: 'begins', phase });
}

/** In one write, and at once: what was said when the end comes was said. */
function say(said: Said): void {
  writeSync(1, `${JSON.stringify(said)}\n`);
}

/** Marks copies of some groups, and waits until somebody else could read it. */
async function mark(): Promise<void> {
  const groups = await everyGroup(bench);
  await bench.call('marks.clear', null);
  await bench.call('marks.copies', { groups: groups.filter(() => random.chance(0.7)).map(({ id }) => id) });
  const decided = (await everyGroup(bench)).flatMap(({ members }) => members.map(({ file, marked }) => [file.path, marked] as const));
  for (;;) {
    const stored = wantedGone(home);
    if (decided.every(([path, marked]) => stored.has(path) === marked)) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  say({ what: 'decided', decided });
}

async function removeAndUndo(): Promise<void> {
  const action = random.pick(['trash', 'hold', 'hard-link'] as const);
  const plan = await bench.engine.call('removal.plan', { choice: { action } });
  if (!plan.ok) return;
  begin('remove');
  const { id, confirmation, files } = await bench.call('removal.plan', { choice: { action } });
  if (action === 'hard-link') say({ what: 'linked', files });
  const { transaction, undoable } = await bench.call('removal.run', { plan: id, confirmation });
  begin('undo');
  if (undoable) await bench.call('removal.undo', { transaction });
  await bench.call('marks.redo', null);
}
