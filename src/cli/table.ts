import { basename } from 'node:path';
import type { GroupKind } from '../shared/groups';
import type { SkipReason } from '../shared/scan';
import type { Report, ReportedGroup } from '../core/export/report';
import { likenessInWords } from '../shared/likeness-words';
import { count, plural } from '../shared/numbers';
import { isWorthNaming, skipWords } from './skip-words';
import { duration, printable, size } from './words';

const titles: Readonly<Record<GroupKind, string>> = {
  exact: 'identical files',
  'same-pixels': 'files with the same pixels',
  similar: 'similar pictures',
  'similar-shot': 'similar shots',
};

/** So many skipped files are named, at most; the rest is for --json. */
const mostNamed = 10;

/** The result of a scan as text for a person: the groups, then the figures, then what was skipped. */
export function* scanTable(report: Report): Generator<string> {
  for (const group of report.groups()) yield groupLines(group);
  const { stats, totals } = report;
  const images = stats.hashed + stats.cached;
  const speed = stats.seconds > 0 ? Math.round(images / stats.seconds) : 0;
  yield `${plural(stats.files, 'file')} in ${duration(stats.seconds)} with ${plural(stats.workers, 'worker')} (${count(speed)} images/s)`;
  yield `: ${count(stats.hashed)} hashed, ${count(stats.cached)} from the cache, ${count(stats.skipped)} skipped.\n`;
  yield* skippedLines(report);
  const { plain } = totals;
  if (plain > 0) yield `${plural(plain, 'image')} ${plain === 1 ? 'has' : 'have'} too little detail to compare: plain, dark, a gradient. --json lists them.\n`;
  if (images === 0) yield 'No images found.\n';
  else if (totals.groups === 0) yield 'No copies found.\n';
  else yield `${plural(totals.groups, 'group')}, ${plural(totals.grouped, 'file')}, ${size(totals.bytesToGain)} to gain.\n`;
}

function groupLines({ id, kind, files }: ReportedGroup): string {
  const likeness = files.map(({ keep, distance, likeness, differences, bridge }) =>
    keep ? '' : likenessInWords({ distance, likeness, differences, bridge: bridge && { name: printable(basename(bridge.path)), distance: bridge.distance } }));
  const width = likeness.reduce((most, { length }) => Math.max(most, length), 0);
  const lines = files.map((file, i) => {
    const cells = [file.keep ? 'keep' : 'copy', `${file.width}×${file.height}`.padStart(11), size(file.bytes).padStart(9), likeness[i]!.padEnd(width)];
    return `  ${cells.join('  ')}  ${printable(file.path)}\n`;
  });
  const title = `${count(files.length)} ${titles[kind]}`;
  return `Group ${id}: ${title}\n${lines.join('')}\n`;
}

function* skippedLines(report: Report): Generator<string> {
  if (report.stats.skipped === 0) return;
  const counts = new Map<SkipReason, number>();
  const skipped = [...report.skipped()];
  for (const { reason } of skipped) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  // What is most comes first; reasons with as many files, by their first path.
  const byCount = [...counts].sort(([, a], [, b]) => b - a);
  yield `Skipped: ${byCount.map(([reason, files]) => `${count(files)} ${skipWords(reason, files)}`).join(', ')}.\n`;
  const named = skipped.filter(({ reason }) => isWorthNaming(reason));
  for (const { path, detail } of named.slice(0, mostNamed)) yield `  ${printable(path)}: ${printable(detail)}\n`;
  if (named.length > mostNamed) yield `  … and ${count(named.length - mostNamed)} more; --json lists them all.\n`;
}
