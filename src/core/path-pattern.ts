import { sep } from 'node:path';
import picomatch from 'picomatch';

/** Text as paths are compared: composed (NFC), in small letters. */
export function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** …with slashes between the parts of a path, on every system. */
export function foldPath(path: string): string {
  const folded = fold(path);
  return sep === '/' ? folded : folded.replaceAll(sep, '/');
}

/** Longest pattern that is taken, in characters. */
export const longestPattern = 500;

/**
 * A test for absolute paths, in any case and any normal form of Unicode. A pattern with `*`, `?`, `[…]` or `{…,…}` is a glob: without a slash it
 * is about the file's name, else about the end of the path (from its start, if it begins with a slash or a drive); `**` stands for any folders, and
 * so does a slash at the end. Any other pattern is a text that the path contains.
 */
export function pathPattern(pattern: string): (path: string) => boolean {
  const wanted = foldPath(pattern.trim());
  if (!/[*?[{]/.test(wanted)) return (path) => foldPath(path).includes(wanted);
  const rooted = !wanted.includes('/') || /^(?:\/|[a-z]:\/|\*\*\/)/.test(wanted) ? wanted : `**/${wanted}`;
  // In file names these are just characters, and common ones: “photo (1).jpg”.
  const glob = rooted.replace(/[()|]/g, '\\$&').replaceAll('[!', '[^').replace(/\/$/, '/**');
  const matches = picomatch(glob, { basename: !glob.includes('/'), dot: true, nonegate: true, noextglob: true });
  return (path) => matches(foldPath(path));
}
