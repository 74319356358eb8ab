// What is shipped with the app besides our own code: every package that it needs to run, with its licence.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {{ readonly name: string, readonly version: string, readonly licence: string, readonly texts: readonly string[] }} Shipped
 */

const licenceFile = /^(licen[cs]e|copying|notice|copyright)([.-].*)?$/i;

/**
 * The packages that are installed and not for development only, by name and version.
 *
 * @param {string} root the project's folder
 * @returns {Shipped[]}
 */
export function shippedPackages(root) {
  /** @type {unknown} */
  const found = JSON.parse(npm(root, ['query', '*']));
  if (!Array.isArray(found)) throw new Error('npm query answered no list');
  const shipped = found.filter(({ dev, devOptional, location }) => !dev && !devOptional && location !== '');
  const packages = shipped.map(({ name, version, license, path }) => ({
    name: String(name),
    version: String(version),
    licence: typeof license === 'string' ? license : String(license?.type ?? ''),
    texts: readdirSync(String(path)).filter((file) => licenceFile.test(file)).sort().map((file) => readFileSync(join(String(path), file), 'utf8').trim()),
  }));
  return packages.sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

/**
 * A text for people: what it is, under which licence, and the licence's words as the package has them.
 *
 * @param {readonly Shipped[]} packages
 */
export function licenceText(packages) {
  const parts = packages.map(({ name, version, licence, texts }) => [`${name} ${version} (${licence})`, ...texts].join('\n\n'));
  return ['Lookalike is made with the packages below, each under its own licence.', ...parts].join(`\n\n${'-'.repeat(80)}\n\n`) + '\n';
}

/**
 * A software bill of materials in CycloneDX 1.5: npm's, without what is for development only. (With `--omit=dev` npm 11 leaves out
 * packages that are needed both by the app and by something for development.)
 *
 * @param {string} root
 * @param {readonly Shipped[]} packages
 */
export function billOfMaterials(root, packages) {
  const shipped = new Set(packages.map(({ name, version }) => `${name}@${version}`));
  const bill = JSON.parse(npm(root, ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application']));
  const own = bill.metadata.component['bom-ref'];
  // npm calls it by its folder.
  bill.metadata.component.name = own.slice(0, own.lastIndexOf('@'));
  bill.components = bill.components.filter((/** @type {{ 'bom-ref': string }} */ part) => shipped.has(part['bom-ref']));
  bill.dependencies = bill.dependencies
    .filter((/** @type {{ ref: string }} */ { ref }) => ref === own || shipped.has(ref))
    .map((/** @type {{ ref: string, dependsOn: string[] }} */ { ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => shipped.has(one)) }));
  return JSON.stringify(bill, null, 2);
}

/**
 * @param {string} root
 * @param {readonly string[]} args
 */
function npm(root, args) {
  const { status, stdout, stderr, error } = spawnSync('npm', args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    // On Windows npm is a script.
    shell: process.platform === 'win32',
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`npm ${args[0]}: ${stderr.trim()}`);
  return stdout;
}

/** @param {string} a @param {string} b */
function compare(a, b) {
  return a < b ? -1 : Number(a > b);
}
