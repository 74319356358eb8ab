import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { byteNumber } from '../../core/decode/byte-number';
import { decode } from '../../core/decode/decode';
import { fingerprint } from '../../core/fingerprint';
import { performStep } from '../../core/grouping/group';
import { createViewer } from '../../core/matching/view';
import type { WorkerFault } from '../../core/testing/faults/faults';
import { serve } from '../serve';
import { faultsVariable, groupingFault } from './worker-faults';

const viewer = createViewer();
let nonsense = 0;
let isNonsenseNext = false;

/** The real work, in a thread that meets its end as faults say; see `worker-faults.ts`. */
serve({
  decode: (bytes, fewest, numbered) => {
    commit(takeFault(String(bytes.length)));
    return decode(bytes, fewest, numbered);
  },
  fingerprint,
  look: (grid) => viewer.look(grid),
  number: byteNumber,
  group: (step, _, beat) => {
    commit(takeFault(groupingFault));
    return performStep(step, beat);
  },
  preview: () => ({ ok: false, error: { kind: 'cancelled' } }),
  facts: ({ path }) => ({ ok: false, error: { kind: 'not-found', what: path } }),
  draw: () => ({ ok: false, error: { kind: 'cancelled' } }),
});

/** A fault is committed once, by whoever takes it away first. */
function takeFault(name: string): string | null {
  const path = join(process.env[faultsVariable] ?? '', name);
  try {
    const fault = readFileSync(path, 'utf8');
    rmSync(path);
    return fault;
  } catch {
    return null;
  }
}

function commit(fault: string | null): void {
  switch (fault as WorkerFault | null) {
    case null:
      return;
    case 'exits':
      return process.exit(3);
    case 'hangs':
      for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    case 'out of memory':
      for (const kept: unknown[] = []; ; ) kept.push(Array.from({ length: 10_000 }, (_, i) => ({ i })));
    case 'throws':
      throw new TypeError('No such table.');
    case 'throws late':
      setImmediate(() => {
        throw new Error('Late trouble.');
      });
      return;
    case 'answers nonsense':
      isNonsenseNext = true;
  }
}

/** Messages that no worker should send, one after the other. */
const nonsenses: readonly ((message: Record<string, unknown>) => unknown)[] = [
  () => null,
  () => 'hashed',
  (message) => ({ ...message, id: -1 }),
  (message) => ({ ...message, answered: 1e9 }),
  (message) => ({ ...message, batch: undefined, answer: { name: 'nothing' } }),
  (message) => ({ ...message, batch: { ...(message['batch'] as object), rows: new Uint32Array(0), failures: [] }, answer: undefined }),
  (message) => ({ ...message, kind: 'gone' }),
];

const port = parentPort;
if (port) {
  const post = port.postMessage.bind(port);
  port.postMessage = (message: Record<string, unknown>, transfer) => {
    const wrong = isNonsenseNext;
    isNonsenseNext = false;
    post(wrong ? nonsenses[nonsense++ % nonsenses.length]!(message) : message, wrong ? [] : transfer as readonly ArrayBuffer[]);
  };
}
