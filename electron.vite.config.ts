import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { kernels } from './scripts/kernels.mjs';

const source = (path: string): string => resolve(import.meta.dirname, 'src', path);

/**
 * One build for every runtime. The engine's hosts (Electron, web, CLI) and the worker script are Node
 * code and share chunks, so they are entries of one bundle; the preload is CommonJS because a sandboxed
 * preload can be nothing else.
 */
export default defineConfig({
  main: {
    plugins: [kernels(import.meta.dirname)],
    build: {
      target: 'node20',
      // To find and read a package as such takes the command line longer than to run it.
      externalizeDeps: { exclude: ['commander', 'lru-cache'] },
      sourcemap: true,
      rolldownOptions: {
        // Kernels are compiled by a plugin, which takes most of the time there is, and has no hold-up to warn of.
        checks: { bundlerTimings: false },
        input: {
          index: source('main/index.ts'),
          cli: source('cli/index.ts'),
          web: source('web/index.ts'),
          worker: source('workers/hash.worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: source('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: source('renderer'),
    base: './',
    build: { minify: true, chunkSizeWarningLimit: 1000, rolldownOptions: { input: { index: source('renderer/index.html') } } },
    plugins: [react()],
  },
});
