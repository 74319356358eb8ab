// The build's part that turns src/kernels into WebAssembly: `import source from './name?kernel'`.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';

/**
 * What we use of the compiler. Its own types declare AssemblyScript's globals, which would stand in for JavaScript's everywhere.
 *
 * @typedef {object} Compiler
 * @property {(options: readonly string[], host: {
 *   readFile: (name: string) => Promise<string | null>,
 *   writeFile: (name: string, contents: Uint8Array | string) => void,
 *   listFiles: () => readonly string[],
 * }) => Promise<{ error: Error | null, stderr: { toString(): string } }>} main
 */
const compiler = 'assemblyscript/asc';
const suffix = '?kernel';
/**
 * No runtime and no garbage collector: kernels work on memory that they lay out themselves. Their address space may grow, and
 * vectors are in every engine that the program runs on. A kernel that needs more says so on its first line: `// asc --enable …`.
 */
const common = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--use', 'abort='];

/**
 * Compiles one kernel.
 *
 * @param {string} file an AssemblyScript source
 * @returns {Promise<{ binary: Uint8Array, sources: readonly string[] }>} the module, and every file that went into it
 */
export async function compileKernel(file) {
  const folder = dirname(file);
  /** @type {Uint8Array | null} */
  let binary = null;
  /** @type {string[]} */
  const sources = [];
  const [, own] = /^\/\/ asc (.*)/.exec(await readFile(file, 'utf8')) ?? [];
  const options = [...common, ...(own?.trim().split(/\s+/) ?? [])];
  const asc = /** @type {Compiler} */ (await import(compiler));
  const { error, stderr } = await asc.main([basename(file), '--baseDir', folder, '--outFile', 'kernel.wasm', ...options], {
    readFile: async (name) => {
      try {
        const path = join(folder, name);
        const text = await readFile(path, 'utf8');
        sources.push(path);
        return text;
      } catch {
        // The compiler asks for a module in several places; only one of them has it.
        return null;
      }
    },
    writeFile: (_name, contents) => {
      if (typeof contents !== 'string') binary = contents;
    },
    listFiles: () => [],
  });
  if (error !== null || binary === null) throw new Error(`${file} does not compile.\n${stderr.toString()}`);
  return { binary, sources };
}

/**
 * What was compiled before lies in `out/kernels`, named by all that decides what comes of it: the compiler takes seconds, and a dozen tests
 * bundle workers.
 *
 * @param {string} root the project's folder
 * @param {string} file an AssemblyScript source
 * @returns {Promise<{ binary: Uint8Array, sources: readonly string[] }>} as {@link compileKernel}, which is asked only once
 */
async function compiledOnce(root, file) {
  const kept = join(root, 'out', 'kernels');
  const folder = join(root, 'src', 'kernels');
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts')).sort();
  /** @type {{ version: string }} */
  const { version } = createRequire(import.meta.url)('assemblyscript/package.json');
  const hash = createHash('sha256').update(JSON.stringify([version, common, relative(root, file)]));
  for (const name of names) hash.update(`\0${name}\0`).update(await readFile(join(folder, name)));
  const path = join(kept, `${basename(file, '.ts')}-${hash.digest('hex').slice(0, 32)}.wasm`);
  const sources = names.map((name) => join(folder, name));
  try {
    return { binary: await readFile(path), sources };
  } catch {
    const { binary } = await compileKernel(file);
    await mkdir(kept, { recursive: true });
    // Under another name first: others may be looking for it.
    const fresh = `${path}.${randomUUID()}`;
    await writeFile(fresh, binary);
    await rename(fresh, path);
    return { binary, sources };
  }
}

/**
 * For Vite and Vitest.
 *
 * @param {string} root the project's folder, which a bundled configuration alone knows
 * @returns {import('vite').Plugin}
 */
export function kernels(root) {
  return {
    name: 'kernels',
    enforce: 'pre',
    async resolveId(id, importer) {
      if (!id.endsWith(suffix)) return null;
      const resolved = await this.resolve(id.slice(0, -suffix.length), importer, { skipSelf: true });
      return resolved === null ? null : `${resolved.id}${suffix}`;
    },
    async load(id) {
      if (!id.endsWith(suffix)) return null;
      const { binary, sources } = await compiledOnce(root, id.slice(0, -suffix.length));
      for (const source of sources) this.addWatchFile(source);
      const name = relative(join(root, 'src', 'kernels'), id.slice(0, -suffix.length));
      return `export default { name: ${JSON.stringify(name)}, bytes: Buffer.from('${Buffer.from(binary).toString('base64')}', 'base64') };`;
    },
  };
}
