// `npm run differential -- [DIR…] [--generated N] [--mutated N] [--seed S]`: every JPEG and PNG below the folders, odd ones
// made here, and damaged ones, against libjpeg-turbo's 1/8-scale grey and libpng. JPEG grids must be equal to the last bit, PNG cell
// means within one grey level. Exits with 1 where one is not.
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { load } from '../scripts/bundle.mjs';
import { CProgram, words } from './c-programs.mjs';
import { oddJpeg, oddPng, repeatsItself, setWideSteps } from './differential-odd.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    generated: { type: 'string', default: '20000' },
    mutated: { type: 'string', default: '50000' },
    seed: { type: 'string', default: '1' },
  },
});
const root = resolve(import.meta.dirname, '..');
const seed = Number(values.seed);

const libjpeg = new CProgram('differential-jpeg', ['-ljpeg'], 'libjpeg62-turbo-dev');
const jpegMaker = new CProgram('differential-make-jpeg', ['-ljpeg', '-lm'], 'libjpeg62-turbo-dev');
const libpng = new CProgram('differential-png', ['-lpng'], 'libpng-dev');
/** @type {typeof import('./differential-sources')} */
const sources = await load('bench/differential-sources.ts');
const { bitDepths, cellSide, decode, decodeJpeg, decodePng, makeCase, makePng, makeSeeds, Random, takeApart } = sources;

/** Files by where they are from and what came of them. @type {Map<string, number>} */
const counts = new Map();
let differences = 0;
/**
 * Grey levels that PNGs may be off by. Sharp lays the transparent over white channel by channel and rounds each down, and of
 * 16 bits it drops the lower eight only then.
 */
const tolerances = { cells: 1, 'pixels by sharp': 2.5 };
const worst = { cells: 0, 'pixels by sharp': 0 };

for (const folder of positionals) await compareFolder(resolve(process.env['INIT_CWD'] ?? '.', folder));
await compareGenerated(Number(values.generated));
await compareMutated(Number(values.mutated));
for (const program of [libjpeg, jpegMaker, libpng]) program.end();

for (const [what, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) console.log(`${String(count).padStart(9)}  ${what}`);
console.log(`${differences} differences; PNG cells within ${worst.cells.toFixed(3)} grey levels, pixels by sharp within ${worst['pixels by sharp'].toFixed(3)}`);
process.exitCode = differences > 0 ? 1 : 0;

/** @param {string} folder */
async function compareFolder(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    if (bytes.readUIntBE(0, Math.min(3, bytes.length)) === 0xffd8ff) note('JPEG files', await compareJpeg(bytes, false), path);
    else if (bytes.subarray(1, 4).toString('latin1') === 'PNG') note('PNG files', await comparePng(bytes), path);
  }
}

/** @param {number} count of each format */
async function compareGenerated(count) {
  for (let i = 0; i < count; i++) {
    const random = new Random(seed, i);
    const order = oddJpeg(random);
    jpegMaker.ask(`${order}\n`);
    const [length = 0] = await jpegMaker.numbers(1);
    const jpeg = await jpegMaker.answer(length);
    if (random.chance(0.5)) setWideSteps(jpeg, random);
    note('odd JPEGs', await compareJpeg(jpeg, false), `${i}: ${order}`);
    const kind = oddPng(random, bitDepths);
    note('odd PNGs', await comparePng(makePng(kind, random)), `${i}: ${JSON.stringify(kind)}`);
  }
}

/** Where a damaged file is read by both and theirs finds nothing to warn of, both must have read the same. @param {number} count of each format */
async function compareMutated(count) {
  const seeds = await makeSeeds(join(root, 'src/core/decode/fixtures/jpeg'));
  const left = { jpeg: count, png: count };
  for (let i = 0; left.jpeg + left.png > 0; i++) {
    const { family, bytes } = makeCase(seeds, seed, i);
    if (family === 'other' || left[family] === 0) continue;
    left[family]--;
    if (family === 'jpeg') note('damaged JPEGs', await compareJpeg(bytes, true), `fuzz file ${i}`);
    else note('damaged PNGs', await compareDamagedPng(bytes), `fuzz file ${i}`);
  }
}

