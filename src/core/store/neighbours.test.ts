import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { bundle } from '../../../scripts/bundle.mjs';
import { quickFolder } from '../testing/quick-folder';
import type { StoreDisk } from './disk';
import { openStore, type Store } from './store';
import { systemDisk } from './system-disk';
import { sampleTasks } from './testing/sample-batch';

let neighbour: string;
let folder: string;

beforeAll(async () => {
  [neighbour = ''] = await bundle(['src/core/store/testing/neighbour.ts']);
}, 60_000);

beforeEach(() => {
  folder = quickFolder('neighbours');
});

afterEach(() => rmSync(folder, { recursive: true }));

/** What a process wrote to its outputs. */
async function run(name: string, rounds: number): Promise<string> {
  const child = spawn(process.execPath, [neighbour, folder, name, String(rounds)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return said + complained;
}

function expectAll(store: Store, names: readonly string[], rounds: number): void {
  for (const name of names) {
    expect(store.decisions.of([`/${name}`])).toHaveLength(20 * rounds);
    for (let round = 0; round < rounds; round++) {
      const tasks = sampleTasks(20).map((task) => ({ ...task, path: `/${name}/${round}${task.path}` }));
      expect(store.lookup(tasks)).not.toContain(null);
      expect(store.journal.files(`${name} ${round}`)).toMatchObject([{ state: 'gone' }]);
    }
  }
  expect(store.dismissed.count()).toBe(names.length * rounds);
}

test('processes that begin a data folder at once, and work in it side by side, lose nothing and are in nobody’s way', async () => {
  const names = ['app', 'scan', 'other'];
  expect(await Promise.all(names.map((name) => run(name, 25)))).toEqual(['', '', '']);
  const store = openStore(folder);
  expect(store.notices()).toEqual([]);
  expectAll(store, names, 25);
  store.close();
  // The log that all of them wrote to says the same.
  rmSync(join(folder, 'journal.db'));
  const again = openStore(folder);
  expect(again.notices().join()).toMatch(/was missing\. All marks, choices and removals came back/);
  expectAll(again, names, 25);
  again.close();
});

test('whoever is refused while another process makes a database tries again', () => {
  const one = systemDisk.openDatabase(join(folder, 'journal.db'), 0);
  one.exec('CREATE TABLE other (one); BEGIN IMMEDIATE');
  let tries = 0;
  const disk: StoreDisk = {
    ...systemDisk,
    openDatabase: (path, timeout) => {
      // The other goes on when it was in the way once.
      if (path.endsWith('journal.db') && ++tries === 2) one.exec('COMMIT; DROP TABLE other');
      return systemDisk.openDatabase(path, timeout);
    },
  };
  const store = openStore(folder, { disk });
  expect([tries, store.notices()]).toEqual([2, []]);
  store.close();
  one.close();
});

test('processes begin at once again and again', async () => {
  for (let round = 0; round < 5; round++) {
    expect(await Promise.all(['a', 'b'].map((name) => run(name, 1)))).toEqual(['', '']);
    rmSync(folder, { recursive: true });
  }
  openStore(folder).close();
});
