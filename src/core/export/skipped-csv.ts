import { skipWords } from '../../shared/skip-words';
import { csvLines } from './csv-lines';
import type { Report } from './report';

/** A line for everything that was found and not compared, as documented in the README, in pieces. */
export function* skippedReport(report: Report): Generator<string> {
  yield* csvLines(['path', 'reason', 'detail', 'advice'], rowsOf(report));
}

function* rowsOf(report: Report): Generator<string[]> {
  for (const { path, reason, detail } of report.skipped()) yield [path, reason, detail, skipWords[reason].advice];
}
