import { skipWords } from '../../shared/skip-words';
import { isoTime } from './iso-time';
import type { Report, ReportedFile } from './report';

/** The report as documented in the README, in pieces. */
export function* jsonReport(report: Report): Generator<string> {
  const { version, made, folders, settings, complete, listing, totals, stats } = report;
  const program = { name: 'Lookalike', version };
  yield `{"version":1,"program":${JSON.stringify(program)},"made":${JSON.stringify(isoTime(made))},`;
  yield `"folders":${JSON.stringify(folders)},"settings":${JSON.stringify(settings)},"complete":${String(complete)},"listing":${JSON.stringify(listing)},\n`;
  yield* list('groups', report.groups(), ({ id, kind, bytesToGain, files }) => ({ id, kind, bytesToGain, files: files.map(fileAsJson) }));
  yield* list('skipped', report.skipped(), (entry) => ({ ...entry, advice: skipWords[entry.reason].advice }));
  yield* list('plain', report.plain(), (path) => path);
  yield* list('dismissed', report.dismissed(), ({ when, files }) => ({ when: isoTime(when), files: files.map(({ content, path }) => ({ content, path })) }));
  yield `"totals":${JSON.stringify(totals)},\n"stats":${JSON.stringify(stats)}}\n`;
}

/** In one shape, key by key: a copy by spreading takes ten times as long, and a library has a million files. */
function fileAsJson(file: ReportedFile): unknown {
  return {
    path: file.path, bytes: file.bytes, width: file.width, height: file.height, format: file.format, modified: isoTime(file.modified),
    distance: file.distance, likeness: file.likeness, differences: file.differences, bridge: file.bridge,
    keep: file.keep, reasons: file.reasons, decision: file.decision,
  };
}

function* list<T>(name: string, items: Iterable<T>, shape: (item: T) => unknown): Generator<string> {
  let before = `"${name}":[`;
  for (const item of items) {
    yield `${before}\n${JSON.stringify(shape(item))}`;
    before = ',';
  }
  yield before === ',' ? '\n],\n' : `${before}],\n`;
}
