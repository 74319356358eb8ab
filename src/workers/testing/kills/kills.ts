import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { Random } from '../../../core/decode/fuzz/random';
import { auditContents, auditLeftovers, auditScan, everyGroup, expect } from '../../../core/testing/faults/audit';
import { auditDecisions } from '../../../core/testing/faults/decisions';
import { Photos } from '../../../core/testing/faults/photos';
import { EngineBench } from '../../../core/testing/engine-bench';
import { createPool } from '../../pool';
import { makeOlderStore, olderRemoval } from './older-store';
import { killPhases, linesOf, type KillPhase, type Said } from './said';

export interface KillsOptions {
  /** A folder of its own, existing, with links resolved. `XDG_DATA_HOME` must lead to `xdg` in it. */
  readonly home: string;
  readonly seed: number;
  /** Bundles of `victim.ts` and of the worker. */
  readonly victim: string;
  readonly worker: URL;
}

export type Killed = KillPhase | 'migrate';

/** One in so many kills is of an engine that opens the store of an older version. */
const migratingEvery = 8;

/**
 * Kills the engine with SIGKILL at random moments, one time after the other on the same library and store, and looks each time at what the
 * next start makes of it. The moments are drawn within what each phase took before.
 */
export class Kills {
  /** How often the engine was killed in each phase. */
  readonly killed = new Map<Killed, number>();
  /** Milliseconds, at most: from the start after a kill to where the scan was. */
  slowest = 0;
  /** Fingerprints that had been reported as stored when it was killed in the middle of a scan, in all. */
  resumed = 0;
  readonly #random: Random;
  readonly #photos: Photos;
  readonly #durations = new Map<KillPhase, number>();
  #count = 0;
  /** By the last that was killed. */
  #said: readonly Said[] = [];

  constructor(private readonly options: KillsOptions) {
    this.#random = new Random(options.seed, 0);
    this.#photos = new Photos(options.home, this.#random, { fewest: 50, most: 60 });
  }

  /** Kills it once. Throws what was broken. */
  async kill(): Promise<void> {
    const number = ++this.#count;
    try {
      if (number % migratingEvery === 0) await this.#killMigrating();
      else await this.#killAtWork(killPhases[number % killPhases.length]!);
    } catch (error) {
      const told = this.#said.flatMap((line) => (line.what === 'begins' ? [line.phase] : line.what === 'decided' ? ['decided'] : [])).join(', ');
      throw new Error(`Seed ${this.options.seed}, kill ${number}: ${error instanceof Error ? error.message : String(error)}\nWhat it did: ${told}`, { cause: error });
    }
  }

  async #killAtWork(phase: KillPhase): Promise<void> {
    const photos = this.#photos;
    const { home } = this.options;
    photos.change();
    photos.touch(20);
    photos.touched.clear();
    const said = await this.#run(home, phase, this.#durations.get(phase) ?? 60);
    const at = said.findLast((line) => line.what === 'begins')?.phase ?? 'open';
    this.#killed(at);
    this.#said = said;

    const stored = said.findLast((line) => line.what === 'stored');
    const linked = said.reduce((sum, line) => sum + (line.what === 'linked' ? line.files : 0), 0);
    const bench = new EngineBench(home);
    bench.createPool = (size) => createPool({ script: this.options.worker, size });
    const began = performance.now();
    await bench.open();
    await bench.start();
    // Files that a link took the place of, or that were copied back since and have their time only to the microsecond, are other files.
    const promised = Math.max(0, (stored?.files ?? 0) - linked);
    await bench.until(({ phase: now, stats }) => stats.cached >= promised || now === 'done');
    this.slowest = Math.max(this.slowest, performance.now() - began);
    const state = await bench.phase('done');
    await auditScan(bench, state);
    const away = (await bench.call('removal.history', null)).reduce((sum, { files }) => sum + files, 0);
    expect(state.stats.cached + away >= promised, () => `${stored?.files ?? 0} fingerprints were stored when it was killed (${at}), ${state.stats.cached} are known`);
    if (at === 'scan') this.resumed += promised;

