import scanKernel from '../../../kernels/jpeg/scan?kernel';
import { loadKernel } from '../../kernel';

/** The loops of the JPEG decoder: src/kernels/jpeg/scan.ts says what each does. */
export const kernel = loadKernel(scanKernel, [
  'inputAt',
  'inputSize',
  'definitionAt',
  'stepsAt',
  'samplesAt',
  'defineTable',
  'assignWindow',
  'planBlock',
  'clearPlane',
  'toSamples',
  'beginScan',
  'beginInterval',
  'takeInput',
  'consumed',
  'run',
]);

/** Copies bytes into the kernel's memory. */
export function copyIn(bytes: Uint8Array, at: number): void {
  new Uint8Array(kernel.memory.buffer, at, bytes.length).set(bytes);
}
