import type { ExportFormat } from '../../shared/export';
import { csvReport } from './csv';
import { htmlReport, type HtmlOptions } from './html';
import { jsonReport } from './json';
import type { Report } from './report';
import { skippedReport } from './skipped-csv';

export function writeReport(format: ExportFormat, report: Report, options: HtmlOptions): Iterable<string> | AsyncIterable<string> {
  switch (format) {
    case 'html':
      return htmlReport(report, options);
    case 'csv':
      return csvReport(report);
    case 'skipped':
      return skippedReport(report);
    case 'json':
      return jsonReport(report);
  }
}

/** Of the download, whatever it is opened with. */
export const mimeTypes: Readonly<Record<ExportFormat, string>> = {
  html: 'text/html; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  skipped: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
};
