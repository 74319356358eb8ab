import bytes from '../kernels/bytes/bytes?kernel';
import hamming from '../kernels/hamming/hamming?kernel';
import jpeg from '../kernels/jpeg/jpeg?kernel';
import match from '../kernels/match/match?kernel';
import rows from '../kernels/png/rows?kernel';
import search from '../kernels/search/search?kernel';
import view from '../kernels/view/view?kernel';
import { compileKernel, handDownKernels } from './kernel';

/**
 * Compiles in this thread all kernels that threads of a pool use, holds them, and hands them to those threads (3 ms, once). For a process that makes
 * pool after pool: V8 drops what is compiled with the last thread that has it, so that the next pool would begin slowly again; and in Node 20 it keeps
 * some memory for good each time that a thread reads a kernel's bytes (16 KiB where no other thread has it, and the types of its functions).
 */
export function keepKernels(): void {
  for (const kernel of [bytes, hamming, jpeg, match, rows, search, view]) compileKernel(kernel);
  handDownKernels();
}
