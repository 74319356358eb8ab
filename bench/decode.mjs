// `npm run bench:decode -- DIR [--rounds N] [--most N]`: what the decoding of a JPEG to an eighth of its scale in grey takes our decoder, and
// libjpeg-turbo's C (decode.c), both in one thread, of files in memory. Round by round in turn, all files each; of each file the median.
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { load } from '../scripts/bundle.mjs';
import { CProgram } from './c-programs.mjs';
import { median } from './measure.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '9' },
    /** Files at most, evenly chosen from all. */
    most: { type: 'string', default: '2000' },
  },
});
const [named] = positionals;
if (named === undefined) {
  console.error('usage: npm run bench:decode -- DIR [--rounds N] [--most N]');
  process.exit(2);
}
/** Megapixels below which a picture is of a class. */
const classes = [0.1, 0.5, 2, 8, 16, Infinity];

/** @type {typeof import('./decode-sources')} */
const { decodeJpeg, takeApart } = await load('bench/decode-sources.ts');
const chosen = choose(resolve(process.env['INIT_CWD'] ?? '.', named), Number(values.most));
if (chosen.length === 0) {
  console.error(`There is no JPEG that we decode below ${named}.`);
  process.exit(2);
}
const libjpeg = new CProgram('decode', ['-lturbojpeg'], 'libturbojpeg0-dev', chosen.map(({ path }) => path));

/** Nanoseconds, by file and round. */
const ours = chosen.map(() => /** @type {number[]} */ ([]));
const theirs = chosen.map(() => /** @type {number[]} */ ([]));
for (let round = 0; round <= Number(values.rounds); round++) {
  const theirRound = await timeTheirs();
  const ourRound = timeOurs();
  // The first round warms up.
  if (round === 0) continue;
  chosen.forEach((_, i) => {
    ours[i]?.push(ourRound[i] ?? NaN);
    theirs[i]?.push(theirRound[i] ?? NaN);
  });
}
libjpeg.end();
print();

/**
 * The JPEGs of a folder that our decoder reads, evenly thinned.
 *
 * @param {string} folder
 * @param {number} most
 */
function choose(folder, most) {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const found = paths.flatMap((path) => {
    const bytes = readFileSync(path);
    if (bytes.length < 3 || bytes.readUIntBE(0, 3) !== 0xffd8ff) return [];
    const decoded = decodeJpeg(bytes);
    if (decoded === 'hand-on' || !decoded.ok) return [];
    const progressive = takeApart(bytes).some(({ code }) => code === 0xc2);
    return [{ path, bytes, progressive, pixels: decoded.grid.imageWidth * decoded.grid.imageHeight }];
  });
  const step = Math.max(1, found.length / most);
  return Array.from({ length: Math.min(most, found.length) }, (_, i) => found[Math.floor(i * step)]).filter((file) => file !== undefined);
}

function timeOurs() {
  return chosen.map(({ bytes }) => {
    const began = process.hrtime.bigint();
    decodeJpeg(bytes);
    return Number(process.hrtime.bigint() - began);
  });
}

async function timeTheirs() {
  libjpeg.ask('\n');
  return [...new Float64Array(new Uint8Array(await libjpeg.answer(8 * chosen.length)).buffer)];
}

function print() {
  console.log(`${chosen.length} JPEGs of ${named}, median of ${values.rounds} rounds of each\n`);
  console.log('| megapixels | files | KiB each | ours, ms | libjpeg-turbo, ms | ratio of sums | median of ratios |\n| --- | --- | --- | --- | --- | --- | --- |');
  const files = chosen.map((file, i) => ({ ...file, ours: median(ours[i] ?? []), theirs: median(theirs[i] ?? []) }));
  const read = files.filter((file) => file.theirs > 0);
  for (const progressive of [false, true]) {
    classes.forEach((below, i) => {
      const least = classes[i - 1] ?? 0;
      const name = below === Infinity ? `${least} and more` : `${least} – ${below}`;
      const within = read.filter((file) => file.progressive === progressive && file.pixels >= least * 1e6 && file.pixels < below * 1e6);
      line(progressive ? `${name}, progressive` : name, within);
    });
  }
  if (read.length < files.length) console.log(`\n${files.length - read.length} more are read by us alone.`);
}

/**
 * @param {string} name
 * @param {readonly { bytes: Buffer, ours: number, theirs: number }[]} files
 */
function line(name, files) {
  if (files.length === 0) return;
  const mean = (/** @type {(file: typeof files[number]) => number} */ value) => files.reduce((sum, file) => sum + value(file), 0) / files.length;
  const [oursMean, theirsMean] = [mean((file) => file.ours), mean((file) => file.theirs)];
  const cells = [
    name,
    files.length,
    (mean(({ bytes }) => bytes.length) / 1024).toFixed(0),
    (oursMean / 1e6).toFixed(3),
    (theirsMean / 1e6).toFixed(3),
    (oursMean / theirsMean).toFixed(2),
    median(files.map((file) => file.ours / file.theirs)).toFixed(2),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
