import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type RemovalAction, removalActions, type RemovalChoice } from '../../../shared/removal';
import type { ScanState } from '../../../shared/scan';
import { defaultSettings } from '../../../shared/settings';
import { AppFailure } from '../../../shared/errors';
import { Random } from '../../decode/fuzz/random';
import type { EnginePorts } from '../../ports';
import type { JournalFile } from '../../store/journal';
import { openStore } from '../../store/store';
import { freedesktopTrash } from '../../trash/freedesktop';
import { EngineBench } from '../engine-bench';
import { auditContents, auditLeftovers, auditScan, awayFiles, Broken, everyGroup, expect } from './audit';
import { auditDecisions, auditSurvivors, decidedIn, type Copies, type Decided } from './decisions';
import { drawFaults, type Fault, type Step } from './faults';
import { Injector, type WorkerFaultPort } from './injector';
import { digestOf, Photos } from './photos';
import { FaultyTrash } from './trash';

export interface TrialOptions {
  /** A folder of its own, existing, with links resolved. `XDG_DATA_HOME` must lead to `xdg` in it. */
  readonly home: string;
  readonly seed: number;
  readonly workers: WorkerFaultPort;
  readonly createPool: EnginePorts['createPool'];
  /** Faults of a step; drawn by the seed unless given. */
  readonly faultsOf?: (step: Step, random: Random) => readonly Fault[];
}

/** How long a step may take before it counts as one that never ends. */
const patienceMs = 120_000;

/**
 * The real engine over real folders, in cycles of scan, group, mark, plan, remove, undo and scan again, with faults at every step.
 * After each cycle everything that was promised is looked at; the first promise that was broken is thrown, with what led to it.
 */
export class Trial {
  /** How often each fault met each step, as `step port what`. */
  readonly met = new Map<string, number>();
  /** How often a step ended in an error of each kind. */
  readonly refusals = new Map<string, number>();
  readonly injector: Injector;
  readonly bench: EngineBench;
  readonly photos: Photos;
  readonly #random: Random;
  #isOpen = false;
  #round = 0;
  #cycle = 0;
  #log: string[] = [];
  /** What was decided when the last cycle ended. */
  #decided: Decided = new Map();
  /** Removals of this cycle, and those of earlier ones. */
  readonly #removals = new Set<string>();
  readonly #known = new Set<string>();
  /** Files of this cycle's removals as the journal had them last: a settled one of long ago, by a clock that jumped, is forgotten at the next start. */
  readonly #files = new Map<string, JournalFile & { readonly action: RemovalAction | undefined }>();

