import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkerFaultPort } from '../../core/testing/faults/injector';

/** The variable that tells the threads of {@link ../testing/faulty.worker} where their faults are. */
export const faultsVariable = 'LOOKALIKE_FAULTS';
/** The name of a fault that waits for a step of grouping; others are named by the size of the file that they wait for. */
export const groupingFault = 'grouping';

/**
 * Faults as files in a folder, each taken away by the worker that commits it: threads that die can't be told anything, and the one that
 * takes a file's place must find it harmless.
 */
export function workerFaultsIn(folder: string): WorkerFaultPort {
  mkdirSync(folder);
  process.env[faultsVariable] = folder;
  return {
    arm(fault, sizes) {
      const names = sizes.length === 0 ? [groupingFault] : sizes.map(String);
      for (const name of names) writeFileSync(join(folder, name), fault);
    },
    disarm() {
      for (const name of readdirSync(folder)) rmSync(join(folder, name), { force: true });
    },
  };
}
