// `node hostile.child.js WORKER WHAT < LIST`: does with each of the files listed, as JSON, what is asked for in WHAT, names with commas between them,
// all at once on two workers, and writes down what came of it and how much memory the process had at most. Test only.
import { readFileSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { picturesBy } from '../../core/export/thumbnails';
import type { HashBatch, HashTask } from '../../core/ports';
import { previewSides, type PreviewSize } from '../../shared/contract';
import { type ImageFormat, imageFormats } from '../../shared/files';
import type { ReportedFile } from '../../core/export/report';
import { loadSharp } from '../../core/decode/sharp';
import { sniff } from '../../core/decode/sniff';
import { createPool } from '../pool';

/** What came of a file: by what was asked, a result or the reason why there is none. */
export interface Outcome {
  readonly path: string;
  readonly came: Readonly<Record<string, string>>;
}

export interface ChildReport {
  readonly outcomes: readonly Outcome[];
  /** MiB of resident memory that the process had at most. */
  readonly peak: number;
}

const [, , worker = '', what = ''] = process.argv;
const asked = what.split(',');
const paths = JSON.parse(readFileSync(0, 'utf8')) as readonly string[];
// What a machine of a gigabyte gives.
const pool = createPool({ script: pathToFileURL(worker), size: 2, fileLimitMs: 300_000, picturesMb: 256 });
const [hashed, looked] = await Promise.all([hashAll(), Promise.all(paths.map(lookAt))]);
await pool.close();
const report: ChildReport = {
  outcomes: paths.map((path, row) => ({ path, came: { hash: hashed.get(row) ?? 'no answer', ...looked[row] } })),
  peak: peakOf(),
};
process.stdout.write(JSON.stringify(report));

async function hashAll(): Promise<Map<number, string>> {
  const answers = new Map<number, string>();
  const tasks = paths.map((path, row): HashTask => {
    const { size, mtimeMs } = statSync(path);
    return { row, path, bytes: size, modified: mtimeMs };
  });
  async function* source(): AsyncGenerator<readonly HashTask[]> {
    yield await Promise.resolve(tasks);
  }
  const sink = ({ rows, widths, heights, failures }: HashBatch): void => {
    rows.forEach((row, i) => answers.set(row, `${answers.has(row) ? 'twice: ' : ''}${widths[i]!} × ${heights[i]!}`));
    for (const { row, reason, detail } of failures) answers.set(row, `${answers.has(row) ? 'twice: ' : ''}${reason}: ${detail}`);
  };
  await pool.hash(source(), sink, new AbortController().signal, 'look');
  return answers;
}

/** What is only asked of files that were decoded, but may be asked of all here. */
async function lookAt(path: string): Promise<Record<string, string>> {
  const format: ImageFormat = sniff(readFileSync(path).subarray(0, 4096)) ?? imageFormats[0];
  const came: Record<string, string> = {};
  const ask: Record<string, () => Promise<void>> = {
    facts: () => pool.facts(path, format).then((facts) => void (came['facts'] = facts.ok ? 'facts' : JSON.stringify(facts.error))),
    pixels: () => pool.pixels([path], new AbortController().signal).then(([digest]) => void (came['pixels'] = digest ? 'digest' : 'no digest')),
    report: () => picturesBy(pool).make({ path, format } as ReportedFile).then((url) => void (came['report'] = url === null ? 'no picture' : 'picture')),
  };
  await Promise.all([
    ...(Object.keys(previewSides) as PreviewSize[]).filter((size) => asked.includes(size)).map(async (size) => {
      const made = await pool.preview(path, size, format);
      const look = made.ok && size === 'small' ? `, darkest ${await darkestOf(made.value.bytes)}` : '';
      came[size] = made.ok ? `${made.value.mime}${look}` : JSON.stringify(made.error);
    }),
    ...Object.keys(ask).filter((name) => asked.includes(name)).map((name) => ask[name]!()),
  ]);
  return came;
}

async function darkestOf(picture: Uint8Array): Promise<number> {
  const sharp = await loadSharp();
  const pixels = await sharp(picture).flatten({ background: '#ffffff' }).toColourspace('srgb').raw().toBuffer();
  return pixels.reduce((least, sample) => Math.min(least, sample), 255);
}

/** The kernel's own count of the peak. (`getrusage` would count what the process had before it became this program.) */
function peakOf(): number {
  return Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;
}