  constructor(private readonly options: TrialOptions) {
    const { home, seed, workers, createPool } = options;
    this.#random = new Random(seed, 0);
    mkdirSync(join(home, 'chosen'), { recursive: true });
    this.photos = new Photos(home, this.#random);
    const trash = new FaultyTrash(freedesktopTrash());
    this.bench = new EngineBench(home);
    this.bench.trash = trash;
    this.bench.createPool = createPool;
    this.injector = new Injector({ home, seed, trash, workers, meddler: this.photos });
  }

  /** One cycle and its audit. Throws what was broken. */
  async cycle(): Promise<void> {
    this.#log = [];
    try {
      await this.#go();
    } catch (error) {
      this.injector.disarm();
      for (const { path, state, place, failure, action } of this.#journal()) this.#log.push(`${action ?? ''} ${path}: ${state} ${place ?? ''} ${failure?.detail ?? ''}`);
      const what = error instanceof Broken ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
      throw new Error(`Seed ${this.options.seed}, cycle ${this.#cycle}: ${what}\n${this.#log.join('\n')}`, { cause: error });
    }
    this.#cycle++;
  }

  /** Nothing of the engine runs any more then. */
  async close(): Promise<void> {
    if (this.#isOpen) await this.#within('close', this.bench.engine.close());
    this.#isOpen = false;
  }

  async #go(): Promise<void> {
    const { bench, photos } = this;
    if (!this.#isOpen) await this.#open();
    photos.forgetMeddling();
    photos.change();
    await this.#step('scan', () => this.#scan());
    await this.#cleanScan();
    this.#log.push('audit of decisions of the last cycle');
    auditDecisions(this.#decided, await everyGroup(bench), (path) => photos.touched.has(path), this.options.home);

    await this.#step('group', () => bench.call('settings.set', { ...defaultSettings, workers: 2, radius: this.#random.between(0, 12) }));
    await bench.call('settings.set', { ...defaultSettings, workers: 2, permanentDelete: true });
    photos.touched.clear();
    await this.#step('mark', () => this.#mark());
    // Decisions gather for a moment before they are written: at times the engine is ended in good order before anything else goes wrong.
    const written = this.#random.chance(0.5);
    const before = decidedIn(await everyGroup(bench));
    if (written) await this.#restart();
    const groups = await everyGroup(bench);
    const decided = decidedIn(groups);
    auditDecisions(before, groups, () => false, this.options.home);
    const copies = groups.map(({ members }): Copies => members.flatMap(({ file: { path } }) => (existsSync(path) ? [{ path, content: digestOf(path) }] : [])));
    await this.#removeAndUndo(copies);
    photos.grow();
    await this.#step('rescan', () => this.#scan());
    this.#journal();
    await this.close();
    await this.#open();
    this.#writeOffDeleted(copies);
    await this.#settled();
    await this.#cleanScan();
    const moved = this.#movedSince();
    this.#log.push('audit of decisions of this cycle');
    auditDecisions(decided, await everyGroup(bench), (path) => photos.touched.has(path) || moved.has(path), this.options.home);
    this.#decided = decidedIn(await everyGroup(bench));
    this.#forgetRemovals();
    photos.touched.clear();
  }

  async #removeAndUndo(copies: readonly Copies[]): Promise<void> {
    const { bench, photos } = this;
    const action: RemovalAction = this.#random.pick(removalActions);
    const choice = await this.#choice(action);
    const steady = (fault: Fault): boolean => !action.endsWith('link') || fault.port !== 'library';
    let plan = await this.#step('plan', () => bench.call('removal.plan', { choice }), steady);
    plan ??= await bench.call('removal.plan', { choice }).catch(() => null);
    if (!plan) return;
    const { id, confirmation } = plan;
    const result = await this.#step('remove', () => bench.call('removal.run', { plan: id, confirmation }), steady);
    auditSurvivors(copies, (path) => (existsSync(path) ? digestOf(path) : null), (path) => photos.touched.has(path));
    const transaction = result?.transaction ?? (await bench.call('removal.history', null))[0]?.transaction;
    if (transaction !== undefined && action !== 'delete') await this.#step('undo', () => bench.call('removal.undo', { transaction }), steady);
  }

  /** Started afresh and left alone, all is in order: nothing is in the middle, nothing lost, and everything comes back. */
  async #settled(): Promise<void> {
    const { bench, photos } = this;
    const { home } = this.options;
    auditContents(home, photos);
    auditLeftovers(home);
    for (const { transaction, undoable } of await bench.call('removal.history', null)) {
      if (undoable) await bench.call('removal.undo', { transaction });
    }
    auditContents(home, photos);
    auditLeftovers(home);
    const journal = this.#journal();
    expect(journal.every(({ state }) => !['planned', 'moving', 'restoring'].includes(state)), () => `the journal does not know of ${journal.find(({ state }) => state !== 'gone')?.path ?? ''}`);
    // What could not come back, for something else has its place, is where the journal says. The person empties the trash then.
    for (const path of awayFiles(home)) {
      expect(journal.some((file) => file.state === 'gone' && file.place === path), () => `the journal does not know of “${path}”`);
      photos.writeOff(digestOf(path));
      rmSync(path);
    }
  }

  /** Does a step with faults on; null where it was refused, which must be for a reason. */
  async #step<T>(step: Step, work: () => Promise<T>, wanted: (fault: Fault) => boolean = () => true): Promise<T | null> {
    const random = new Random(this.options.seed, ++this.#round);
    const faults = (this.options.faultsOf?.(step, random) ?? drawFaults(step, random)).filter(wanted);
    for (const { port, what } of faults) this.#count(this.met, `${step} ${port} ${what}`);
    this.#log.push(`${step}: ${faults.map(({ what }) => what).join(' and ') || 'no fault'}`);
    this.injector.arm(faults, this.#round, this.photos.takeSizes());
    const began = performance.now();
    try {
      return await this.#within(step, work());
    } catch (error) {
      if (!(error instanceof AppFailure)) throw error;
      this.#count(this.refusals, `${step} ${error.error.kind}`);
      this.#log.push(`  ${error.message}`);
      expect(error.error.kind !== 'internal', () => `${step} was refused as if the program were to blame: ${error.message}`);
      expect(error.message.length > 10, () => `${step} was refused without a reason`);
      return null;
    } finally {
      this.injector.disarm();
      this.#log.push(`  ${Math.round(performance.now() - began)} ms`);
    }
  }

  /** Scans to an end, of whatever kind. */
  async #scan(): Promise<ScanState> {
    await this.bench.start();
    const state = await this.bench.phase('done', 'failed', 'cancelled');
    this.injector.disarm();
    if (state.phase === 'done') await auditScan(this.bench, state);
    else if (state.error) throw new AppFailure(state.error);
    return state;
  }

  /** Whatever happened before: with nothing in the way the engine scans, and knows every file. */
  async #cleanScan(): Promise<void> {
    const state = await this.#within('a scan', this.#scan());
    expect(state.phase === 'done', () => `the scan ended as ${state.phase}`);
    const lasting = ['not-an-image', 'truncated', 'corrupt', 'unsupported', 'system-folder'];
    const odd = Object.keys(state.skippedByReason).filter((reason) => !lasting.includes(reason));
    expect(odd.length === 0, () => `with nothing in the way files were skipped as ${odd.join(', ')}`);
    this.photos.takeSizes();
  }

  async #mark(): Promise<void> {
    const { bench } = this;
    await bench.call('marks.clear', null);
    if (this.#random.chance(0.3)) {
      await bench.call('marks.all', null);
      return;
    }
    for (const { id, members } of await everyGroup(bench)) {
      const some = members.filter(() => this.#random.chance(0.5)).map(({ file }) => file.id);
      if (this.#random.chance(0.4)) await bench.call('marks.copies', { groups: [id] });
      else if (some.length > 0) await bench.call('marks.set', { mark: some, unmark: [] });
    }
  }

  async #choice(action: RemovalAction): Promise<RemovalChoice> {
    if (action !== 'move') return { action };
    mkdirSync(join(this.options.home, 'chosen'), { recursive: true });
    const [folder] = await this.bench.grant('chosen');
    return { action, folder: folder ?? '' };
  }

  /** What the engine deleted as it was told to is not to be looked for. */
  #writeOffDeleted(copies: readonly Copies[]): void {
    const contents = new Map(copies.flat().map(({ path, content }) => [path, content]));
    for (const { path, state, action } of this.#journal()) {
      const content = contents.get(path);
      // One whose folder was renamed under its hands may be there still.
      if (action === 'delete' && state === 'gone' && content !== undefined && !existsSync(path) && this.photos.lacks(content)) this.photos.writeOff(content);
    }
  }

