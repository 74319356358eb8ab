import { randomUUID } from 'node:crypto';
import { access, constants, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { LRUCache } from 'lru-cache';
import type { FolderId, FolderListing, FolderRef, RecentLibrary } from '../shared/domain';
import { AppFailure } from '../shared/errors';
import type { HostPort } from './ports';
import type { Store } from './store/store';

/** Enough for any amount of browsing; what falls out must be browsed to again. */
const maxNamed = 50_000;

/**
 * The folders that commands may name. A path enters only on the person's behalf (dialog, drop, arguments,
 * recents, browsing inside the roots) and leaves as an opaque id.
 */
export class Folders {
  readonly #paths = new LRUCache<FolderId, string>({ max: maxNamed });
  readonly #ids = new Map<string, FolderId>();

  constructor(
    private readonly host: HostPort,
    private readonly store: Store,
  ) {}

  /** Checks that folders are there and readable, and names them. Throws an {@link AppFailure} for the first that is not. */
  async grant(paths: readonly string[]): Promise<readonly FolderRef[]> {
    return Promise.all(
      paths.map(async (path) => {
        const folder = resolve(path);
        await requireReadable(folder);
        return this.#name(folder);
      }),
    );
  }

  pathOf(id: FolderId): string {
    const path = this.#paths.get(id);
    if (path === undefined) throw new AppFailure({ kind: 'not-found', what: 'That folder' });
    return path;
  }

  ref(path: string): FolderRef {
    return this.#name(path);
  }

  async pick(): Promise<readonly FolderRef[]> {
    if (!this.host.pickFolders) {
      throw new AppFailure({ kind: 'unsupported-here', detail: 'There is no folder dialog here.' });
    }
    return this.grant(await this.host.pickFolders());
  }

  async recent(): Promise<readonly RecentLibrary[]> {
    return Promise.all(
      this.store.libraries().map(async (library) => ({
        folders: library.folders.map((path) => this.#name(path)),
        scanned: library.scanned,
        files: library.files,
        groups: library.groups,
        available: await allReadable(library.folders),
      })),
    );
  }

  /** One level below a folder, or the roots. Links that lead outside the roots are not listed. */
  async browse(at: FolderId | null): Promise<FolderListing> {
    const roots = this.host.browseRoots;
    if (!roots) throw new AppFailure({ kind: 'unsupported-here', detail: 'Folders are chosen with the system’s dialog here.' });
    const realRoots = await Promise.all(roots.map((root) => realpath(root).catch(() => root)));
    if (at === null && realRoots.length !== 1) {
      return { at: null, parent: null, folders: realRoots.map((root) => this.#name(root)), files: 0 };
    }
    const wanted = at === null ? realRoots[0]! : this.pathOf(at);
    const folder = await realpath(wanted).catch(() => wanted);
    if (!realRoots.some((root) => isInside(folder, root))) {
      throw new AppFailure({ kind: 'not-allowed', detail: 'that folder lies outside the folders opened to this window' });
    }
    await requireReadable(folder);
    const entries = await readdir(folder, { withFileTypes: true });
    const folders = entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => this.#name(join(folder, entry.name)))
      .sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
    const parent = realRoots.includes(folder) ? null : this.#name(dirname(folder));
    return { at: this.#name(folder), parent, folders, files: entries.filter((entry) => entry.isFile()).length };
  }

  #name(path: string): FolderRef {
    let id = this.#ids.get(path);
    if (id === undefined || !this.#paths.has(id)) {
      id = randomUUID();
      if (this.#ids.size >= 2 * maxNamed) this.#ids.clear();
      this.#ids.set(path, id);
      this.#paths.set(id, path);
    }
    return { id, name: basename(path) || path, path };
  }
}

export function isInside(path: string, root: string): boolean {
  const way = relative(root, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && resolve(root, way) === path);
}

async function allReadable(paths: readonly string[]): Promise<boolean> {
  const checks = await Promise.allSettled(paths.map(requireReadable));
  return checks.every((check) => check.status === 'fulfilled');
}

/** Throws an {@link AppFailure} that says what is wrong with a folder. */
export async function requireReadable(folder: string): Promise<void> {
  try {
    const found = await stat(folder);
    if (!found.isDirectory()) throw new AppFailure({ kind: 'folder-unreadable', path: folder, detail: 'it is a file' });
    await access(folder, constants.R_OK | constants.X_OK);
  } catch (error) {
    if (error instanceof AppFailure) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new AppFailure({ kind: 'folder-missing', path: folder });
    const detail = code === 'EACCES' || code === 'EPERM' ? 'permission denied' : code || String(error);
    throw new AppFailure({ kind: 'folder-unreadable', path: folder, detail });
  }
}
