import { existsSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freedesktopTrash } from '../trash/freedesktop';
import { diskChecks } from './checks';
import { history } from './history';
import { describeRecovery, recover } from './recover';
import { quietly, RemovalBench } from './testing/removal-bench';
import { undoRemoval } from './undo';

let bench: RemovalBench;

beforeEach(() => {
  bench = new RemovalBench();
});

afterEach(() => bench.close());

describe.skipIf(process.platform === 'win32')('after an interruption', () => {
  test('a restore that died between its two names is ended', async () => {
    const copy = bench.item(bench.make('a.jpg'), [bench.make('keeper.jpg')]);
    const { transaction } = await bench.remove(copy);
    bench.store.journal.record(transaction, [{ position: 0, state: 'restoring' }]);
    linkSync(join(bench.home, 'data/Trash/files/a.jpg'), copy.path);
    expect(await recover(bench.tools)).toEqual({ gone: {}, restored: 1, kept: 0, taken: 0, missing: [] });
    expect([existsSync(copy.path), bench.inTrash('files'), bench.inTrash('info')]).toEqual([true, [], []]);
  });

  test('a file with both its names, whose folder was renamed since, keeps the one in the folder', async () => {
    for (const [state, ends] of [['moving', 'kept'], ['restoring', 'restored']] as const) {
      const copy = bench.item(bench.make(`2019/${state}/rome/a.jpg`), [bench.make('keeper.jpg')]);
      const { transaction } = await bench.remove(copy);
      bench.store.journal.record(transaction, [{ position: 0, state }]);
      linkSync(join(bench.home, 'data/Trash/files/a.jpg'), copy.path);
      renameSync(join(bench.home, 'photos/2019', state), join(bench.home, 'photos/2019', `${state}, renamed`));
      expect(await recover(bench.tools)).toEqual({ gone: {}, restored: 0, kept: 0, taken: 0, missing: [], [ends]: 1 });
      expect([existsSync(copy.path), bench.inTrash('files'), bench.inTrash('info')]).toEqual([false, [], []]);
      expect(readdirSync(join(bench.home, 'photos/2019', `${state}, renamed`, 'rome'))).toEqual(['a.jpg']);
    }
  });

  test('what belongs to a picture that is back, and comes back into a folder renamed just then, is in the middle until it is found', async () => {
    const keeper = bench.make('keeper.jpg');
    const edit = bench.item(bench.make('2019/coming back/rome/a.xmp'), [keeper]);
    const copy = { ...bench.item(bench.make('2019/coming back/rome/a.jpg'), [keeper]), companions: [edit] };
    const { transaction } = await bench.remove(copy);
    renameSync(join(bench.home, 'data/Trash/files/a.jpg'), copy.path);
    bench.store.journal.record(transaction, [0, 1].map((position) => ({ position, state: 'restoring' as const })));
    bench.renameInMidMove('coming back', { ...diskChecks, list: () => Promise.reject(new Error('EACCES')) });
    expect(await recover(bench.tools)).toMatchObject({ gone: {}, restored: 1, missing: [edit.path] });
    bench.use(freedesktopTrash());
    expect(await recover(bench.tools)).toMatchObject({ gone: {}, restored: 1, missing: [] });
    expect(bench.inTrash('files')).toEqual([]);
    expect(readdirSync(join(bench.home, 'photos/2019/coming back, renamed/rome'))).toEqual(['a.jpg', 'a.xmp']);
  });

  test('a file in the trash that a backup links to stays there', async () => {
    const copy = bench.item(bench.make('2019/a.jpg'), [bench.make('keeper.jpg')]);
    const { transaction } = await bench.remove(copy);
    bench.store.journal.record(transaction, [{ position: 0, state: 'moving' }]);
    const place = join(bench.home, 'data/Trash/files/a.jpg');
    mkdirSync(join(bench.home, 'backup'));
    linkSync(place, join(bench.home, 'backup/a.jpg'));
    // The trash, by another way to it, beside the folder that is gone.
    rmSync(join(bench.home, 'photos/2019'), { recursive: true });
    symlinkSync(dirname(place), join(bench.home, 'photos/by another way'));
    expect(await recover(bench.tools)).toMatchObject({ gone: { trash: 1 }, kept: 0 });
    expect(bench.inTrash('files')).toEqual(['a.jpg']);
  });

  test('a file on a disk that is not there now stays on the list until it is', async () => {
    const copy = bench.item(bench.make('a.jpg'), [bench.make('keeper.jpg')]);
    const { transaction } = await bench.remove(copy);
    bench.store.journal.record(transaction, [{ position: 0, state: 'moving' }]);
    const disk = ['photos', 'data'];
    for (const folder of disk) renameSync(join(bench.home, folder), join(bench.home, `${folder}, unplugged`));
    const recovery = await recover(bench.tools);
    expect(recovery?.missing).toEqual([copy.path]);
    expect(recovery && describeRecovery(recovery)).toMatch(/interrupted.*1 file not found.*a\.jpg/);
    for (const folder of disk) renameSync(join(bench.home, `${folder}, unplugged`), join(bench.home, folder));
    expect(await recover(bench.tools)).toEqual({ gone: { trash: 1 }, restored: 0, kept: 0, taken: 0, missing: [] });
    expect((await undoRemoval(bench.tools, transaction, quietly)).restored).toBe(1);
  });

  test('a file that somebody took away in the midst of it is not looked for again, and comes back where it turns up', async () => {
    const copy = bench.item(bench.make('a.jpg'), [bench.make('keeper.jpg')]);
    const { transaction } = await bench.remove(copy);
    bench.store.journal.record(transaction, [{ position: 0, state: 'moving' }]);
    const [place, aside] = [join(bench.home, 'data/Trash/files/a.jpg'), join(bench.home, 'aside')];
    renameSync(place, aside);
    const recovery = await recover(bench.tools);
    expect(recovery).toEqual({ gone: {}, restored: 0, kept: 0, taken: 1, missing: [] });
    expect(recovery && describeRecovery(recovery)).toMatch(/: 1 file taken away by somebody else meanwhile\.$/);
    expect([bench.store.journal.unsettled(), await history(bench.tools)]).toEqual([[], []]);
    renameSync(aside, place);
    expect((await undoRemoval(bench.tools, transaction, quietly)).restored).toBe(1);
  });
});
