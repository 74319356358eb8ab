import { sep } from 'node:path';
import { requireGlob } from './folder-roles/exclusions';

/** Text as paths are compared: composed (NFC), in small letters. */
export function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** …with slashes between the parts of a path, on every system. */
export function foldPath(path: string): string {
  const folded = fold(path);
  return sep === '/' ? folded : folded.replaceAll(sep, '/');
}

/**
 * A test for absolute paths of files. A pattern with `*`, `?`, `[…]` or `{…,…}` is a glob (`shared/glob.ts`), here about the file's name or, if it has
 * a slash, about the end of the path; from its start, if it begins with a slash; with a slash at its end about all that is in such folders. Any
 * other pattern is a text that the path contains. Capitals and small letters are the same.
 * @throws AppFailure `invalid-input` that says what is wrong with a glob.
 */
export function pathPattern(pattern: string): (path: string) => boolean {
  const wanted = (sep === '/' ? pattern : pattern.replaceAll(sep, '/')).trim();
  if (!/[*?[\]{}]/.test(wanted)) {
    const text = fold(wanted);
    return (path) => foldPath(path).includes(text);
  }
  const inside = wanted.endsWith('/') ? `${wanted}**` : wanted;
  const glob = requireGlob(!inside.includes('/') || inside.startsWith('/') ? inside : `**/${inside}`);
  return (path) => glob.matches(foldPath(path).replace(/^\//, ''), false);
}
