import bytes from '../kernels/bytes/bytes?kernel';
import hamming from '../kernels/hamming/hamming?kernel';
import jpeg from '../kernels/jpeg/jpeg?kernel';
import match from '../kernels/match/match?kernel';
import rows from '../kernels/png/rows?kernel';
import search from '../kernels/search/search?kernel';
import view from '../kernels/view/view?kernel';
import { compileKernel } from './kernel';

/**
 * Compiles in this thread all kernels that threads of a pool use, and holds them (3 ms, once). V8 shares what is compiled between threads, and drops it with the last that
 * has it: the threads of the next pool would begin slowly again, and each would leave 16 KiB behind for good (Node 20; the counters of its isolate).
 * For a process that makes pool after pool.
 */
export function keepKernels(): void {
  for (const kernel of [bytes, hamming, jpeg, match, rows, search, view]) compileKernel(kernel);
}
