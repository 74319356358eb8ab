import { dirname, basename } from 'node:path';
import { type Skipped, type SkipReason, skipReasons } from '../../shared/scan';
import { radiusRange } from '../../shared/settings';
import { formatNames, kindWords } from '../../shared/group-words';
import { likenessInWords } from '../../shared/likeness-words';
import { bytes, count, plural } from '../../shared/numbers';
import { meritsInWords, reasonsInWords } from '../../shared/reason-words';
import { skipWords } from '../../shared/skip-words';
import { htmlStyle } from './html-style';
import { escaped, isolated } from './html-text';
import { inOrder } from './in-order';
import { isoTime } from './iso-time';
import type { Report, ReportedFile, ReportedGroup } from './report';

/** A report with more pictures could hardly be opened: some 5 kB each. */
const mostPictures = 5000;
/** In a group; the rest of its files are listed without. */
const mostOfGroup = 24;
/** Entries of each list besides the groups. */
const mostListed = 5000;

export interface Pictures {
  /** A small picture of a file as a `data:` URL; null where there is none to be had. */
  readonly make: (file: ReportedFile) => Promise<string | null>;
  /** How many to ask for at a time. */
  readonly few: number;
}

export interface HtmlOptions {
  readonly pictures: Pictures;
  /** After each group, how many are written. */
  readonly progress: (groups: number) => void;
}

/**
 * The report as one file for reading, that needs nothing else and runs no script, in pieces. The first groups, up to {@link mostPictures}
 * files in all, have pictures; it says so where others have none.
 */
export async function* htmlReport(report: Report, { pictures, progress }: HtmlOptions): AsyncGenerator<string> {
  const pictured = countPictured(report.groups());
  yield head(report);
  yield summary(report, pictured);
  const made = inOrder(pictureless(report.groups(), pictured), pictures.few, pictures.make);
  try {
    for (const group of report.groups()) {
      yield groupHead(group);
      for (const [i, file] of group.files.entries()) {
        const hasPlace = group.id <= pictured && i < mostOfGroup;
        yield fileItem(group, file, i, hasPlace ? await nextOf(made) : undefined);
      }
      yield '</ol></section>\n';
      progress(group.id);
    }
  } finally {
    await made.return(undefined);
  }
  for (const reason of skipReasons) {
    const entries = report.totals.skippedByReason[reason] ?? 0;
    const { name, advice } = skipWords[reason];
    yield* listSection(`Not compared: ${name.toLowerCase()}`, entries, ofReason(report, reason), ({ path, detail }) =>
      `${isolated(path)}<p class="soft">${escaped(detail)}</p>`, advice);
  }
  yield* listSection('Images with too little detail to compare', report.totals.plain, report.plain(), isolated);
  yield* listSection('Not duplicates', report.totals.dismissed, report.dismissed(), ({ when, files }) =>
    `${files.slice(0, mostOfGroup).map(({ path }) => isolated(path)).join('<br>')}<p class="soft">${files.length > mostOfGroup ? `… and ${count(files.length - mostOfGroup)} more; ` : ''}said on ${escaped(date(when))}</p>`);
  yield '</main>\n</body>\n</html>\n';
}

function* ofReason(report: Report, wanted: SkipReason): Generator<Skipped> {
  for (const entry of report.skipped()) if (entry.reason === wanted) yield entry;
}

/** How many groups have pictures, from the first. */
function countPictured(groups: Iterable<ReportedGroup>): number {
  let [files, pictured] = [0, 0];
  for (const group of groups) {
    files += Math.min(mostOfGroup, group.files.length);
    if (files > mostPictures) break;
    pictured++;
  }
  return pictured;
}

function* pictureless(groups: Iterable<ReportedGroup>, pictured: number): Generator<ReportedFile> {
  for (const { id, files } of groups) {
    if (id > pictured) return;
    yield* files.slice(0, mostOfGroup);
  }
}

async function nextOf(made: AsyncGenerator<string | null>): Promise<string | null> {
  const next = await made.next();
  return next.done === true ? null : next.value;
}

function head({ folders }: Report): string {
  const title = `Copies in ${folders.map((folder) => basename(folder) || folder).join(', ')}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${htmlStyle}</style>
</head>
<body>
<main>
<h1>${isolated(title)}</h1>
`;
}

