import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, utimesSync, writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { bundle } from '../../../scripts/bundle.mjs';
import { type RemovalAction, removalActions } from '../../shared/removal';
import { openStore } from '../store/store';
import type { JournalFile } from '../store/journal';
import { EngineBench } from '../testing/engine-bench';
import { quickFolder } from '../testing/quick-folder';

let victim: string;

beforeAll(async () => {
  [victim = ''] = await bundle(['src/core/removal/testing/victim.ts']);
}, 60_000);

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Contents by name: two groups of equal pictures, the keeper of each first; with a RAW file each in one group, and what is said of a copy. */
const photos = {
  'a1.jpg': 'a, twice', 'a2.jpg': 'a, twice', 'a1.cr2': 'raw a, twice', 'a2.cr2': 'raw a, twice', 'a2.xmp': 'five stars',
  'b1.jpg': 'b, twice', 'b2.jpg': 'b, twice',
} as const;
const copies = ['a2.jpg', 'a2.cr2', 'a2.xmp', 'b2.jpg'] as const;
const modified = 1_600_000_000_125;

function makeHome(): string {
  const home = quickFolder('kill');
  for (const folder of ['photos', 'chosen', 'xdg']) mkdirSync(join(home, folder));
  for (const [name, content] of Object.entries(photos)) {
    const path = join(home, 'photos', name);
    writeFileSync(path, content);
    // A link takes over the keeper's time: only the copies' own come back with them.
    utimesSync(path, modified / 1000, modified / 1000 - (copies.some((copy) => copy === name) ? 0 : 60));
  }
  return home;
}

/** Runs the engine in a process of its own; answers whether it was killed. */
async function run(home: string, action: RemovalAction, phase: 'remove' | 'undo' | 'recover', step: number): Promise<boolean> {
  const child = spawn(process.execPath, [victim, home, action, phase, String(step)], {
    env: { ...process.env, XDG_DATA_HOME: join(home, 'xdg') },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  if (signal !== 'SIGKILL' && code !== 0) throw new Error(`The engine ended with ${signal ?? code ?? ''}`);
  return signal === 'SIGKILL';
}

/** Reads the journal as another process would. */
function journalOf(home: string): { readonly files: readonly JournalFile[]; readonly unsettled: number } {
  const store = openStore(join(home, 'store'));
  const files = store.journal.removals().flatMap(({ id }) => store.journal.files(id));
  const unsettled = store.journal.unsettled().length;
  store.close();
  return { files: files.filter(({ state }) => state === 'gone' || state === 'restoring'), unsettled };
}

/** Every file of the person's, by its path: what the engine keeps for itself is left out. */
function everyFile(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['store', 'info'].includes(entry.name) ? [] : everyFile(path);
    return [path];
  });
}

/** What must hold whatever was done when: each content is there as often as it should be, and the journal knows where. */
function expectNothingLost(home: string, action: RemovalAction): void {
  const { files, unsettled } = journalOf(home);
  expect(unsettled).toBe(0);
  const names = everyFile(home);
  expect(names.filter((path) => path.endsWith('.part'))).toEqual([]);
  const deleted = action === 'delete' ? files.length : 0;
  expect(names).toHaveLength(Object.keys(photos).length - deleted);
  // A picture is never parted from what belongs to it, unless it was deleted: that can't be taken back.
  if (action !== 'delete') expect(new Set(['a2.jpg', 'a2.cr2', 'a2.xmp'].map((name) => existsSync(join(home, 'photos', name)))).size).toBe(1);
  for (const [name, content] of Object.entries(photos)) {
    const path = join(home, 'photos', name);
    const gone = files.find((file) => file.path === path);
    const linked = existsSync(path) && isLinkTo(path, join(home, 'photos', `${name.slice(0, 1)}1${name.slice(2)}`));
    if (action === 'hard-link' || action === 'symlink') {
      expect(readFileSync(path, 'utf8')).toBe(content);
      expect(linked).toBe(gone !== undefined || name.includes('1'));
    } else {
      expect(existsSync(path)).toBe(gone === undefined);
      if (gone?.place && action !== 'delete') expect(readFileSync(gone.place, 'utf8')).toBe(content);
    }
  }
}

function isLinkTo(path: string, keeper: string): boolean {
  if (!existsSync(keeper)) return false;
  return lstatSync(path).isSymbolicLink() ? realpathSync(path) === keeper : statSync(path).ino === statSync(keeper).ino;
}

/** Starts again after the kill, as the person would, and looks at what became of the files; then puts everything back. */
async function startAgain(home: string, action: RemovalAction): Promise<void> {
  const { unsettled } = journalOf(home);
  vi.stubEnv('XDG_DATA_HOME', join(home, 'xdg'));
  const bench = new EngineBench(home);
  await bench.open();
  const { notices } = await bench.call('app.info', null);
  expect(notices).toHaveLength(unsettled > 0 ? 1 : 0);
  if (unsettled > 0) expect(notices[0]).toMatch(/interrupted last time: .*\d+ files? (in the|back|left|replaced|deleted)/);
  expectNothingLost(home, action);

  for (const past of await bench.call('removal.history', null)) {
    if (past.undoable) expect(await bench.call('removal.undo', { transaction: past.transaction })).toMatchObject({ failures: [] });
  }
  expectNothingLost(home, action);
  for (const name of copies) {
    const path = join(home, 'photos', name);
    if (action === 'delete' && !existsSync(path)) continue;
    expect(readFileSync(path, 'utf8')).toBe(photos[name]);
    expect(lstatSync(path).isFile()).toBe(true);
    expect(Math.abs(statSync(path).mtimeMs - modified)).toBeLessThan(0.01);
  }
  await bench.engine.close();
  // Closed, it has nothing left to tell.
  expect(journalOf(home).unsettled).toBe(0);
}

describe.skipIf(process.platform === 'win32')('killed with SIGKILL at each step', () => {
  for (const action of removalActions) {
    for (const phase of ['remove', 'undo'] as const) {
      if (action === 'delete' && phase === 'undo') continue;
      test(`${phase}, ${action}: each file is finished or rolled back`, { timeout: 180_000 }, async () => {
        const kill = async (step: number): Promise<{ readonly home: string; readonly died: boolean }> => {
          const home = makeHome();
          const died = await run(home, action, phase, step);
          // The start after it is killed as well, at a step of its own.
          if (died && step % 3 === 1) await run(home, action, 'recover', step % 4);
          return { home, died };
        };
        let killed = 0;
        let next = kill(0);
        for (let step = 1; ; step++) {
          const { home, died } = await next;
          // While one is looked at, the next is killed.
          if (died) next = kill(step);
          await startAgain(home, action);
          rmSync(home, { recursive: true });
          if (!died) break;
          killed++;
        }
        expect(killed).toBeGreaterThan(7);
      });
    }
  }
});
