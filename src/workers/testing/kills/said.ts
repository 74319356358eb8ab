/** What the victim does when it is killed. */
export const killPhases = ['open', 'scan', 'group', 'mark', 'remove', 'undo'] as const;
export type KillPhase = (typeof killPhases)[number];

/** A line of the victim's. */
export type Said =
  | { readonly what: 'begins'; readonly phase: KillPhase }
  /** So many files of the library have their fingerprints stored, and so many were skipped. */
  | { readonly what: 'stored'; readonly files: number; readonly skipped: number }
  /** So many files are about to give way to links. */
  | { readonly what: 'linked'; readonly files: number }
  /** Of each file in a group whether it is marked: written down. */
  | { readonly what: 'decided'; readonly decided: readonly (readonly [path: string, marked: boolean])[] };

/** The whole lines of what was said. */
export function linesOf(text: string): readonly Said[] {
  return text.slice(0, text.lastIndexOf('\n') + 1).split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Said]));
}
