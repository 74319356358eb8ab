import { Random } from '../../decode/fuzz/random';
import { Clock } from './clock';
import { Databases, sqlError } from './database';
import { Disk, systemError, type DiskCall, type DiskInterceptor } from './disk';
import type { Fault, WorkerFault } from './faults';
import type { FaultyTrash } from './trash';

/** Makes workers misbehave with the next file of some size that one of them has in hand, or the next step of grouping. */
export interface WorkerFaultPort {
  /** @param sizes Bytes of files that are to be the end of the worker that meets them, once each; none: a step of grouping is. */
  arm(fault: WorkerFault, sizes: readonly number[]): void;
  disarm(): void;
}

/** Somebody else who has the library's files in hand, too. */
export interface Meddler {
  /** Does something to the file, if there is one at that path. */
  meddle(what: Extract<Fault, { port: 'library' }>['what'], path: string): void;
}

export interface InjectorOptions {
  readonly home: string;
  readonly seed: number;
  readonly trash: FaultyTrash;
  readonly workers: WorkerFaultPort;
  readonly meddler: Meddler;
}

const hour = 3_600_000;
/** Shares of calls that fail. */
const rates = [0.03, 0.1, 0.3, 1] as const;

/**
 * All the ports at which faults come in. What fails is decided by the seed, the step, the call and its path, never by time or by the
 * order in which threads happen to work: the same seed has the same calls fail.
 */
export class Injector {
  readonly disk = new Disk();
  readonly #databases = new Databases();
  readonly #clock = new Clock();
  #counts = new Map<string, number>();
  #round = 0;

  constructor(private readonly options: InjectorOptions) {}

  async install(): Promise<void> {
    await this.disk.install();
    this.#databases.install();
    this.#clock.install();
  }

  uninstall(): void {
    this.disarm();
    this.#clock.uninstall();
    this.#databases.uninstall();
    this.disk.uninstall();
  }

  /** From now on these faults happen. `round` names the step among all; `sizes` are those of files that workers have not seen. */
  arm(faults: readonly Fault[], round: number, sizes: readonly number[]): void {
    this.#counts = new Map();
    this.#round = round;
    const random = new Random(this.options.seed, round);
    const onDisk: DiskInterceptor[] = [];
    this.disk.quietly(() => {
      for (const fault of faults) this.#armOne(fault, random, sizes, onDisk);
    });
    this.disk.intercept = (call) => {
      for (const intercept of onDisk) {
        const failure = intercept(call);
        if (failure) return failure;
      }
      return null;
    };
  }

  disarm(): void {
    this.disk.intercept = null;
    this.#databases.intercept = null;
    this.options.trash.faultOf = () => null;
    this.disk.quietly(() => this.options.workers.disarm());
    this.#clock.jump(0);
  }

  #armOne(fault: Fault, random: Random, sizes: readonly number[], onDisk: DiskInterceptor[]): void {
    const rate = random.pick(rates);
    /** Nobody saves a file twice in a moment. */
    const meddled = new Set<string>();
    const happens = (what: string): boolean => this.#happens(fault, what, rate);
    switch (fault.port) {
      case 'disk':
        onDisk.push((call) => {
          // Nobody's trash but ours is to be touched.
          if (!call.path.startsWith(this.options.home)) return call.changes ? systemError('EACCES', call) : null;
          return this.#isOurs(call.path) && concerns(fault.what, call) && happens(`${call.name} ${call.path}`) ? systemError(fault.what, call) : null;
        });
        return;
      case 'library':
        onDisk.push((call) => {
          // What happens between a look and the very call that takes a name away nobody could see.
          if (call.name === 'unlink' || meddled.has(call.path) || !this.#isOurs(call.path) || !happens(call.path)) return null;
          meddled.add(call.path);
          this.options.meddler.meddle(fault.what, call.path);
          return null;
        });
        return;
      case 'trash':
        this.options.trash.faultOf = (path) => (happens(path) ? fault.what : null);
        return;
      case 'store':
        if (fault.what === 'records full') {
          onDisk.push((call) => (call.name === 'writeSync' && happens(call.path) ? systemError('ENOSPC', call) : null));
        } else {
          this.#databases.intercept = (what) => (happens(what) ? sqlError(fault.what) : null);
        }
        return;
      case 'worker':
        this.options.workers.arm(fault.what, random.chance(0.2) ? [] : sizes.slice(0, random.between(1, 2)));
        return;
      case 'clock':
        this.#clock.jump((fault.what === 'back' ? -1 : 1) * hour * random.between(1, 100_000));
    }
  }

  /** In the library, the trash and the folders that files go to; what is the store's has a port of its own. */
  #isOurs(path: string): boolean {
    const { home } = this.options;
    return path.startsWith(home) && !path.startsWith(`${home}/store`);
  }

  /** Whether something happens now, which is asked for again and again. */
  #happens(fault: Fault, what: string, rate: number): boolean {
    const name = fault.what + what.replace(this.options.home, '').replace(byChance, '*');
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    return new Random(hashOf(`${this.options.seed} ${this.#round} ${name} ${count}`), 0).chance(rate);
  }
}

/** What the engine has in its names from the time of day or by chance. */
const byChance = /[0-9a-f]{16}|\.lookalike-[^/]*-nothing|\d{4}-\d\d-\d\d \d{4} [0-9a-f]{6}/g;

/** Errors that a call can't end in would tell nothing. */
function concerns(code: string, { name, changes }: DiskCall): boolean {
  if (code === 'EROFS') return changes;
  if (code === 'ENOSPC') return changes && !/^(unlink|rm|rmdir)/.test(name);
  return true;
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
