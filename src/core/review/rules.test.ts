import { describe, expect, it } from 'vitest';
import type { Rule, RuleKeeper } from '../../shared/rules';
import { propose, type Proposal, type RuleSource } from './rules';
import { makeGroups, type MadeGroup } from './testing/made-groups';

const made: readonly MadeGroup[] = [
  {
    kind: 'similar',
    files: [
      { path: 'Camera/a.jpg', bytes: 500, modified: 2, width: 400, height: 300 },
      { path: 'Phone/a.jpg', bytes: 900, modified: 3, width: 40, height: 30 },
      { path: 'Backup/a.jpg', bytes: 600, modified: 1, width: 300, height: 400 },
    ],
  },
  { kind: 'exact', files: [{ path: 'Camera/b.jpg', bytes: 70 }, { path: 'Backup/b.jpg', bytes: 70 }] },
  { kind: 'exact', files: [{ path: 'Backup/c.jpg', bytes: 8 }, { path: 'Backup/c (1).jpg', bytes: 8 }] },
  { kind: 'similar-shot', files: [{ path: 'Camera/d.jpg', modified: 9 }, { path: 'Backup/d.jpg', modified: 1 }] },
];
const all = [0, 1, 2, 3];
const { table, groups } = makeGroups(made);
const pathOf = (row: number): string => table.path(row).replace('/photos/', '');
const rowOf = (path: string): number => Array.from({ length: table.count }, (_, row) => row).find((row) => pathOf(row) === path)!;

interface Given {
  readonly marked?: readonly string[];
  readonly guarded?: readonly string[];
  readonly kept?: string;
  readonly shots?: boolean;
  readonly decided?: boolean;
}

function proposal(rule: Rule, { marked = [], guarded = [], kept, shots = false, decided = true }: Given = {}): Proposal {
  const source: RuleSource = {
    table,
    groups,
    isProtected: (row) => guarded.includes(pathOf(row)),
    folderRank: (row) => ['Phone', 'Camera', 'Backup'].indexOf(pathOf(row).split('/')[0]!),
    isTie: (group) => group === 1,
    isMarked: (row) => marked.includes(pathOf(row)),
    isDecided: (group) => groups.rows(group).some((row) => marked.includes(pathOf(row)) || kept === pathOf(row)),
    isChosen: (row) => pathOf(row) === kept,
    keeperOf: (group) => groups.rows(group).find((row) => pathOf(row) === kept) ?? groups.rows(group).find((row) => !marked.includes(pathOf(row)))!,
  };
  return propose(source, { rule, shots, decided }, all);
}

function paths(rows: Iterable<number>): readonly string[] {
  return [...rows].map(pathOf).sort();
}

const keep = (keeper: RuleKeeper): Rule => ({ kind: 'keep', keeper });

describe('a rule', () => {
  it.each([
    ['best', 'Camera/a.jpg', 1],
    ['oldest', 'Backup/a.jpg', 2],
    ['newest', 'Phone/a.jpg', 2],
    ['largest', 'Backup/a.jpg', 2],
    ['folder', 'Phone/a.jpg', 1],
  ] as const)('keeps the %s file and counts where that is not one', (keeper, kept, ties) => {
    const { mark, keep: chosen, figures } = proposal(keep(keeper));
    const others = ['Camera/a.jpg', 'Phone/a.jpg', 'Backup/a.jpg'].filter((path) => path !== kept);
    expect(paths(mark)).toEqual([...others, 'Backup/b.jpg', 'Backup/c (1).jpg'].sort());
    expect(chosen.size).toBe(0);
    expect(figures).toEqual({
      groups: 3, going: 4, bytes: 2000 - table.columns.bytes[rowOf(kept)]! + 78, staying: 3, spared: 0, ties, skipped: { 'similar-shot': 1 },
    });
  });

  it('touches similar shots only where it is told to', () => {
    expect(paths(proposal(keep('oldest'), { shots: true }).mark)).toContain('Camera/d.jpg');
  });

  it('leaves decided groups alone, or puts them right', () => {
    const given = { marked: ['Backup/a.jpg', 'Backup/b.jpg'], kept: 'Camera/c.jpg' };
    const left = proposal(keep('oldest'), { ...given, decided: false });
    expect(left.figures).toMatchObject({ groups: 1, skipped: { decided: 2, 'similar-shot': 1 } });
    const right = proposal(keep('oldest'), given);
    expect([paths(right.mark), paths(right.unmark), right.keep]).toEqual([
      ['Backup/c (1).jpg', 'Camera/a.jpg', 'Phone/a.jpg'], ['Backup/a.jpg'], new Set(),
    ]);
    expect(right.figures).toMatchObject({ groups: 2, going: 3, staying: 2, spared: 1, skipped: { 'as-it-is': 1 } });
  });

  it('never marks a protected file', () => {
    const { mark, keep: chosen, figures } = proposal(keep('oldest'), { guarded: ['Phone/a.jpg', 'Backup/b.jpg'] });
    expect([paths(mark), paths(chosen)]).toEqual([['Backup/c (1).jpg', 'Camera/a.jpg'], ['Backup/a.jpg']]);
    expect(figures).toMatchObject({ staying: 3, skipped: { protected: 1 } });
  });

  it('keeps what matches a pattern, where anything does', () => {
    const { mark, figures } = proposal({ kind: 'pattern', pattern: 'phone/**', files: 'keep' });
    expect(paths(mark)).toEqual(['Backup/a.jpg', 'Camera/a.jpg']);
    expect(figures.skipped).toEqual({ 'no-match': 2, 'similar-shot': 1 });
    const freed = proposal({ kind: 'pattern', pattern: 'backup', files: 'keep' }, { marked: ['Backup/c (1).jpg'] });
    expect(paths(freed.unmark)).toEqual(['Backup/c (1).jpg']);
  });

  it('marks what matches a pattern, and never a whole group', () => {
    const rule: Rule = { kind: 'pattern', pattern: 'backup', files: 'mark' };
    expect(paths(proposal(rule).mark)).toEqual(['Backup/a.jpg', 'Backup/b.jpg', 'Backup/c (1).jpg']);
    expect(paths(proposal(rule, { kept: 'Backup/c (1).jpg' }).mark)).toContain('Backup/c.jpg');

    const covered = proposal(rule, { marked: ['Camera/a.jpg', 'Phone/a.jpg'], kept: 'Backup/a.jpg' });
    expect([paths(covered.mark), paths(covered.unmark)]).toEqual([['Backup/a.jpg', 'Backup/b.jpg', 'Backup/c (1).jpg'], ['Camera/a.jpg']]);

    const guarded = proposal(rule, { guarded: ['Backup/c (1).jpg'], marked: ['Camera/a.jpg', 'Phone/a.jpg'] });
    expect(paths(guarded.mark)).toContain('Backup/c.jpg');
  });
});
