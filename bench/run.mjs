// `node bench/run.mjs NAME …`: bundles bench/NAME.ts and the stub worker, as Node does not run TypeScript, and runs it
// in a process of its own, whose peak memory is then nobody else's.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { kernels } from '../scripts/kernels.mjs';

const [name = '', ...args] = process.argv.slice(2);
const here = import.meta.dirname;
// Inside the project, so that the bundle finds what is not bundled.
const folder = await mkdtemp(join(here, '../node_modules/.bench-'));
try {
  await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [kernels()],
    build: {
      ssr: true,
      outDir: folder,
      target: 'node20',
      rolldownOptions: {
        input: { [name]: resolve(here, `${name}.ts`), 'stub.worker': resolve(here, 'stub.worker.ts') },
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
      },
    },
  });
  const child = spawn(process.execPath, [join(folder, `${name}.mjs`), ...args], { stdio: 'inherit' });
  process.exitCode = await new Promise((done, failed) => child.once('error', failed).once('close', (code) => done(code ?? 1)));
} finally {
  await rm(folder, { recursive: true });
}
