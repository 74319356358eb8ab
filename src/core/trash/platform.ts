import trash from 'trash';
import type { TrashPort } from './trash';
import { freedesktopTrash } from './freedesktop';
import { systemTrash } from './system';

/** The trash of the platform that this runs on. */
export function platformTrash(): TrashPort {
  if (process.platform === 'darwin' || process.platform === 'win32') {
    return systemTrash((path) => trash([path], { glob: false }));
  }
  return freedesktopTrash();
}
