import prettyBytes from 'pretty-bytes';

const number = new Intl.NumberFormat('en');

export function count(value: number): string {
  return number.format(value);
}

/** "1 group", "2 groups": the regular plural. */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

export function size(bytes: number): string {
  return prettyBytes(bytes);
}

export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 100) return `${Math.round(seconds)} s`;
  return seconds < 6000 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/** A path as one line of text: names may hold newlines, escape sequences and worse. */
export function printable(path: string): string {
  return path.replace(/[\p{Cc}\u2028\u2029]/gu, (character) => JSON.stringify(character).slice(1, -1));
}
