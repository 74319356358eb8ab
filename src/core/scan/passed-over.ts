import { basename, dirname } from 'node:path';

/** Compared in lower case. Only what systems put there by themselves: trash, thumbnail caches, indexes; and our own trash. */
const systemFolders = new Set([
  '$recycle.bin',
  'recycler',
  'system volume information',
  '.trash',
  '.trashes',
  '.spotlight-v100',
  '.fseventsd',
  '.thumbnails',
  '@eadir',
  '#recycle',
  '@recycle',
  '.@__thumb',
  '.lookalike-removed',
]);

/**
 * Whether a folder found inside a chosen one is passed over without a word: the trash of Windows, macOS,
 * a Linux desktop (freedesktop.org Trash specification: `.Trash-UID`, `.Trash/UID`,
 * `.local/share/Trash`) or a NAS, and thumbnail caches. A file in the trash is no copy worth keeping, and
 * a cached thumbnail is not the person's. A folder chosen by name is scanned whatever it is called.
 */
export function isPassedOver(path: string): boolean {
  const name = basename(path).toLowerCase();
  if (systemFolders.has(name) || /^\.trash-\d+$/.test(name)) return true;
  const parent = dirname(path);
  if (name === 'thumbnails') return basename(parent) === '.cache';
  return name === 'trash' && basename(parent) === 'share' && basename(dirname(parent)) === '.local';
}
