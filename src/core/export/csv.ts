import { csvLines } from './csv-lines';
import { meritsInWords, reasonsInWords } from '../../shared/reason-words';
import { isoTime } from './iso-time';
import type { Report } from './report';

const header = [
  'group', 'kind', 'path', 'bytes', 'width', 'height', 'distance', 'keep', 'likeness', 'differences', 'bridge', 'format', 'modified', 'reasons', 'decision',
];

/** A line per file in a group, as documented in the README, in pieces. */
export function* csvReport(report: Report): Generator<string> {
  yield* csvLines(header, rowsOf(report));
}

function* rowsOf(report: Report): Generator<(string | number | boolean)[]> {
  for (const { id, kind, files } of report.groups()) {
    for (const [place, file] of files.entries()) {
      yield [
        id, kind, file.path, file.bytes, file.width, file.height, file.distance, file.keep, file.likeness, file.differences.join(' '),
        file.bridge?.path ?? '', file.format, isoTime(file.modified) ?? '', place === 0 ? meritsInWords(files) : reasonsInWords(file.reasons), file.decision,
      ];
    }
  }
}