function summary({ version, made, folders, settings, complete, totals, stats }: Report, pictured: number): string {
  const { decisions } = totals;
  const figures: readonly (readonly [string, string])[] = [
    ['Found', count(totals.files)],
    ['Compared', count(totals.compared)],
    ['Not compared', count(totals.skipped)],
    ...(totals.unreached > 0 ? [['Not reached', count(totals.unreached)] as const] : []),
    ['Groups', count(totals.groups)],
    ['Files in groups', count(totals.grouped)],
    ['To gain', bytes(totals.bytesToGain)],
    ['Marked to go', `${count(decisions.marked)} · ${bytes(totals.bytesMarked)}`],
    ['Not decided', count(decisions.undecided)],
  ];
  const facts: readonly (readonly [string, string])[] = [
    ['Folders', folders.map(isolated).join('<br>')],
    ['Settings', `Copies are up to ${settings.radius} of ${radiusRange.max} steps apart; similar shots ${settings.shots ? 'shown' : 'not shown'}`],
    ...(settings.excluded.length > 0 ? [['Left out', settings.excluded.map(isolated).join('<br>')] as const] : []),
    ['Scan', `${count(stats.hashed)} read, ${count(stats.cached)} known from before, in ${stats.seconds.toFixed(1)} s with ${plural(stats.workers, 'worker')}${complete ? '' : '; it was stopped before its end'}`],
    ...(totals.others > 0 ? [['Chosen', `${plural(totals.groups, 'group')} by a filter; ${count(totals.others)} more are not in this report`] as const] : []),
    ...(totals.removed > 0 ? [['Removed since', plural(totals.removed, 'file')] as const] : []),
    ['Made', `${escaped(date(made))} by Lookalike ${escaped(version)}`],
  ];
  const pair = ([term, what]: readonly [string, string]): string => `<dt>${term}</dt><dd>${what}</dd>`;
  const without = totals.groups - pictured;
  const note = `<p class="note">Pictures are shown for the first ${plural(pictured, 'group')}; ${plural(without, 'group')} more ${without === 1 ? 'is' : 'are'} listed without, to keep this file small enough to open.</p>\n`;
  return `<dl class="settings">${facts.map(pair).join('\n')}</dl>
<dl class="totals">${figures.map((figure) => `<div>${pair(figure)}</div>`).join('\n')}</dl>
${without > 0 ? note : ''}`;
}

function groupHead({ id, kind, files, bytesToGain }: ReportedGroup): string {
  const title = `${count(files.length)} ${kindWords[kind]}`;
  return `<section class="group"><header><span class="soft">${count(id)}</span><h2>${title}</h2><span class="soft">${bytes(bytesToGain)} to gain</span></header><ol class="files">\n`;
}

/** `picture`: undefined for a file that is listed without, null for one of which there is none. */
function fileItem({ files }: ReportedGroup, file: ReportedFile, place: number, picture: string | null | undefined): string {
  const { path, width, height, format, modified } = file;
  const [state, word] = stateOf(file);
  const { distance, likeness, differences, bridge } = file;
  const compared = place === 0 ? '' : likenessInWords({ distance, likeness, differences, bridge: bridge && { name: basename(bridge.path), distance: bridge.distance } });
  const beside = place > 0 && !files[0]!.keep ? `compared with ${basename(files[0]!.path)}: ${compared}` : compared;
  const why = place === 0 ? meritsInWords(files) : reasonsInWords(file.reasons);
  const shown = picture === undefined ? '' : picture === null ? '<p class="picture">No preview</p>' : `<img class="picture" src="${escaped(picture)}" alt="" loading="lazy">`;
  return `<li>${shown}<div class="text"><span class="state ${state}">${word}</span>
<p class="name">${isolated(basename(path))}</p>
<p class="folder">${isolated(dirname(path))}</p>
<p>${width} × ${height} · ${bytes(file.bytes)} · ${formatNames[format]}</p>
<p class="soft">${escaped(date(modified))}</p>
${beside === '' ? '' : `<p class="soft">${isolated(beside)}</p>\n`}<p class="soft">${escaped(why)}</p></div></li>
`;
}

/** As a class and in words. */
function stateOf({ keep, decision }: ReportedFile): readonly [string, string] {
  if (decision === 'marked') return ['marked', 'Marked to go'];
  if (decision === 'protected') return ['protected', keep ? 'Keep, protected' : 'Protected'];
  if (keep) return ['keep', decision === 'kept' ? 'Keep' : 'Keep (suggested)'];
  return decision === 'kept' ? ['kept', 'Stays'] : ['undecided', 'Not marked'];
}

/** Nothing where there is nothing to list. */
function* listSection<T>(title: string, total: number, entries: Iterable<T>, look: (entry: T) => string, advice = ''): Generator<string> {
  if (total === 0) return;
  yield `<section class="list"><h2>${title} (${count(total)})</h2>${advice === '' ? '' : `<p class="soft">${escaped(advice)}</p>`}<ul>\n`;
  let listed = 0;
  for (const entry of entries) {
    if (listed === mostListed) break;
    listed++;
    yield `<li>${look(entry)}</li>\n`;
  }
  yield total > listed ? `</ul><p class="soft">… and ${count(total - listed)} more. The JSON report lists them all.</p></section>\n` : '</ul></section>\n';
}

/** UTC, as whoever reads the report may be anywhere. */
function date(ms: number): string {
  const iso = isoTime(ms);
  return iso === null ? 'date unknown' : `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}
