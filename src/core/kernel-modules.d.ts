/** A kernel, compiled from src/kernels by the build (scripts/kernels.mjs). */
declare module '*?kernel' {
  const source: {
    /** No other kernel's. */
    readonly name: string;
    readonly bytes: Uint8Array<ArrayBuffer>;
  };
  export default source;
}

/** What `kernel.ts` uses of WebAssembly's interface, which TypeScript knows only together with the DOM. */
declare namespace WebAssembly {
  type Exports = Readonly<Record<string, unknown>>;
  type Imports = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  interface Module {
    readonly [Symbol.toStringTag]: 'WebAssembly.Module';
  }
  const Module: new (bytes: Uint8Array<ArrayBuffer>) => Module;
  class Instance {
    constructor(module: Module, imports?: Imports);
    readonly exports: Exports;
  }
  class Memory {
    constructor(size: { readonly initial: number; readonly maximum?: number; readonly shared?: boolean });
    readonly buffer: ArrayBuffer;
    /** Adds pages of 64 KiB; views of the old buffer become empty. */
    grow(pages: number): number;
  }
}
