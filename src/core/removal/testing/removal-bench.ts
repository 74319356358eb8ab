import { randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { vi } from 'vitest';
import type { RemovalResult } from '../../../shared/removal';
import { unprotected } from '../../folder-roles/protection';
import { openStore, type Store } from '../../store/store';
import { quickFolder } from '../../testing/quick-folder';
import { refused } from '../../trash/errors';
import { freedesktopTrash } from '../../trash/freedesktop';
import type { TrashOutcome, TrashPort } from '../../trash/trash';
import { diskChecks } from '../checks';
import type { RemovalItem } from '../plan';
import type { RemovalTools } from '../tools';
import { runRemoval } from '../transaction';
import type { RemovalJob } from '../ways/way';
import { waysOf } from '../ways/ways';

/** Options of a removal that nobody watches, and nobody cancels. */
export const quietly = { onProgress: (): void => undefined, signal: new AbortController().signal };

/** Photos, a store and a trash in a folder of their own, and what removals are made with. Close it in the end. */
export class RemovalBench {
  readonly home = quickFolder('removal');
  store!: Store;
  tools!: RemovalTools;

  constructor() {
    vi.stubEnv('XDG_DATA_HOME', join(this.home, 'data'));
    this.reopen();
  }

  close(): void {
    vi.unstubAllEnvs();
    this.store.close();
    rmSync(this.home, { recursive: true });
  }

  /** Fresh objects over the same folder, as another process would have. */
  reopen(): void {
    this.store = openStore(join(this.home, 'store'));
    this.use(freedesktopTrash());
  }

  use(trash: TrashPort, checks = diskChecks): void {
    this.tools = { journal: this.store.journal, ways: waysOf(trash, checks), checks, protection: () => unprotected };
  }

  job(): RemovalJob {
    return { id: randomUUID(), started: Date.now(), action: 'trash', folder: null, roots: [this.home] };
  }

  /** A photo, by its path below the folder of photos; answers its whole path. */
  make(name: string, content: string = name): string {
    const path = join(this.home, 'photos', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    utimesSync(path, 1_600_000_000, 1_600_000_000.123);
    return path;
  }

  /** The file as scanned now. */
  item(path: string, survivors: readonly string[], identical = false): RemovalItem {
    const { size, mtimeMs } = statSync(path);
    const standing = survivors.map((other) => ({ path: other, bytes: statSync(other).size, identical }));
    return { id: `id of ${path}`, path, bytes: size, modified: mtimeMs, survivors: standing, companions: [] };
  }

  remove(...items: readonly RemovalItem[]): Promise<RemovalResult> {
    return runRemoval(this.tools, this.job(), items, quietly);
  }

  inTrash(part: 'files' | 'info'): readonly string[] {
    const path = join(this.home, 'data/Trash', part);
    return existsSync(path) ? readdirSync(path) : [];
  }

  /** Has a trash in which another name is made, the old one can't be taken away, and then the new folder, or the old, has another name. */
  renameInMidMove(stage: 'going' | 'coming back', checks = diskChecks, stays: (path: string) => boolean = () => false): void {
    const stuck = (from: string, to: string): TrashOutcome<null> => {
      linkSync(from, to);
      renameSync(join(this.home, 'photos/2019', stage), join(this.home, 'photos/2019', `${stage}, renamed`));
      return refused('failed', 'The system could not take it away (EIO).');
    };
    const trash = freedesktopTrash();
    this.use({
      ...trash,
      move: (path, entry) => (stays(path) ? Promise.resolve(refused('failed', 'It is in use.')) : stage === 'going' ? Promise.resolve(stuck(path, entry.trashed ?? '')) : trash.move(path, entry)),
      restore: (path, entry) => (stage === 'coming back' ? Promise.resolve(stuck(entry.trashed ?? '', path)) : trash.restore(path, entry)),
    }, checks);
  }
}
