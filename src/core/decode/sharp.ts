import type sharpFactory from 'sharp';

export type Sharp = typeof sharpFactory;

let loading: Promise<Sharp> | undefined;

/**
 * sharp, loaded at first need: the only way to it. One thread per image and no cache of its own, since every
 * worker thread decodes its own images and never the same twice. Rejects where it can't be loaded at all.
 */
export function loadSharp(): Promise<Sharp> {
  loading ??= load();
  return loading;
}

/**
 * Whether sharp is its WebAssembly build, because the native one must not run here: that one's memory grows to what its largest image
 * needed, and stays so for as long as the thread lives.
 */
export function sharpKeepsMemory(): boolean {
  return 'electron' in process.versions && process.platform === 'linux';
}

async function load(): Promise<Sharp> {
  if (sharpKeepsMemory()) keepNativeOut();
  const { default: sharp } = await import('sharp');
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}

/** sharp's addon for some platform, in its package (`@img/sharp-linux-x64`) or built in place. */
const nativeSharp = /[\\/]sharp-[^\\/]*\.node$/;

/**
 * In Electron on Linux a native libvips would bring a second GLib into a process that has Chromium's already,
 * which ends in crashes (lovell/sharp#4522, electron/electron#46323). Opening the addon is what is refused, because every way of
 * finding it ends there; sharp then takes its WebAssembly build, `@img/sharp-wasm32`. Each thread has its own `process`
 * object, and so its own guard. It stays for good: nothing loaded later may open the addon either.
 */
function keepNativeOut(): void {
  const open = process.dlopen.bind(process);
  process.dlopen = (module, filename, ...flags) => {
    if (nativeSharp.test(filename)) throw new Error(`${filename} must not be loaded in Electron on Linux.`);
    open(module, filename, ...flags);
  };
}
