import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CommandName, EngineEvent, Input, Output } from '../../shared/contract';
import type { FolderId } from '../../shared/files';
import type { Group } from '../../shared/groups';
import type { ScanState } from '../../shared/scan';
import { AppFailure, toAppError, type AppError } from '../../shared/errors';
import { createEngine, type Engine } from '../engine';
import type { EnginePorts, HostPort } from '../ports';
import { freedesktopTrash } from '../trash/freedesktop';
import type { TrashPort } from '../trash/trash';
import { FakeWorkers, type Found } from './fake-pool';
import { quickFolder } from './quick-folder';

/** Fingerprints that are at least 32 bits apart. */
export const looks: readonly Found[] = [
  { low: 0, high: 0 },
  { low: 0xffffffff, high: 0 },
  { low: 0, high: 0xffffffff },
  { low: 0xffffffff, high: 0xffffffff },
];

/** One engine over folders of its own, with pretended workers and the real store, trash and disk. */
export class EngineBench {
  /** A new folder unless one is given. */
  constructor(readonly home = quickFolder('engine')) {}

  /** What the host can do besides. */
  host: Partial<HostPort> = {};
  readonly workers = new FakeWorkers();
  /** Pools of those, unless a test brings real ones. */
  createPool: EnginePorts['createPool'] = this.workers.createPool;
  trash: TrashPort = freedesktopTrash();
  readonly events: EngineEvent[] = [];
  /** The host's dialog for saving; none unless a test brings one. */
  saveFile: HostPort['saveFile'] = null;
  engine!: Engine;

  async open(initial: readonly string[] = []): Promise<void> {
    this.engine = await createEngine(
      {
        dataFolder: join(this.home, 'store'),
        version: '1.2.3',
        host: { kind: 'web', pickFolders: null, browseRoots: null, folderDrop: false, reveal: null, open: null, saveFile: this.saveFile, ...this.host },
        trash: this.trash,
        createPool: this.createPool,
      },
      initial,
    );
    this.engine.listen((event) => this.events.push(event));
  }

  async clear(): Promise<void> {
    this.workers.release();
    await this.engine.close();
    rmSync(this.home, { recursive: true });
  }

  /** Writes a file of the library `photos` (or of another, by its path) and says what workers find in it. */
  make(name: string, found: Found, content: string | Uint8Array = name): string {
    const path = join(this.home, name.includes('/') ? name : `photos/${name}`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    this.workers.found.set(path, found);
    return path;
  }

  /** Two equal files, one that looks like them from ten bits away, a picture alone, and two that are no pictures. */
  makePhotos(): void {
    this.make('a.jpg', looks[0]!, 'the same bytes');
    this.make('b.jpg', looks[0]!, 'the same bytes');
    this.make('far.jpg', { low: 0b11_1111_1111, high: 0 }, 'ten bits off');
    this.make('lone.jpg', looks[1]!);
    this.make('broken.jpg', 'truncated');
    this.make('notes.txt', 'not-an-image');
  }

  async call<K extends CommandName>(name: K, input: Input<K>): Promise<Output<K>> {
    const result = await this.engine.call(name, input);
    if (!result.ok) throw new AppFailure(result.error);
    return result.value as Output<K>;
  }

  /** The error that a command is refused with; null when it is not. */
  async refusal(name: string, input: unknown): Promise<AppError | null> {
    const result = await this.engine.call(name, input);
    return result.ok ? null : result.error;
  }

  async start(folder = 'photos'): Promise<void> {
    await this.call('scan.start', { folders: await this.grant(folder) });
  }

  async grant(folder: string): Promise<readonly FolderId[]> {
    const granted = await this.engine.grant([join(this.home, folder)]);
    if (!granted.ok) throw new AppFailure(granted.error);
    return granted.value.map(({ id }) => id);
  }

  /** Scans to the end. */
  async scan(folder = 'photos'): Promise<ScanState> {
    await this.start(folder);
    return this.phase('done');
  }

  phase(...wanted: readonly ScanState['phase'][]): Promise<ScanState> {
    return this.until((state) => wanted.includes(state.phase));
  }

  /** The state as of now, or the first event, that is as wanted. */
  async until(wanted: (state: ScanState) => boolean): Promise<ScanState> {
    const now = await this.call('scan.state', null);
    if (wanted(now)) return now;
    return new Promise((resolve) => {
      const stop = this.engine.listen((event) => {
        if (event.name !== 'scan.state' || !wanted(event.payload)) return;
        stop();
        resolve(event.payload);
      });
    });
  }

  states(): readonly ScanState[] {
    return this.events.flatMap((event) => (event.name === 'scan.state' ? [event.payload] : []));
  }

  async groups(): Promise<readonly Group[]> {
    return (await this.call('groups.page', { offset: 0, limit: 200 })).items;
  }

  /** Groups as names of files, the keeper first. */
  async groupNames(): Promise<readonly (readonly string[])[]> {
    return (await this.groups()).map((group) => group.members.map(({ file }) => file.name));
  }
}

export async function errorOf(promise: Promise<unknown>): Promise<AppError | null> {
  return promise.then(() => null, toAppError);
}
