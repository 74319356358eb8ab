/** Values of inputs to and from the ends of spans. Null: left open. */

const megabyte = 1e6;

/** Text of a number input, in megabytes, as bytes. */
export function bytesFrom(text: string): number | null {
  const value = Number.parseFloat(text);
  return Number.isFinite(value) && value >= 0 ? Math.round(value * megabyte) : null;
}

export function megabytes(bytes: number | null): string {
  return bytes === null ? '' : String(bytes / megabyte);
}

/** Value of a date input, `YYYY-MM-DD`, as the first or last millisecond of that day here. */
export function dayFrom(text: string, end: 'first' | 'last'): number | null {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const first = new Date(year, month - 1, day);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(first.getTime())) return null;
  return end === 'first' ? first.getTime() : new Date(year, month - 1, day + 1).getTime() - 1;
}

export function dayText(ms: number | null): string {
  if (ms === null) return '';
  const date = new Date(ms);
  const digits = (value: number, length: number): string => String(value).padStart(length, '0');
  return `${digits(date.getFullYear(), 4)}-${digits(date.getMonth() + 1, 2)}-${digits(date.getDate(), 2)}`;
}
