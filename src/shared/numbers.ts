/**
 * Lookalike speaks English, whatever the system does: numbers follow its words. Formats are made when the first number is told, for the
 * system's tables take 13 ms to load, for which a command's workers would wait.
 */
function format(options?: Intl.NumberFormatOptions): (value: number) => string {
  let made: Intl.NumberFormat | null = null;
  return (value) => (made ??= new Intl.NumberFormat('en', options)).format(value);
}

const wholes = format();
const oneDigit = format({ minimumFractionDigits: 1, maximumFractionDigits: 1 });
const tenths = format({ maximumFractionDigits: 1 });
const percents = format({ style: 'percent', maximumFractionDigits: 0 });

export function count(value: number): string {
  return wholes(Math.round(value));
}

/** “1 file”, “312 files”. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** “3.0”, for numbers below each other. */
export function oneDecimal(value: number): string {
  return oneDigit(value);
}

export function times(value: number): string {
  return `${oneDecimal(value)}×`;
}

/** `share`: 0–1. */
export function percent(share: number): string {
  return percents(share).replace('%', ' %');
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
  return `${tenths(rounded(size, unit))}${space}${units[unit]!}`;
}

function rounded(size: number, unit: number): number {
  return unit < 2 && size >= 10 ? Math.round(size) : Math.round(10 * size) / 10;
}