/** @param {string} source @param {string} outcome @param {string} name */
function note(source, outcome, name) {
  counts.set(`${source}: ${outcome}`, (counts.get(`${source}: ${outcome}`) ?? 0) + 1);
  if (!outcome.startsWith('different')) return;
  differences++;
  console.error(`${source}, ${name}: ${outcome}`);
}

/** @param {Uint8Array} bytes @param {boolean} damaged whether ours may refuse what libjpeg reads */
async function compareJpeg(bytes, damaged) {
  libjpeg.ask(words(bytes.length), bytes);
  const [status = 2, width = 0, height = 0] = await libjpeg.numbers(3);
  const theirs = await libjpeg.answer(width * height);
  const ours = decodeJpeg(bytes);
  if (ours === 'hand-on') return 'handed on to sharp';
  if (status === 2) return ours.ok ? 'read by us alone' : 'refused by both';
  if (!ours.ok) return status === 1 ? 'refused by us, warned of by libjpeg' : damaged ? `refused by us alone: ${ours.failure.detail}` : `different: we say ${ours.failure.detail}`;
  const { grid } = ours;
  const equal = grid.width === width && grid.height === height && theirs.equals(grid.luma.subarray(0, width * height));
  if (equal) return 'equal';
  if (damaged && repeatsItself(takeApart(bytes))) return 'read otherwise, as it says things twice';
  return status === 1 ? 'warned of by libjpeg, and read otherwise' : 'different grid';
}

/** @param {Uint8Array} bytes */
async function comparePng(bytes) {
  const own = decodePng(bytes);
  const kind = own === 'hand-on' ? 'pixels by sharp' : 'cells';
  const ours = own === 'hand-on' ? await decode(bytes) : own;
  if (!ours.ok) return `different: we say ${ours.failure.detail}`;
  const { width, height, imageWidth, imageHeight } = ours.grid;
  // What sharp has reduced, by a filter of its own, has no cells to compare.
  if (own === 'hand-on' && (width < imageWidth || height < imageHeight)) return 'reduced by sharp';
  const theirs = await askLibpng(bytes, own === 'hand-on' ? [1, 1] : [cellSide(imageWidth), cellSide(imageHeight)]);
  return theirs === null ? 'different: libpng refuses it' : compareCells(ours.grid, theirs.means, kind);
}

/** @param {Uint8Array} bytes */
async function compareDamagedPng(bytes) {
  const ours = decodePng(bytes);
  if (ours === 'hand-on') return 'handed on to sharp';
  const grid = ours.ok ? ours.grid : { imageWidth: 1, imageHeight: 1 };
  const theirs = await askLibpng(bytes, [cellSide(grid.imageWidth), cellSide(grid.imageHeight)]);
  if (theirs === null) return ours.ok ? 'read by us alone' : 'refused by both';
  if (!ours.ok) return theirs.warned ? 'refused by us, warned of by libpng' : `refused by us alone: ${ours.failure.detail}`;
  const outcome = compareCells(ours.grid, theirs.means, 'cells');
  return theirs.warned && outcome.startsWith('different') ? 'warned of by libpng, and read otherwise' : outcome;
}

/**
 * @param {Uint8Array} bytes
 * @param {readonly [number, number]} cell pixels across and down
 * @returns {Promise<{ means: Float64Array, warned: boolean } | null>} null where libpng refuses the file
 */
async function askLibpng(bytes, [cellX, cellY]) {
  libpng.ask(words(bytes.length, cellX, cellY), bytes);
  const [status = 2, width = 0, height = 0] = await libpng.numbers(3);
  if (status === 2) return null;
  const answer = await libpng.answer(8 * Math.ceil(width / cellX) * Math.ceil(height / cellY));
  return { means: new Float64Array(new Uint8Array(answer).buffer), warned: status === 1 };
}

/**
 * @param {import('../src/core/decode/grid').LumaGrid} grid
 * @param {Float64Array} means
 * @param {'cells' | 'pixels by sharp'} kind
 */
function compareCells({ width, height, luma }, means, kind) {
  if (means.length !== width * height) return `different grid: ${width} × ${height} cells`;
  const off = means.reduce((most, mean, i) => Math.max(most, Math.abs(mean - (luma[i] ?? NaN))), 0);
  if (!(off <= tolerances[kind])) return `different by ${off.toFixed(1)}, ${kind}`;
  worst[kind] = Math.max(worst[kind], off);
  return `${kind} within ${tolerances[kind]}`;
}
