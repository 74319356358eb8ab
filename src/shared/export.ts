/** Ways to write down what was found and decided: a page to read, a table, and data for programs. */
export const exportFormats = ['html', 'csv', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

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
