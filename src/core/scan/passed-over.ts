import { basename, dirname } from 'node:path';
import { holdingName, homeTrash } from '../trash/places';

const trash = 'This is a trash: what is in it is no copy worth keeping.';
const thumbnails = 'A program keeps thumbnails here: they are not yours.';
const system = 'The system keeps this folder for itself.';
const snapshots = 'Here a storage device shows what its files were in the past.';

/** By name in lower case. Only what systems and devices put there by themselves; and our own trash. */
const systemFolders: ReadonlyMap<string, string> = new Map([
  ...['$recycle.bin', 'recycler', 'recycled', '.trash', '.trashes', '#recycle', '@recycle', '.dtrash'].map((name) => [name, trash] as const),
  [holdingName, 'Here is what Lookalike took out of the library.'],
  ...['.thumbnails', '@eadir', '.@__thumb', '.thumbs'].map((name) => [name, thumbnails] as const),
  ...['#snapshot', '.snapshot', '.snapshots', '.zfs', '~snapshot'].map((name) => [name, snapshots] as const),
  ...[
    'system volume information', '.spotlight-v100', '.fseventsd', '.documentrevisions-v100', '.temporaryitems', '.appledouble',
    'lost+found', '@tmp', '.@upload_cache', '@sharebin',
  ].map((name) => [name, system] as const),
]);

/**
 * Why a folder found inside a chosen one is passed over, in one plain sentence; null where it is not: the trash of Windows, macOS, a
 * Linux desktop (freedesktop.org Trash specification: `.Trash-UID`, `.Trash/UID`, `$XDG_DATA_HOME/Trash`), of digiKam or a NAS, thumbnail
 * caches, snapshots, and what systems keep for themselves. A folder chosen by name is scanned whatever it is called.
 */
export function whyPassedOver(path: string): string | null {
  const name = basename(path).toLowerCase();
  const known = systemFolders.get(name);
  if (known !== undefined) return known;
  if (/^\.trash-\d+$/.test(name)) return trash;
  const parent = dirname(path);
  if (name === 'thumbnails') return basename(parent) === '.cache' ? thumbnails : null;
  return name === 'trash' && (isUsersTrash(parent) || path === homeTrash()) ? trash : null;
}

function isUsersTrash(parent: string): boolean {
  return basename(parent) === 'share' && basename(dirname(parent)) === '.local';
}
