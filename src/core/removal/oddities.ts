import { isAbsolute, relative, sep } from 'node:path';
import type { Oddity } from '../../shared/removal';
import type { Decision } from './decide';
import type { PlanInput } from './plan';

/** What a person should look at twice; one line for all groups that are odd in one way, where there may be thousands. */
export function findOddities(
  { action, folder, roots, folderFiles }: PlanInput, decisions: readonly Decision[], folders: readonly { readonly path: string; readonly files: number }[],
): readonly Oddity[] {
  const oddities = decisions.flatMap((decision): readonly Oddity[] => decision.oddities);
  // Links leave every name where it is.
  const emptying = action !== 'hard-link' && action !== 'symlink';
  for (const { path, files } of folders) {
    if (emptying && files === folderFiles.get(path)) oddities.push({ kind: 'whole-folder', folder: path, files });
  }
  const elsewhere = decisions.flatMap(({ otherVolume }) => otherVolume);
  if (elsewhere[0] !== undefined) oddities.push({ kind: 'other-volume', files: elsewhere.length, path: elsewhere[0] });
  const ties = decisions.flatMap(({ tie }) => (tie === null ? [] : [tie]));
  if (ties[0] !== undefined) oddities.push({ kind: 'tie', groups: ties.length, path: ties[0] });
  if (folder !== null && roots.some((root) => isIn(folder, root))) oddities.push({ kind: 'inside-library', folder });
  return oddities;
}

function isIn(path: string, root: string): boolean {
  const way = relative(root, path);
  return way === '' || (way.split(sep)[0] !== '..' && !isAbsolute(way));
}
