import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Group } from '../../shared/groups';
import type { AppInfo, RecentLibrary, SampleProgress } from '../../shared/host';
import type { ScanState } from '../../shared/scan';
import type { Client } from '../../shared/contract';
import type { Connection, ConnectionState } from '../client/connection';
import { createCompare, type Compare } from './compare';
import { createDismissals, type Dismissals } from './dismissals';
import { createExporting, type Exporting } from './exporting';
import { createFacts, type Facts } from './facts';
import { createFiles, type Files } from './files';
import { createFollowing } from './follow-groups';
import { createFolderRules, type FolderRulesModel } from './folder-rules';
import { createLibrary, type Library } from './library';
import { createListing, type Listing } from './listing';
import { createMarks, type Marks } from './marks';
import { createPagedList, type PagedList } from './paged-list';
import { createPicks, type Picks } from './picks';
import { createPlace } from './place';
import { createRemoval, type Removal } from './removal';
import { createRules, type Rules } from './rules';
import { createScanStore, isRunning, takeScanState, type ScanView } from './scan';
import { createSettings, type SettingsModel } from './settings';
import { createSpeedup, type Speedup } from './speedup';
import { createView, type View } from './view';

export interface HostState {
  readonly info: AppInfo | null;
  readonly recent: readonly RecentLibrary[];
  readonly connection: ConnectionState;
  /** How far the sample pictures are, while they are drawn. */
  readonly samples: SampleProgress | null;
  /** Whether it is still being found out what to show first. */
  readonly starting: boolean;
}

/** A drive that does not answer may keep that from being known; in milliseconds. */
const longestStart = 1000;

/** Everything that the window shows and can do; components read the stores and call the rest. */
export interface AppState {
  readonly client: Client;
  readonly host: StoreApi<HostState>;
  readonly scan: StoreApi<ScanView>;
  readonly groups: PagedList<Group>;
  readonly listing: Listing;
  readonly picks: Picks;
  readonly marks: Marks;
  readonly settings: SettingsModel;
  readonly speedup: Speedup;
  readonly removal: Removal;
  readonly rules: Rules;
  readonly dismissals: Dismissals;
  readonly files: Files;
  readonly library: Library;
  readonly compare: Compare;
  readonly facts: Facts;
  readonly exporting: Exporting;
  readonly folderRules: FolderRulesModel;
  readonly view: View;
  readonly retryConnection: () => void;
  /** Null where nobody signs in. */
  readonly signOut: (() => Promise<void>) | null;
  /** Listens to the engine and opens what the program was started with, or else what was open last. */
  readonly begin: () => Promise<void>;
}

