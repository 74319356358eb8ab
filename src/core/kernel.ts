/** A compiled kernel of src/kernels, one instance per thread: its memory and its functions, which take and give numbers. */
export type Kernel<Name extends string> = Readonly<Record<Name, (...args: number[]) => number>> & {
  readonly memory: WebAssembly.Memory;
};

/**
 * Makes an instance of a kernel. Every thread has its own, but V8 compiles equal bytes once for the whole process, so that
 * a new thread begins at full speed.
 *
 * @param bytes The default export of a `…?kernel` module.
 * @param names The functions that the caller will use; throws where one is missing.
 * @param imports What the kernel takes from outside, by module and name: `env.memory` where threads share one.
 */
export function loadKernel<Name extends string>(
  bytes: Uint8Array<ArrayBuffer>,
  names: readonly Name[],
  imports: WebAssembly.Imports = {},
): Kernel<Name> {
  const { exports } = new WebAssembly.Instance(compileKernel(bytes), imports);
  const missing = names.filter((name) => typeof exports[name] !== 'function');
  if (!isKernel(exports, missing)) throw new Error(`A kernel lacks ${missing.join(', ') || 'a memory'}.`);
  return exports;
}

const compiled = new WeakMap<Uint8Array<ArrayBuffer>, WebAssembly.Module>();

/** Compiles a kernel, unless this thread has: to be called ahead where there is time for it. */
export function compileKernel(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  const known = compiled.get(bytes) ?? new WebAssembly.Module(bytes);
  compiled.set(bytes, known);
  return known;
}

function isKernel<Name extends string>(exports: WebAssembly.Exports, missing: readonly Name[]): exports is Kernel<Name> & WebAssembly.Exports {
  return missing.length === 0 && exports['memory'] instanceof WebAssembly.Memory;
}
