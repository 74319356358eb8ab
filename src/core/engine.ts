import { availableParallelism } from 'node:os';
import type { CommandName, EngineEvent, Handlers, Input, Output, PreviewSize } from '../shared/contract';
import type { FolderRef } from '../shared/files';
import type { AppInfo } from '../shared/host';
import { AppFailure, fail, ok, toAppError, type Result } from '../shared/errors';
import { isSamePolicy } from '../shared/keep';
import { decodeInput, isCommandName } from '../shared/schema';
import { Exports, type Download } from './export/exports';
import { fileHandlers } from './file-handlers';
import { requireGlob } from './folder-roles/exclusions';
import { FolderRoles, folderRoleHandlers } from './folder-roles/folder-roles';
import { Folders } from './folders';
import { Library } from './library/library';
import { Measuring } from './measuring';
import type { EnginePorts, Grants, Preview } from './ports';
import { reachOf } from './reach';
import { Removals } from './removal/removals';
import { Dismissals } from './review/dismissals';
import { dismissedHandlers } from './review/dismissed-handlers';
import { previewKeep } from './review/keep-preview';
import { marksHandlers } from './review/commands';
import { listingHandlers, Listings } from './review/listings';
import { placeHandlers } from './review/places';
import { RulePreviews, ruleHandlers } from './review/rule-previews';
import { Sampling } from './sampling';
import { openStore } from './store/store';

/** One engine per process; hosts carry its contract to a user. */
export interface Engine extends Grants {
  /** Runs a command of the contract. Decodes the input by its schema; never throws. */
  call(name: string, input: unknown): Promise<Result<unknown>>;
  /** Answers the function that stops listening. */
  listen(listener: (event: EngineEvent) => void): () => void;
  /** A file of the current library as a picture that any browser shows. An abort says that nobody wants it any more. */
  preview(file: string, size: PreviewSize, signal?: AbortSignal): Promise<Result<Preview>>;
  /** The report that a ticket of `export.save` stands for, once. */
  download(ticket: string): Result<Download>;
  /** Ends what runs, with everything hashed so far stored. Commands are refused and nothing is told from then on. */
  close(): Promise<void>;
}

/**
 * Wires the engine. `initial` are folders that the program was started with, to be opened at once.
 * Throws an {@link AppFailure} of kind `storage` when the data folder can't be used.
 */
