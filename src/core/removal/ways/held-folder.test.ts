import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { unprotected } from '../../folder-roles/protection';
import { openStore, type Store } from '../../store/store';
import { Disk } from '../../testing/faults/disk';
import { freedesktopTrash } from '../../trash/freedesktop';
import { diskChecks } from '../checks';
import type { RemovalItem } from '../plan';
import type { RemovalTools } from '../tools';
import { runRemoval } from '../transaction';
import { undoRemoval } from '../undo';
import { waysOf } from './ways';

const disk = new Disk();
let home: string;
let store: Store;
let tools: RemovalTools;

beforeEach(async () => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'lookalike-held-')));
  store = openStore(join(home, 'store'));
  tools = { journal: store.journal, ways: waysOf(freedesktopTrash(), diskChecks), checks: diskChecks, protection: () => unprotected };
  await disk.install();
});
afterEach(() => {
  disk.uninstall();
  store.close();
  rmSync(home, { recursive: true });
});

/** A library with a copy in a folder of its own. */
function library(): { readonly photos: string; readonly copy: RemovalItem } {
  const photos = mkdtempSync(join(home, 'photos-'));
  const path = join(photos, 'here/a.jpg');
  mkdirSync(dirname(path));
  for (const file of [path, join(photos, 'keeper.jpg')]) writeFileSync(file, 'same');
  const { size, mtimeMs } = statSync(path);
  const survivors = [{ path: join(photos, 'keeper.jpg'), bytes: size, identical: true }];
  return { photos, copy: { id: path, path, bytes: size, modified: mtimeMs, survivors, companions: [] } };
}

/** Does something, somebody renaming the folder before a call of the file system in it; whether there were that many calls. */
async function renamedBefore(call: number, folder: string, work: () => Promise<unknown>): Promise<boolean> {
  let calls = 0;
  disk.intercept = ({ path, to }) => {
    if ([path, to].some((one) => one !== null && dirname(one) === folder) && calls++ === call) renameSync(folder, `${folder} renamed`);
    return null;
  };
  await work();
  disk.intercept = null;
  return calls > call;
}

function namesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory()).map(({ name }) => name).sort();
}

const options = { onProgress: (): void => undefined, signal: new AbortController().signal };

describe.skipIf(process.platform !== 'linux')('a folder that is renamed at any call in the midst of it', () => {
  for (const action of ['delete', 'hard-link', 'symlink'] as const) {
    const started = Date.UTC(2021, 2, 12, 12);

    test(`${action}: leaves no name of ours behind, and nothing in the middle`, async () => {
      /** A link that was made and then could not be found is looked for again at the next start. */
      const ends = action === 'delete' ? ['gone', 'kept'] : ['gone', 'kept', 'moving'];
      for (let call = 0; ; call++) {
        const { photos, copy } = library();
        const job = { id: randomUUID(), started, action, folder: null, roots: [photos] };
        if (!(await renamedBefore(call, dirname(copy.path), () => runRemoval(tools, job, [copy], options)))) break;
        const state = store.journal.files(job.id)[0]?.state;
        const names = namesIn(photos);
        expect(ends, `before call ${call}`).toContain(state);
        expect(names, `before call ${call}`).toEqual(state === 'gone' && action === 'delete' ? ['keeper.jpg'] : ['a.jpg', 'keeper.jpg']);
      }
    });

    if (action !== 'delete') test(`${action}: undone, too`, async () => {
      for (let call = 0; ; call++) {
        const { photos, copy } = library();
        const { transaction } = await runRemoval(tools, { id: randomUUID(), started, action, folder: null, roots: [photos] }, [copy], options);
        const met = await renamedBefore(call, dirname(copy.path), () => undoRemoval(tools, transaction, options));
        if (!met) break;
        const [file] = store.journal.files(transaction);
        expect(['gone', 'restored'], `before call ${call}`).toContain(file?.state);
        // Renamed before the copy was begun, the name is made anew where it was.
        for (const name of namesIn(photos)) expect(['a.jpg', 'keeper.jpg'], `before call ${call}`).toContain(name);
        if (file?.state === 'restored') expect(existsSync(copy.path) || existsSync(join(`${dirname(copy.path)} renamed`, basename(copy.path)))).toBe(true);
      }
    });
  }
});
