import { setImmediate, setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { maxNeed } from './memory-need';

/** Less than this is not asked for: so little is held by every thread for most of the time. */
const littleBytes = 16 * 1024 ** 2;
const askAgainMs = 10;

/** After as much as this the thread's garbage is collected. */
const muchBytes = 48 * 1024 ** 2;

/** What the threads of a process may hold of pictures at once, beside the little that everything takes. */
export interface Budget {
  /** A word for each thread: what it holds, in KiB. Written by the thread, and by whoever buries it. */
  readonly held: Int32Array<SharedArrayBuffer>;
  /** Which of them is this thread's. */
  readonly own: number;
  /** Bytes. */
  readonly most: number;
  /** Called while this thread waits, to show that it does not hang. */
  readonly waiting: () => void;
}

let budget: Budget | null = null;
let highest = 0;

/** Has this thread share from now on. Without a budget everything is granted. */
export function shareMemory(shared: Budget): void {
  budget = shared;
}

/** The most that work of this thread was granted, in bytes: what sharp's WebAssembly build may have kept of it. */
export function mostGranted(): number {
  return highest;
}

/** What one picture may take, in bytes. */
export function mostForOne(): number {
  return Math.min(maxNeed, budget?.most ?? maxNeed);
}

/** Does work that takes so many bytes, {@link mostForOne} at most, once they are to be had. A thread does one piece of such work at a time. */
export async function withMemory<T>(bytes: number, work: () => Promise<T>): Promise<T> {
  highest = Math.max(highest, bytes);
  if (!budget || bytes < littleBytes) return work();
  const { held, own, most, waiting } = budget;
  const wanted = Math.ceil(bytes / 1024);
  for (let tries = 0; ; tries++) {
    Atomics.store(held, own, wanted);
    let others = 0;
    for (let thread = 0; thread < held.length; thread++) if (thread !== own) others += Atomics.load(held, thread);
    if (others === 0 || (others + wanted) * 1024 <= most) break;
    // Two that ask at the same moment both see too much, and come again at different times.
    Atomics.store(held, own, 0);
    waiting();
    await setTimeout(askAgainMs + ((own * 7 + tries) % 13));
  }
  try {
    return await work();
  } finally {
    if (bytes >= muchBytes) await collect();
    Atomics.store(held, own, 0);
  }
}

let collectGarbage: (() => void) | null = null;

/** What sharp hands out lies outside of V8's heap, which knows nothing of its size and would let it lie there for long. */
async function collect(): Promise<void> {
  if (!collectGarbage) {
    setFlagsFromString('--expose-gc');
    const exposed: unknown = runInNewContext('gc');
    collectGarbage = typeof exposed === 'function' ? () => void Reflect.apply(exposed, null, []) : () => undefined;
  }
  collectGarbage();
  // Node frees what was collected a turn later.
  await setImmediate();
}
