import type { Random } from '../../decode/fuzz/random';
import { trashFaults } from './trash';

/** The steps of a cycle, in their order. */
export const steps = ['scan', 'group', 'mark', 'plan', 'remove', 'undo', 'rescan'] as const;
export type Step = (typeof steps)[number];

/** Errors of the file system, for reads and writes of the person's files, the trash and other folders. */
export const diskCodes = ['EIO', 'EACCES', 'ENOSPC', 'EROFS', 'ETIMEDOUT'] as const;
/** What somebody else does to the library just before the engine looks at a file. */
export const meddlings = ['file vanishes', 'file changes', 'folder renamed'] as const;
/** Errors of SQLite at writes and commits; `records full`: the disk is full in the middle of a batch of looks. */
export const storeCodes = ['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_READONLY', 'SQLITE_BUSY', 'records full'] as const;
/** What becomes of the worker that has a file, or a step of grouping, in hand. `answers nonsense`: in one of the ways that messages can be wrong. */
export const workerFaults = ['exits', 'hangs', 'out of memory', 'throws', 'throws late', 'answers nonsense'] as const;
export type WorkerFault = (typeof workerFaults)[number];
/** Hours that the clock jumps. */
export const clockJumps = ['back', 'forward'] as const;

export type Fault =
  | { readonly port: 'disk'; readonly what: (typeof diskCodes)[number] }
  | { readonly port: 'library'; readonly what: (typeof meddlings)[number] }
  | { readonly port: 'trash'; readonly what: (typeof trashFaults)[number] }
  | { readonly port: 'store'; readonly what: (typeof storeCodes)[number] }
  | { readonly port: 'worker'; readonly what: WorkerFault }
  | { readonly port: 'clock'; readonly what: (typeof clockJumps)[number] };

const all: readonly [Fault, ...Fault[]] = [
  { port: 'clock', what: 'back' },
  { port: 'clock', what: 'forward' },
  ...diskCodes.map((what): Fault => ({ port: 'disk', what })),
  ...meddlings.map((what): Fault => ({ port: 'library', what })),
  ...trashFaults.map((what): Fault => ({ port: 'trash', what })),
  ...storeCodes.map((what): Fault => ({ port: 'store', what })),
  ...workerFaults.map((what): Fault => ({ port: 'worker', what })),
];

/** Ports that a step has to do with at all. */
const portsOf: Readonly<Record<Step, readonly Fault['port'][]>> = {
  scan: ['disk', 'library', 'store', 'worker', 'clock'],
  group: ['store', 'worker', 'clock'],
  mark: ['disk', 'store', 'clock'],
  plan: ['disk', 'library', 'trash', 'store', 'clock'],
  remove: ['disk', 'library', 'trash', 'store', 'clock'],
  undo: ['disk', 'library', 'trash', 'store', 'clock'],
  rescan: ['disk', 'library', 'store', 'worker', 'clock'],
};

/** Every fault that can meet a step. */
export function faultsOf(step: Step): readonly Fault[] {
  return all.filter(({ port }) => portsOf[step].includes(port));
}

/** Some faults for a step: mostly one, at times none or two. */
export function drawFaults(step: Step, random: Random): readonly Fault[] {
  const choices = faultsOf(step);
  const count = random.pick([0, 1, 1, 1, 1, 2]);
  return Array.from({ length: count }, () => choices[random.below(choices.length)]!);
}
