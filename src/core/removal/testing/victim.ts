// `node victim.js HOME ACTION PHASE STEP`: removes the copies of the library in HOME/photos with the real engine, and undoes that
// where PHASE is `undo`, until it kills itself at a step of PHASE. Exits with 0 when it came to the end. Test only.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RemovalAction, RemovalChoice } from '../../../shared/removal';
import { defaultSettings } from '../../../shared/settings';
import { EngineBench, looks } from '../../testing/engine-bench';
import { killSwitch } from './kill-switch';

const [home = '', action, phase, step] = process.argv.slice(2);
const bench = new EngineBench(home);
const { arm, disarm } = await killSwitch(Number(step));

for (const name of readdirSync(join(home, 'photos')).filter((name) => name.endsWith('.jpg'))) {
  bench.workers.found.set(join(home, 'photos', name), looks[name.charCodeAt(0) - 'a'.charCodeAt(0)]!);
}
if (phase === 'recover') arm();
await bench.open();
disarm();
if (phase !== 'recover') await remove();
await bench.engine.close();

async function remove(): Promise<void> {
  await bench.call('settings.set', { ...defaultSettings, permanentDelete: true });
  await bench.scan();
  await bench.call('marks.all', null);
  const plan = await bench.call('removal.plan', { choice: await choose() });
  if (plan.refused.length > 0) throw new Error(JSON.stringify(plan.refused));
  if (phase === 'remove') arm();
  const { transaction, failures } = await bench.call('removal.run', { plan: plan.id, confirmation: plan.confirmation });
  if (failures.length > 0) throw new Error(JSON.stringify(failures));
  if (phase === 'undo') {
    arm();
    const undone = await bench.call('removal.undo', { transaction });
    if (undone.failures.length > 0) throw new Error(JSON.stringify(undone.failures));
  }
  disarm();
}

async function choose(): Promise<RemovalChoice> {
  if (action !== 'move') return { action: action as Exclude<RemovalAction, 'move'> };
  const granted = await bench.engine.grant([join(home, 'chosen')]);
  if (!granted.ok) throw new Error('The folder is not there');
  return { action, folder: granted.value[0]!.id };
}
