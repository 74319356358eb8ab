import { realpath } from 'node:fs';
import { promisify } from 'node:util';
import { resolve } from 'node:path';
import { withPatience } from '../patience';
import { withEnd } from './survey';

/**
 * The folders to walk so that each is walked once: absolute paths in the order given, without those that
 * are (links resolved) the same as, or inside, another. A folder that can't be resolved, or whose drive does not answer, stays; the walk
 * will say what is wrong with it.
 */
export async function distinctRoots(roots: readonly string[]): Promise<readonly string[]> {
  const resolved = await Promise.all(roots.map(async (root) => ({ path: resolve(root), real: await realPath(resolve(root)) })));
  return resolved
    .filter(({ real }, i) =>
      !resolved.some((other, j) => (other.real === real ? j < i : real.startsWith(withEnd(other.real)))),
    )
    .map(({ path }) => path);
}

const nativeRealPath = promisify(realpath.native);

async function realPath(path: string): Promise<string> {
  try {
    return await withPatience(() => nativeRealPath(path));
  } catch {
    return path;
  }
}
