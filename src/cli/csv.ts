type Cell = string | number | boolean;

/** Comma-separated values by RFC 4180, line by line. */
export function* writeCsv(header: readonly string[], rows: Iterable<readonly Cell[]>): Generator<string> {
  yield line(header);
  for (const row of rows) yield line(row);
}

function line(cells: readonly Cell[]): string {
  return `${cells.map((cell) => quoted(String(cell))).join(',')}\r\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
