/** Lookalike speaks English, whatever the system does: numbers follow its words. */
const numbers = new Intl.NumberFormat('en');
const oneDigit = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const tenths = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const percents = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });

export function count(value: number): string {
  return numbers.format(Math.round(value));
}

/** “1 file”, “312 files”. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** “3.0”, for numbers below each other. */
export function oneDecimal(value: number): string {
  return oneDigit.format(value);
}

export function times(value: number): string {
  return `${oneDecimal(value)}×`;
}

/** `share`: 0–1. */
export function percent(share: number): string {
  return percents.format(share).replace('%', ' %');
}

const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/**
 * Bytes in units of powers of 1,000 (SI, as drives and file managers have them), a tenth of one where it says something: “412 kB”, “1.2 MB”.
 * @param space What stands before the unit: one at which no line ends, unless given.
 */
export function bytes(value: number, space = '\u00a0'): string {
  let size = Math.max(0, Math.round(value));
  let unit = 0;
  // 999,950 bytes are 1 MB, not 1,000 kB.
  for (; rounded(size, unit) >= 1000 && unit < units.length - 1; unit++) size /= 1000;
  return `${tenths.format(rounded(size, unit))}${space}${units[unit]!}`;
}

function rounded(size: number, unit: number): number {
  return unit < 2 && size >= 10 ? Math.round(size) : Math.round(10 * size) / 10;
}
