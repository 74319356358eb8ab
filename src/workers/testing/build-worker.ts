import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { kernels } from '../../../scripts/kernels.mjs';

/** Bundles a worker script of this folder's parent, as threads can't run TypeScript, into a folder; answers its address. */
export async function buildWorker(entry: 'testing/stub.worker.ts' | 'testing/faulty.worker.ts' | 'testing/sealed.worker.ts', folder: string): Promise<URL> {
  await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [kernels(resolve(import.meta.dirname, '../../..'))],
    build: {
      ssr: resolve(import.meta.dirname, '..', entry),
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { output: { format: 'es', entryFileNames: 'worker.mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' } },
    },
  });
  return pathToFileURL(resolve(folder, 'worker.mjs'));
}
