import { sep } from 'node:path';
import { realOrSame } from '../reach';

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

function withoutEnd(path: string): string {
  return path.endsWith(sep) ? path.slice(0, -1) : path;
}