export function createAppState(connection: Connection): AppState {
  const { client } = connection;
  const host = createStore<HostState>(() => ({ info: null, recent: [], connection: connection.state(), samples: null, starting: true }));
  const scan = createScanStore();
  const view = createView();
  const listing = createListing();
  const groups = createPagedList<Group>(
    async (page) => {
      const { listing: asked } = listing.store.getState();
      const answer = await client.call('groups.page', { ...page, ...asked });
      if (answer.ok) listing.take(asked, answer.value.sums);
      return answer;
    },
    { needed: () => view.store.getState().selection?.index ?? null, isSame: isMarkedTheSame },
  );
  const picks = createPicks({ client, groups, listing, view });
  const following = createFollowing({ client, groups, listing, picks, view });
  const place = createPlace({ client, following, listing, scan, view });
  const marks = createMarks(client, view);
  const compare = createCompare();
  const facts = createFacts(client);
  const exporting = createExporting({ client, host, view });
  const folderRules = createFolderRules(client, view);
  const settings = createSettings(client, view);
  const speedup = createSpeedup(client);
  const removal = createRemoval({ client, host, view });
  const rules = createRules({ client, listing, marks, picks, view });
  const dismissals = createDismissals(client, view);
  const files = createFiles(client, view);
  const library = createLibrary({ client, host, speedup, view, folderRules });

  /** The revision that the groups were last fetched, or are being fetched, for. */
  let revision = 0;

  function followScan({ scan: now }: ScanView, { scan: before }: ScanView): void {
    if (pathsOf(now) !== pathsOf(before)) {
      listing.reset();
      picks.clear();
    }
    if (now.phase !== 'idle' && (pathsOf(now) !== pathsOf(before) || (isRunning(now.phase) && !isRunning(before.phase)))) place.leave();
    if (isRunning(before.phase) && !isRunning(now.phase)) void library.loadRecent();
    if (now.phase === 'failed' && before.phase !== 'failed' && now.error && now.groups.groups > 0) {
      view.report(now.error, { label: 'Scan again', run: () => void library.open(now.folders) });
    }
    if (now.groups.revision === revision) {
      if (isRunning(before.phase)) void place.arrive();
      return;
    }
    revision = now.groups.revision;
    if (now.groups.groups === 0) groups.clear();
    else groups.renew();
  }

  async function resynchronise(): Promise<void> {
    const [info, state] = await Promise.all([client.call('app.info', null), client.call('scan.state', null)]);
    if (info.ok) host.setState({ info: info.value });
    else view.report(info.error);
    if (state.ok) takeScanState(scan, state.value);
    await Promise.all([settings.load(), marks.load(), library.loadRecent()]);
  }

  async function begin(): Promise<void> {
    client.on('scan.state', (state) => takeScanState(scan, state));
    client.on('marks.state', marks.take);
    client.on('speedup.progress', speedup.take);
    client.on('removal.progress', removal.take);
    client.on('export.progress', exporting.take);
    client.on('app.notice', ({ text }) => view.notify({ text }));
    client.on('samples.progress', (samples) => host.setState({ samples }));
    client.on('host.command', (command) => {
      if (command.kind === 'choose-folder') void library.choose();
      else if (command.kind === 'open-folders') void library.open(command.folders);
      else if (command.kind === 'undo-removal') void removal.undoLast();
      else if (command.kind === 'show-shortcuts') view.showShortcuts(true);
      else if (command.kind === 'export') void exporting.save(command.format, null);
      else view.open({ kind: 'settings' });
    });
    window.addEventListener('pagehide', place.flush);
    scan.subscribe(followScan);
    groups.store.subscribe((now, before) => {
      if (now.revision !== before.revision) void following.follow().then(place.arrive);
      else if (now.pages !== before.pages) following.name();
    });
    marks.store.subscribe((now, before) => {
      if (now.revision !== before.revision) groups.refresh();
    });
    view.store.subscribe((now, before) => {
      if (now.selection !== before.selection || now.listTop !== before.listTop) place.note();
    });
    listing.store.subscribe((now, before) => {
      if (now.listing !== before.listing) place.note();
      if (now.listing !== before.listing && revision !== 0) groups.restart(following.ahead());
    });
    connection.subscribe((state) => {
      host.setState({ connection: state });
      if (state === 'open') void resynchronise();
    });
    const started = (): void => host.setState({ starting: false });
    const limit = setTimeout(started, longestStart);
    await resynchronise();
    for (const text of host.getState().info?.notices ?? []) view.notify({ text });
    if (scan.getState().scan.phase === 'idle') await library.openFirst();
    clearTimeout(limit);
    started();
  }

  return {
    client, host, scan, groups, listing, picks, marks, settings, speedup, removal, rules, dismissals, files, library, compare, facts, folderRules, exporting, view, begin,
    retryConnection: connection.retry,
    signOut: connection.signOut,
  };
}

function pathsOf({ folders }: ScanState): string {
  return folders.map(({ path }) => path).join('\n');
}

/** Of one group at two moments between which only marks may have changed. */
function isMarkedTheSame(a: Group, b: Group): boolean {
  return (
    a.id === b.id && a.keeper === b.keeper && a.decided === b.decided && a.members.length === b.members.length
    && a.members.every((member, i) => member.marked === b.members[i]?.marked)
  );
}
