/** From here on no kernel can be compiled in this thread. What others compiled works. */
Reflect.set(WebAssembly, 'Module', new Proxy(WebAssembly.Module, {
  construct() {
    throw new Error('A thread compiled a kernel by itself.');
  },
}));
