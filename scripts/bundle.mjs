// Node 20 runs no TypeScript: what a script needs of the sources is bundled first.
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { build } from 'vite';
import { kernels } from './kernels.mjs';

const root = resolve(import.meta.dirname, '..');

/**
 * Bundles entries of the sources into a new folder below `out/`, where packages are still found; it is removed when the
 * process ends, or if that was stopped, when another bundles something.
 *
 * @param {readonly string[]} entries paths below the project's folder
 * @returns {Promise<string[]>} the bundles' paths, in the same order
 */
export async function bundle(entries) {
  const parent = join(root, 'out', 'bundles');
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) if (!isRunning(Number(name.split('-')[1]))) rmSync(join(parent, name), { recursive: true, force: true });
  const folder = mkdtempSync(join(parent, `bundle-${process.pid}-`));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  // So that leaving early is leaving, too.
  process.once('SIGINT', () => process.exit(130));
  const input = Object.fromEntries(entries.map((entry) => [basename(entry, '.ts'), join(root, entry)]));
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [kernels(root)],
    build: {
      ssr: true,
      target: 'node20',
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { input, output: { format: 'es', entryFileNames: '[name].js' }, checks: { pluginTimings: false } },
    },
  });
  return Object.keys(input).map((name) => join(folder, `${name}.js`));
}

/**
 * Bundles one entry and imports it.
 *
 * @template Module the entry's own type, which whoever calls this names
 * @param {string} entry a path below the project's folder
 * @returns {Promise<Module>}
 */
export async function load(entry) {
  const [bundled = ''] = await bundle([entry]);
  return await import(bundled);
}

/** @param {number} pid NaN: of no process */
function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // There is one, of somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