export async function createEngine(ports: EnginePorts, initial: readonly string[]): Promise<Engine> {
  const listeners = new Set<(event: EngineEvent) => void>();
  const emit = (event: EngineEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const store = openStore(ports.dataFolder);
  const reach = reachOf(ports.host.browseRoots, ports.dataFolder);
  const folders = new Folders(ports.host, store, reach);
  const dismissals = new Dismissals(store.dismissed);
  const library = new Library(ports, store, dismissals.sets, emit);
  const measuring = new Measuring(ports, library, emit);
  const removals = new Removals(ports, store, library, reach, emit);
  const sampling = new Sampling(ports, emit);
  const listings = new Listings(library);
  const exports = new Exports(ports, library, listings, dismissals, store, emit);
  const rules = new RulePreviews(library, listings);
  store.onNotice((text) => emit({ name: 'app.notice', payload: { text } }));
  const recovered = await removals.recover();

  const initialFolders = await granted(folders.choose(initial));

  const handlers: Handlers = {
    'app.info': () => appInfo(ports, [...(recovered === null ? [] : [recovered]), ...store.notices()]),
    'settings.get': () => store.settings(),
    'settings.set': async (settings) => {
      for (const pattern of settings.excluded) requireGlob(pattern);
      const before = store.settings();
      store.saveSettings(settings);
      if (settings.radius !== before.radius || settings.shots !== before.shots || !isSamePolicy(settings.keep, before.keep)) await library.regroup(settings);
      return settings;
    },
    'folders.pick': () => folders.pick(),
    'folders.browse': ({ at }) => folders.browse(at),
    'folders.make': ({ at, name }) => folders.make(at, name),
    'folders.recent': () => folders.recent(),
    'folders.initial': () => {
      if (!initialFolders.ok) throw new AppFailure(initialFolders.error);
      return initialFolders.value;
    },
    ...folderRoleHandlers(new FolderRoles(store, folders, library)),
    'samples.make': async () => folders.ref(await sampling.make()),
    'library.reopen': async () => {
      const last = await folders.last();
      return last !== null && library.reopen(last, store.settings());
    },
    'scan.start': async ({ folders: ids }) => {
      const paths = ids.map((id) => folders.pathOf(id));
      await library.start(async () => {
        const chosen = await folders.grant(paths);
        // The rows of a removal are the open library's, and a scan would meet its files half way.
        if (removals.running) throw new AppFailure({ kind: 'busy', detail: 'Files are being moved.' });
        measuring.cancel();
        exports.cancel();
        return chosen;
      }, store.settings());
      return null;
    },
    'scan.pause': () => {
      library.pause();
      return null;
    },
    'scan.resume': () => {
      library.resume();
      return null;
    },
    'scan.cancel': () => {
      library.cancel();
      return null;
    },
    'scan.state': () => library.state(),
    'skipped.page': ({ offset, limit, reason, search }) => {
      const { skipped } = library.current.session;
      return { offset, ...skipped.page(offset, limit, reason, search) };
    },
    'plain.page': ({ offset, limit }) => {
      const { table, groups } = library.current.session;
      return { offset, total: groups.plain.length, items: Array.from(groups.plain.subarray(offset, offset + limit), (row) => table.path(row)) };
    },
    ...listingHandlers(library, listings),
    ...placeHandlers(library, store.places),
    ...ruleHandlers(rules),
    ...marksHandlers(library),
    'keep.preview': ({ policy }) => {
      const { ids, review, session } = library.current;
      return previewKeep(session.table, ids, session.groups, review, policy);
    },
    ...dismissedHandlers(dismissals, library),
    ...fileHandlers(ports.host, library),
    'removal.plan': async ({ choice }) => {
      const [chosen] = choice.action === 'move' ? await folders.grant([folders.targetOf(choice.folder)]) : [];
      return removals.plan({ action: choice.action, folder: chosen?.path ?? null });
    },
    'removal.run': ({ plan, confirmation }) => removals.run(plan, confirmation),
    'removal.cancel': () => {
      removals.cancel();
      return null;
    },
    'removal.undo': ({ transaction }) => removals.undo(transaction),
    'removal.history': () => removals.history(),
    ...exports.handlers,
    'speedup.measure': () => library.undisturbed(() => measuring.measure()),
    'speedup.cancel': () => {
      measuring.cancel();
      return null;
    },
  };

  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    listeners.clear();
    measuring.cancel();
    removals.cancel();
    exports.cancel();
    await exports.settled();
    await removals.settled();
    await Promise.all([sampling.close(), measuring.settled(), library.close()]);
    store.close();
  };

  return {
    call: async (name, input) => (closing ? fail({ kind: 'cancelled' }) : dispatch(handlers, name, input)),
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    download: (ticket) => (closing ? fail({ kind: 'cancelled' }) : exports.download(ticket)),
    preview: (file, size, signal) => library.views.preview(file, size, signal),
    grant: (paths) => granted(folders.choose(paths)),
    grantUnseen: (paths) => granted(folders.grant(paths)),
    close: () => (closing ??= close()),
  };
}

/** Of a name that is none, as much as is worth to be told. */
const longestName = 64;

async function dispatch(handlers: Handlers, name: string, input: unknown): Promise<Result<unknown>> {
  if (!isCommandName(name)) return fail({ kind: 'unknown-command', name: name.slice(0, longestName) });
  return run(handlers, name, input);
}

async function run<K extends CommandName>(handlers: Handlers, name: K, input: unknown): Promise<Result<Output<K>>> {
  const decoded = decodeInput(name, input);
  if (!decoded.ok) return decoded;
  try {
    const handler: (input: Input<K>) => Promise<Output<K>> | Output<K> = handlers[name];
    return ok(await handler(decoded.value));
  } catch (error) {
    return fail(toAppError(error));
  }
}

async function granted(folders: Promise<readonly FolderRef[]>): Promise<Result<readonly FolderRef[]>> {
  try {
    return ok(await folders);
  } catch (error) {
    return fail(toAppError(error));
  }
}

function appInfo(ports: EnginePorts, notices: readonly string[]): AppInfo {
  const platforms: Partial<Record<NodeJS.Platform, AppInfo['platform']>> = { linux: 'linux', darwin: 'macos', win32: 'windows' };
  return {
    version: ports.version,
    host: ports.host.kind,
    platform: platforms[process.platform] ?? 'other',
    cores: availableParallelism(),
    nativeFolderDialog: ports.host.pickFolders !== null,
    folderDrop: ports.host.folderDrop,
    undo: ports.trash.canRestore,
    canReveal: ports.host.reveal !== null,
    canOpen: ports.host.open !== null,
    notices,
  };
}
