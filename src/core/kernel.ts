import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';

/** What a `…?kernel` module exports. */
export interface KernelSource {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A compiled kernel of src/kernels, one instance per thread: its memory and its functions, which take and give numbers. */
export type Kernel<Name extends string> = Readonly<Record<Name, (...args: number[]) => number>> & {
  readonly memory: WebAssembly.Memory;
};

/**
 * Makes an instance of a kernel. Every thread has its own, but V8 compiles equal bytes once for the whole process, so that
 * a new thread begins at full speed.
 *
 * @param names The functions that the caller will use; throws where one is missing.
 * @param imports What the kernel takes from outside, by module and name: `env.memory` where threads share one.
 */
export function loadKernel<Name extends string>(source: KernelSource, names: readonly Name[], imports: WebAssembly.Imports = {}): Kernel<Name> {
  const { exports } = new WebAssembly.Instance(compileKernel(source), imports);
  const missing = names.filter((name) => typeof exports[name] !== 'function');
  if (!isKernel(exports, missing)) throw new Error(`A kernel lacks ${missing.join(', ') || 'a memory'}.`);
  return exports;
}

const handedDown = 'lookalike kernels';
/** By name; begins with what the thread that started this one handed down. */
const compiled = kernelsIn(getEnvironmentData(handedDown));

/** Compiles a kernel, unless this thread has it: to be called ahead where there is time for it. */
export function compileKernel({ name, bytes }: KernelSource): WebAssembly.Module {
  const known = compiled.get(name) ?? new WebAssembly.Module(bytes);
  compiled.set(name, known);
  return known;
}

/** Has threads that begin from now on compile nothing that this one has compiled by then. */
export function handDownKernels(): void {
  setEnvironmentData(handedDown, compiled);
}

function kernelsIn(given: unknown): Map<string, WebAssembly.Module> {
  const kernels = new Map<string, WebAssembly.Module>();
  if (given instanceof Map) for (const [name, kernel] of given) if (typeof name === 'string' && kernel instanceof WebAssembly.Module) kernels.set(name, kernel);
  return kernels;
}

function isKernel<Name extends string>(exports: WebAssembly.Exports, missing: readonly Name[]): exports is Kernel<Name> & WebAssembly.Exports {
  return missing.length === 0 && exports['memory'] instanceof WebAssembly.Memory;
}
