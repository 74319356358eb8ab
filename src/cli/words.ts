import { bytes, count } from '../shared/numbers';

export function size(value: number): string {
  return bytes(value, ' ');
}

export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${count(Math.floor(whole / 3600))} h ${Math.floor((whole % 3600) / 60)} min`;
}

/**
 * Any text as one line that a terminal shows and does not obey: names may hold newlines, escape sequences
 * (those of C1 too, U+0080–9F) and marks that turn the writing direction.
 */
export function printable(text: string): string {
  // Nearly all names are plain, and asking Unicode costs microseconds.
  if (/^[ -~]*$/.test(text)) return text;
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, (character) => escapes[character] ?? codePoint(character));
}

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function codePoint(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
