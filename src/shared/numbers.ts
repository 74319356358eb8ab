/** Lookalike speaks English, whatever the system does: numbers follow its words. */
const numbers = new Intl.NumberFormat('en');
const oneDigit = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const percents = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });

export function count(value: number): string {
  return numbers.format(Math.round(value));
}

/** “1 file”, “312 files”. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

export function times(value: number): string {
  return `${oneDigit.format(value)}×`;
}

/** `share`: 0–1. */
export function percent(share: number): string {
  return percents.format(share).replace('%', ' %');
}
