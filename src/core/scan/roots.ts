import { realpathSync } from 'node:fs';
import { resolve, sep } from 'node:path';

/**
 * The folders to walk so that each is walked once: absolute paths in the order given, without those that
 * are (links resolved) the same as, or inside, another. A folder that can't be resolved stays; the walk
 * will say what is wrong with it.
 */
export function distinctRoots(roots: readonly string[]): readonly string[] {
  const resolved = roots.map((root) => ({ path: resolve(root), real: realPath(resolve(root)) }));
  return resolved
    .filter(({ real }, i) =>
      !resolved.some((other, j) => (other.real === real ? j < i : real.startsWith(withSeparator(other.real)))),
    )
    .map(({ path }) => path);
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

function withSeparator(path: string): string {
  return path.endsWith(sep) ? path : path + sep;
}
