// `npm run package [-- DIR]`: the app as people get it, unpacked, for this platform, with the licences of all that it
// contains and a bill of materials beside it. DIR is where it goes; dist/ when left out.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build } from 'electron-builder';
import { ensureBuilt } from './build.mjs';
import { provideElectron } from './electron-runtime.mjs';
import { billOfMaterials, licenceText, shippedPackages } from './shipped.mjs';

const root = resolve(import.meta.dirname, '..');

process.exitCode = await main(resolve(process.argv[2] ?? join(root, 'dist')));

/**
 * @param {string} folder
 * @returns {Promise<number>} the exit code
 */
async function main(folder) {
  if (!(await ensureBuilt(root, console.log))) return 1;
  const runtime = await provideElectron(root, process.env, console.log);
  if (!runtime.found) {
    console.error(`Electron’s runtime ${runtime.reason}.`);
    return 1;
  }
  mkdirSync(folder, { recursive: true });
  const licences = join(folder, 'licences.txt');
  const packages = shippedPackages(root);
  writeFileSync(licences, licenceText(packages));
  writeFileSync(join(folder, 'lookalike.cdx.json'), billOfMaterials(root, packages));
  await build({
    projectDir: root,
    dir: true,
    publish: 'never',
    config: {
      extends: join(root, 'electron-builder.yml'),
      directories: { output: folder },
      // On macOS the executable is three folders deep in the app.
      electronDist: process.platform === 'darwin' ? resolve(dirname(runtime.executable), '../../..') : dirname(runtime.executable),
      extraFiles: [{ from: licences, to: 'licences.txt' }, { from: join(root, 'LICENSE'), to: 'LICENSE.txt' }],
    },
  });
  return 0;
}
