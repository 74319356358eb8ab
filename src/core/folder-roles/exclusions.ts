import { AppFailure } from '../../shared/errors';
import { compileGlob, type Glob } from '../../shared/glob';
import type { Exclusion } from '../scan/scan';
import { realFolders } from './real-folders';
import { RoleMap, type StoredRules } from './role-map';

/** What a person leaves out of scans. */
export interface LeftOut {
  readonly rules: StoredRules;
  /** Globs, of paths below a library's folder. */
  readonly patterns: readonly string[];
}

/**
 * What is left out of a scan of `roots`: folders with that role, and what patterns match.
 * @throws AppFailure `invalid-input` for a pattern that is malformed.
 */
export function exclusionOf({ rules, patterns }: LeftOut, roots: readonly string[]): Exclusion {
  const globs = patterns.map((pattern) => ({ pattern, glob: requireGlob(pattern) }));
  const map = new RoleMap(rules);
  const real = realFolders(roots);
  const byRole = rules.roles.some(({ role }) => role === 'excluded');
  return ({ path, below, isFolder }) => {
    if (isFolder && byRole && map.isExcluded(real(path))) return 'You chose to leave this folder out.';
    const met = globs.find(({ glob }) => glob.matches(below, isFolder));
    return met ? `It matches the pattern “${met.pattern}”, which you leave out.` : null;
  };
}

/** @throws AppFailure `invalid-input` that says what is wrong. */
export function requireGlob(pattern: string): Glob {
  const compiled = compileGlob(pattern);
  if (compiled.ok) return compiled.glob;
  throw new AppFailure({ kind: 'invalid-input', detail: `the pattern “${pattern}” is malformed: ${compiled.problem.replace(/\.$/, '')}` });
}

/** Equal texts: the same is left out. */
export function exclusionKey({ rules, patterns }: LeftOut): string {
  return JSON.stringify([rules.roles.filter(({ role }) => role === 'excluded').map(({ path }) => path).sort(), [...patterns].sort()]);
}
