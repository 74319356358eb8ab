// `npm run bench:removal -- [--files N] [--bytes N] [--actions A,B] [--dir DIR]`: how long planning, removing and restoring take, with
// real files, the real journal and trash, all files equal copies that are compared byte by byte.
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { diskChecks } from '../src/core/removal/checks';
import { planRemoval, type PlanGroup } from '../src/core/removal/plan';
import { unprotected } from '../src/core/folder-roles/protection';
import { runRemoval } from '../src/core/removal/transaction';
import { undoRemoval } from '../src/core/removal/undo';
import type { RemovalJob } from '../src/core/removal/ways/way';
import { waysOf } from '../src/core/removal/ways/ways';
import { openStore } from '../src/core/store/store';
import { freedesktopTrash } from '../src/core/trash/freedesktop';
import { removalActions } from '../src/shared/removal';

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '20000' },
    bytes: { type: 'string', default: '16384' },
    actions: { type: 'string', default: 'trash,hold,move,hard-link,symlink' },
    dir: { type: 'string', default: tmpdir() },
  },
});
const count = Number(values.files);
const size = Number(values.bytes);
const filesPerFolder = 500;
const actions = removalActions.filter((action) => values.actions.split(',').includes(action));

const home = realpathSync(mkdtempSync(join(values.dir, 'lookalike-bench-')));
process.env['XDG_DATA_HOME'] = join(home, 'data');
try {
  const groups = makePairs();
  console.log(`${count} files of ${size} bytes\n`);
  console.log('| action | plan s | remove s | restore s | processor s | longest silence ms |\n| --- | --- | --- | --- | --- | --- |');
  for (const action of actions) console.log(await measure(action, groups));
} finally {
  rmSync(home, { recursive: true });
}

function makePairs(): readonly PlanGroup[] {
  return Array.from({ length: count }, (_, i) => {
    const content = randomBytes(size);
    const members = ['kept', 'copy'].map((kind) => {
      const folder = join(home, 'photos', kind, String(Math.floor(i / filesPerFolder)));
      if (i % filesPerFolder === 0) mkdirSync(folder, { recursive: true });
      const path = join(folder, `IMG_${i}.jpg`);
      writeFileSync(path, content);
      const { mtimeMs: modified } = statSync(path);
      return { id: path, path, bytes: size, modified, identity: i + 1, marked: kind === 'copy' };
    });
    return { id: String(i), members, tie: false };
  });
}

async function measure(action: RemovalJob['action'], groups: readonly PlanGroup[]): Promise<string> {
  const store = openStore(join(home, 'store'));
  const tools = { journal: store.journal, ways: waysOf(freedesktopTrash(), diskChecks), checks: diskChecks, protection: () => unprotected };
  const folder = action === 'move' ? join(home, 'chosen') : null;
  if (folder !== null) mkdirSync(folder);
  const roots = [join(home, 'photos')];
  const job: RemovalJob = { id: randomUUID(), started: Date.now(), action, folder, roots };
  const before = process.cpuUsage();
  let silence = 0;
  let heard = performance.now();
  const onProgress = (): void => {
    silence = Math.max(silence, performance.now() - heard);
    heard = performance.now();
  };
  const options = { onProgress, signal: new AbortController().signal };

  const start = performance.now();
  const { items } = await planRemoval({ id: job.id, action, folder, roots, groups: current(groups), folderFiles: new Map() }, tools.ways(job), diskChecks, unprotected);
  const planned = performance.now();
  heard = planned;
  const removed = await runRemoval(tools, job, items, options);
  const gone = performance.now();
  heard = gone;
  const undone = removed.undoable ? await undoRemoval(tools, job.id, options) : null;
  const back = performance.now();
  if (removed.removed.length !== count || (undone && undone.restored !== count)) throw new Error(`${action} left files where they are`);
  const { user, system } = process.cpuUsage(before);
  store.close();
  const seconds = (ms: number): string => (ms / 1000).toFixed(1);
  const cpu = seconds((user + system) / 1000);
  return `| ${action} | ${seconds(planned - start)} | ${seconds(gone - planned)} | ${undone ? seconds(back - gone) : 'never'} | ${cpu} | ${silence.toFixed(0)} |`;
}

/** Files that were copied back have their time only to the microsecond. */
function current(groups: readonly PlanGroup[]): readonly PlanGroup[] {
  return groups.map((group) => ({
    ...group,
    members: group.members.map((member) => ({ ...member, modified: statSync(member.path).mtimeMs })),
  }));
}
