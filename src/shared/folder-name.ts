/** A file system's longest name, in bytes of UTF-8: 255 nearly everywhere. */
const longestName = 255;

/**
 * What is wrong with a name for a folder that is to be made, as a sentence; null where nothing is. Stricter than a file system: what is made has to
 * be seen afterwards, and nowhere else.
 */
export function folderNameProblem(name: string): string | null {
  if (name === '' || name !== name.trim()) return 'The name has to begin and end with a letter that can be seen.';
  // eslint-disable-next-line no-control-regex -- those are what is refused
  if (/[/\\\u0000-\u001f\u007f]/.test(name)) return 'A name has no slashes and no line breaks.';
  if (name.startsWith('.')) return 'A name that begins with a dot would be hidden.';
  if (new TextEncoder().encode(name).length > longestName) return 'That name is too long.';
  return null;
}
