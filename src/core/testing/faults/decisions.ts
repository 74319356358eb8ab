import { join } from 'node:path';
import type { Group } from '../../../shared/groups';
import { openStore } from '../../store/store';
import { expect } from './audit';

/** What was decided of each file that was in a group, by path. */
export type Decided = ReadonlyMap<string, boolean>;

export function decidedIn(groups: readonly Group[]): Decided {
  return new Map(groups.flatMap(({ members }) => members.map(({ file, marked }) => [file.path, marked] as const)));
}

/** Paths of the files of a library that somebody wants gone, as it is written down: what stays of a group of nothing else is among them. */
export function wantedGone(home: string): ReadonlySet<string> {
  const store = openStore(join(home, 'store'));
  try {
    return new Set(store.decisions.of([join(home, 'photos')]).flatMap(({ path, decision }) => (decision === 'marked' ? [path] : [])));
  } finally {
    store.close();
  }
}

/**
 * No decision is lost, and none made up: in every group of files that nobody has had in hand since, just those are marked that were.
 * @param touched paths of which nothing can be said
 * @param home where the store is that says what is wanted gone
 */
export function auditDecisions(before: Decided, groups: readonly Group[], touched: (path: string) => boolean, home: string): void {
  for (const { members } of groups) {
    if (members.some(({ file }) => touched(file.path) || !before.has(file.path))) continue;
    // In a group of others as before, something has to stay…
    if (members.every(({ file }) => before.get(file.path))) continue;
    const other = members.find(({ file, marked }) => before.get(file.path) !== marked);
    if (!other) continue;
    // …and where all are to go, that may be another file once the group is another (`engine-marks.test.ts`).
    const wanted = wantedGone(home);
    const isKept = members.every(({ file }) => wanted.has(file.path)) && members.filter(({ marked }) => !marked).length === 1;
    expect(isKept, () => {
      const told = members.map(({ file: { path }, marked: now }) => `${path}: ${String(before.get(path))}, now ${String(now)}${wanted.has(path) ? ', is to go' : ''}`);
      return `“${other.file.path}” ${other.marked ? 'is marked, and was not' : 'was marked, and is not any more'}, in the group of\n${told.join('\n')}`;
    });
  }
}

/** Files of a group, with what they hold. */
export type Copies = readonly { readonly path: string; readonly content: string }[];

/** Each group kept a file that was in it. */
export function auditSurvivors(groups: readonly Copies[], holds: (path: string) => string | null, touched: (path: string) => boolean): void {
  for (const copies of groups) {
    if (copies.some(({ path }) => touched(path))) continue;
    expect(copies.some(({ path, content }) => holds(path) === content), () => `nothing is left of the group of “${copies[0]?.path ?? ''}”`);
  }
}
