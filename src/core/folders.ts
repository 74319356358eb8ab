import { randomUUID } from 'node:crypto';
import { access, constants, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { LRUCache } from 'lru-cache';
import type { FolderId, FolderRef } from '../shared/files';
import type { FolderListing, RecentLibrary } from '../shared/host';
import { AppFailure } from '../shared/errors';
import { makeFolder } from './folder-making';
import { NoAnswer, withPatience } from './patience';
import type { HostPort } from './ports';
import { realOrSame, type Reach } from './reach';
import type { StoredLibrary } from './store/preferences';
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
  /** Paths that the person chose where nobody but this process has a say: in the system's dialog, or when the program was started. */
  readonly #chosen = new Set<string>();

  constructor(
    private readonly host: HostPort,
    private readonly store: Store,
    private readonly reach: Reach,
  ) {}

  /** Checks that folders are there, readable and within reach, and names them. Throws an {@link AppFailure} for the first that is not. */
  async grant(paths: readonly string[]): Promise<readonly FolderRef[]> {
    return Promise.all(
      paths.map(async (path) => {
        const folder = resolve(path);
        await requireReadable(folder);
        // What is named keeps its name, links and all, where it may lead anywhere.
        return this.#name(this.reach.folders === null ? folder : await withPatience(() => this.reach.resolve(folder)));
      }),
    );
  }

  /** The same for folders that the person chose. */
  async choose(paths: readonly string[]): Promise<readonly FolderRef[]> {
    const folders = await this.grant(paths);
    for (const { path } of folders) this.#chosen.add(path);
    return folders;
  }

  /** A folder that files may move to: one that was chosen, or that could be browsed to. */
  targetOf(id: FolderId): string {
    const path = this.pathOf(id);
    if (this.host.browseRoots !== null || this.#chosen.has(path)) return path;
    throw new AppFailure({ kind: 'unsupported-here', detail: 'Files move only to a folder that was chosen with the system’s dialog.' });
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
    return this.choose(await this.host.pickFolders());
  }

  /** Those within reach: a host that is confined to some folders does not tell of others. */
  async recent(): Promise<readonly RecentLibrary[]> {
    return Promise.all(
      this.#known().map(async (library) => ({
        folders: library.folders.map((path) => this.#name(path)),
        scanned: library.scanned,
        files: library.files,
        groups: library.groups,
        available: await allReadable(library.folders),
      })),
    );
  }

  /** The folders of the library that was scanned last, of those within reach; null where there is none, or not all of them are there. */
  async last(): Promise<readonly FolderRef[] | null> {
    const [library] = this.#known();
    if (!library) return null;
    try {
      return await this.grant(library.folders);
    } catch {
      // A drive that is not connected: the list of recent libraries says so.
      return null;
    }
  }

  /** One level below a folder, or the roots. Links that lead outside the roots are not listed. */
  async browse(at: FolderId | null): Promise<FolderListing> {
    const roots = this.host.browseRoots;
    if (!roots) throw new AppFailure({ kind: 'unsupported-here', detail: 'Folders are chosen with the system’s dialog here.' });
    if (at === null && roots.length !== 1) {
      return { at: null, parent: null, folders: roots.map((root) => this.#name(root)), files: 0 };
    }
    const wanted = at === null ? roots[0]! : this.pathOf(at);
    await requireReadable(wanted);
    const folder = await withPatience(() => this.reach.resolve(wanted));
    const entries = await withPatience(() => this.reach.inFolder(folder, (held) => readdir(held, { withFileTypes: true })));
    const folders = entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => this.#name(join(folder, entry.name)))
      .sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
    const parent = roots.includes(folder) ? null : this.#name(dirname(folder));
    return { at: this.#name(folder), parent, folders, files: entries.filter((entry) => entry.isFile()).length };
  }

  /** Makes a folder in one that was browsed. */
  async make(at: FolderId, name: string): Promise<FolderRef> {
    if (!this.host.browseRoots) throw new AppFailure({ kind: 'unsupported-here', detail: 'Folders are made with the system’s dialog here.' });
    const wanted = this.pathOf(at);
    await requireReadable(wanted);
    return this.#name(await makeFolder(this.reach, await withPatience(() => this.reach.resolve(wanted)), name));
  }

  #known(): readonly StoredLibrary[] {
    return this.store.libraries().filter(({ folders }) => this.reach.folders === null || folders.every((folder) => this.reach.has(realOrSame(folder))));
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

async function allReadable(paths: readonly string[]): Promise<boolean> {
  const checks = await Promise.allSettled(paths.map(requireReadable));
  return checks.every((check) => check.status === 'fulfilled');
}

/** Throws an {@link AppFailure} that says what is wrong with a folder. */
export async function requireReadable(folder: string): Promise<void> {
  try {
    const found = await withPatience(() => stat(folder));
    if (!found.isDirectory()) throw new AppFailure({ kind: 'folder-unreadable', path: folder, detail: 'it is a file' });
    await withPatience(() => access(folder, constants.R_OK | constants.X_OK));
  } catch (error) {
    if (error instanceof AppFailure) throw error;
    if (error instanceof NoAnswer) throw new AppFailure({ kind: 'folder-unreadable', path: folder, detail: error.message });
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new AppFailure({ kind: 'folder-missing', path: folder });
    const detail = code === 'EACCES' || code === 'EPERM' ? 'permission denied' : code || String(error);
    throw new AppFailure({ kind: 'folder-unreadable', path: folder, detail });
  }
}