    auditContents(home, photos);
    auditLeftovers(home);
    // Once it begins to decide anew, until that is said to be written down, either may hold.
    const decided = said.findLast((line) => line.what === 'decided' || (line.what === 'begins' && line.phase === 'mark'));
    const moved = this.#moved();
    if (decided?.what === 'decided') auditDecisions(new Map(decided.decided), await everyGroup(bench), (path) => moved.has(path), home);
    for (const { transaction } of await bench.call('removal.history', null)) await bench.call('removal.undo', { transaction });
    auditContents(home, photos);
    auditLeftovers(home);
    expect((await bench.call('removal.history', null)).length === 0, () => 'not all that went came back');
    await bench.engine.close();
    this.#known = this.#removals();
  }

  /** Opens a store of the first version; the removal in it can be undone whenever that ended. */
  async #killMigrating(): Promise<void> {
    const home = join(this.options.home, 'older');
    mkdirSync(home);
    const path = makeOlderStore(home);
    const env = { ...process.env, XDG_DATA_HOME: join(home, 'xdg') };
    const child = spawn(process.execPath, [this.options.victim, home, '1', this.options.worker.href], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.once('data', () => this.#killAfter(child, this.#random.below(40)));
    await once(child, 'close');
    this.#killed('migrate');
    const bench = new EngineBench(home);
    await bench.open();
    const result = await bench.call('removal.undo', { transaction: olderRemoval.id });
    expect(result.restored === 1 && existsSync(path) && readFileSync(path, 'utf8') === olderRemoval.content, () => `what an older version removed does not come back: ${JSON.stringify(result)}`);
    await bench.engine.close();
    auditLeftovers(home);
    rmSync(home, { recursive: true });
  }

  /** Runs the engine until it is killed within `within` milliseconds of a phase's beginning. */
  async #run(home: string, phase: KillPhase, within: number): Promise<readonly Said[]> {
    const child = spawn(process.execPath, [this.options.victim, home, String(this.#random.word()), this.options.worker.href], { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    let began = 0;
    let at: KillPhase | null = null;
    const delay = (this.#random.word() / 2 ** 32) * 1.1 * within;
    let isTimed = false;
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      const from = text.lastIndexOf('\n') + 1;
      text += piece;
      for (const line of linesOf(text.slice(from))) {
        if (line.what !== 'begins') continue;
        if (at !== null) this.#durations.set(at, performance.now() - began);
        [at, began] = [line.phase, performance.now()];
        if (at !== phase || isTimed) continue;
        isTimed = true;
        this.#killAfter(child, delay);
      }
    });
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    expect(signal === 'SIGKILL', () => `the engine ended by itself, with ${signal ?? code ?? ''}`);
    return linesOf(text);
  }

  #killAfter(child: ReturnType<typeof spawn>, milliseconds: number): void {
    setTimeout(() => child.kill('SIGKILL'), milliseconds);
  }

  #killed(phase: Killed): void {
    this.killed.set(phase, (this.killed.get(phase) ?? 0) + 1);
  }

  /** Removals before the last kill. */
  #known: ReadonlySet<string> = new Set();

  /** Every removal, that of which all is back included. */
  #removals(): ReadonlySet<string> {
    return new Set(this.#journal('SELECT id, id FROM removal').map(([id]) => id));
  }

  /** Paths of files that were taken away since the last kill, be they back or not. */
  #moved(): ReadonlySet<string> {
    return new Set(this.#journal('SELECT removal, path FROM removal_file').flatMap(([removal, path]) => (this.#known.has(removal) ? [] : [path])));
  }

  #journal(sql: string): readonly (readonly [string, string])[] {
    const db = new Database(join(this.options.home, 'store/journal.db'), { readonly: true });
    try {
      return z.array(z.tuple([z.string(), z.string()])).parse(db.prepare(sql).raw().all());
    } finally {
      db.close();
    }
  }
}
