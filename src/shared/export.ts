/** Ways to write down what was found and decided: a page to read, a table, data for programs, and a table of what was not compared. */
export const exportFormats = ['html', 'csv', 'json', 'skipped'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** The ending of a file's name. */
export const exportEndings = { html: 'html', csv: 'csv', json: 'json', skipped: 'csv' } as const satisfies Record<ExportFormat, string>;

/** Names a report that waits to be fetched: opaque, good once, and for a minute. */
export type ExportTicket = string;

export type ExportOutcome =
  /** `path`: absolute, for showing only. */
  | { readonly kind: 'saved'; readonly path: string; readonly bytes: number }
  /** The host has no dialog to ask where to: the window fetches it as a download. */
  | { readonly kind: 'ready'; readonly ticket: ExportTicket; readonly name: string }
  | { readonly kind: 'dismissed' };

export interface ExportProgress {
  readonly format: ExportFormat;
  /** Groups written. */
  readonly done: number;
  readonly total: number;
}