  /** Paths of files that removals since the last cycle took away, be they back or not. */
  #movedSince(): ReadonlySet<string> {
    return new Set(this.#journal().flatMap(({ path, state }) => (state === 'kept' ? [] : [path])));
  }

  /** Files of the removals since the last cycle, as the journal has them. */
  #journal() {
    for (const event of this.bench.events.splice(0)) if (event.name === 'removal.progress') this.#removals.add(event.payload.transaction);
    const store = openStore(join(this.options.home, 'store'));
    try {
      for (const { id } of store.journal.removals()) if (!this.#known.has(id)) this.#removals.add(id);
      for (const id of this.#removals) {
        const removal = store.journal.removal(id);
        if (!removal) this.#settleForgotten(id);
        else for (const file of store.journal.files(id)) this.#files.set(`${id} ${file.position}`, { ...file, action: removal.action });
      }
      return [...this.#files.values()];
    } finally {
      store.close();
    }
  }

  /** Only a removal of which every file is back is forgotten: what was on its way when it was looked at last came back since. */
  #settleForgotten(removal: string): void {
    for (const [key, file] of this.#files) {
      if (file.removal === removal && !['kept', 'restored'].includes(file.state)) this.#files.set(key, { ...file, state: 'restored' });
    }
  }

  /** What could not come back for good is of no interest to the next cycle. */
  #forgetRemovals(): void {
    for (const id of this.#removals) this.#known.add(id);
    this.#removals.clear();
    this.#files.clear();
  }

  async #open(): Promise<void> {
    await this.#within('the start', this.bench.open());
    this.#isOpen = true;
  }

  async #restart(): Promise<void> {
    await this.close();
    await this.#open();
    await this.#cleanScan();
  }

  async #within<T>(what: string, work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Broken(`${what} does not end`)), patienceMs);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  #count(counts: Map<string, number>, key: string): void {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
}
