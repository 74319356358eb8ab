import { symlinkSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { kernels } from '../../../scripts/kernels.mjs';

/** Bundles a worker script of this folder's parent, as threads can't run TypeScript, into a new folder, from where packages are found; answers its address. */
export async function buildWorker(entry: 'testing/stub.worker.ts' | 'testing/faulty.worker.ts' | 'testing/sealed.worker.ts', folder: string): Promise<URL> {
  const root = resolve(import.meta.dirname, '../../..');
  await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [kernels(root)],
    build: {
      ssr: resolve(import.meta.dirname, '..', entry),
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { output: { format: 'es', entryFileNames: 'worker.mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' } },
    },
  });
  symlinkSync(resolve(root, 'node_modules'), resolve(folder, 'node_modules'), 'junction');
  return pathToFileURL(resolve(folder, 'worker.mjs'));
}
