import { realpathSync } from 'node:fs';
import { sep } from 'node:path';

/**
 * The path, links resolved, of a folder that a scan of `roots` met. Scans follow no links, so that only a chosen folder's own path may
 * have some: each is resolved once, however many folders it has.
 */
export function realFolders(roots: readonly string[]): (folder: string) => string {
  const resolved = roots.map((root) => ({ root: withoutEnd(root), real: withoutEnd(realOrSame(root)) }));
  return (folder) => {
    for (const { root, real } of resolved) {
      if (folder !== root && !folder.startsWith(root + sep)) continue;
      const found = real + folder.slice(root.length);
      return found.includes(sep) ? found : found + sep;
    }
    return folder;
  };
}

/** One that can't be resolved (a drive that is not connected) keeps the name that it has. */
export function realOrSame(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

function withoutEnd(path: string): string {
  return path.endsWith(sep) ? path.slice(0, -1) : path;
}
