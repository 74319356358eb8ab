import type { ScanSession } from '../core/library/session';
import type { SkipReason } from '../shared/domain';
import { groupsOf, skippedOf, type ReportedGroup } from './report';
import { isWorthNaming, skipWords } from './skip-words';
import { count, counted, duration, printable, size } from './words';

/** So many skipped files are named, at most; the rest is for --json. */
const mostNamed = 10;

/** The result of a scan as text for a person: the groups, then the figures, then what was skipped. */
export function* scanTable(session: ScanSession): Generator<string> {
  for (const group of groupsOf(session)) yield groupLines(group);
  const { stats, groups } = session;
  const images = stats.hashed + stats.cached;
  const speed = stats.seconds > 0 ? Math.round(images / stats.seconds) : 0;
  yield `${counted(stats.files, 'file')} in ${duration(stats.seconds)} with ${counted(stats.workers, 'worker')} (${count(speed)} images/s)`;
  yield `: ${count(stats.hashed)} hashed, ${count(stats.cached)} from the cache, ${count(stats.skipped)} skipped.\n`;
  yield* skippedLines(session);
  if (images === 0) yield 'No images found.\n';
  else if (groups.count === 0) yield 'No copies found.\n';
  else yield `${counted(groups.count, 'group')}, ${counted(groups.summary.files, 'file')}, ${size(groups.summary.bytesToGain)} to gain.\n`;
}

function groupLines({ id, kind, files }: ReportedGroup): string {
  const lines = files.map((file) => {
    const distance = file.keep ? '' : file.distance === 0 ? (kind === 'exact' ? 'identical' : '0 bits') : counted(file.distance, 'bit');
    const cells = [file.keep ? 'keep' : 'copy', `${file.width}×${file.height}`.padStart(11), size(file.bytes).padStart(9), distance.padEnd(9)];
    return `  ${cells.join('  ')}  ${printable(file.path)}\n`;
  });
  const title = kind === 'exact' ? counted(files.length, 'identical file') : counted(files.length, 'similar picture');
  return `Group ${id}: ${title}\n${lines.join('')}\n`;
}

function* skippedLines(session: ScanSession): Generator<string> {
  if (session.skipped.length === 0) return;
  const counts = new Map<SkipReason, number>();
  for (const { reason } of session.skipped) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  yield `Skipped: ${[...counts].map(([reason, files]) => `${count(files)} ${skipWords(reason, files)}`).join(', ')}.\n`;
  const named = skippedOf(session).filter(({ reason }) => isWorthNaming(reason));
  for (const { path, detail } of named.slice(0, mostNamed)) yield `  ${printable(path)}: ${printable(detail)}\n`;
  if (named.length > mostNamed) yield `  … and ${count(named.length - mostNamed)} more; --json lists them all.\n`;
}
