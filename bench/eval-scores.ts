/** A file whose folder says what it belongs to. */
export interface Labelled {
  readonly folder: string;
  /** Without its extension: what was done to it; `orig` for what it was done to, `x-…` for further transforms. */
  readonly name: string;
  readonly path: string;
}

/** A file that is not in its original's group, and the original. */
export type Missed = readonly [file: number, original: number];

/** Prints recall by transform, precision, and which kinds of strangers were grouped; answers what was missed. */
export function printScores(files: readonly Labelled[], groups: readonly (readonly number[])[], wrong: boolean): readonly Missed[] {
  const groupOf = new Map<number, number>();
  groups.forEach((group, g) => group.forEach((file) => groupOf.set(file, g)));
  const originals = new Map<string, number>();
  files.forEach(({ folder, name }, i) => name === 'orig' && originals.set(folder, i));
  const tally = new Map<string, { hits: number; all: number }>();
  const missed: Missed[] = [];
  files.forEach(({ folder, name }, i) => {
    if (name === 'orig') return;
    const group = groupOf.get(i);
    const hit = group !== undefined && group === groupOf.get(originals.get(folder)!);
    if (!hit) missed.push([i, originals.get(folder)!]);
    for (const key of [name, name.startsWith('x-') ? 'x' : 'usual']) {
      const entry = tally.get(key) ?? { hits: 0, all: 0 };
      tally.set(key, { hits: entry.hits + Number(hit), all: entry.all + 1 });
    }
  });
  const share = ({ hits, all }: { hits: number; all: number }): string => (hits / all).toFixed(4);
  const names = [...tally.keys()].filter((name) => name !== 'x' && name !== 'usual').sort();
  const usual = names.filter((name) => !name.startsWith('x-'));
  const further = names.filter((name) => name.startsWith('x-'));
  console.log('| transform | recall |\n| --- | --- |');
  for (const name of usual) console.log(`| ${name} | ${share(tally.get(name)!)} |`);
  if (further.length > 0) console.log(`\n${further.map((name) => `${name.slice(2)} ${(tally.get(name)!.hits / tally.get(name)!.all).toFixed(3)}`).join(', ')}`);
  const [known, more] = [tally.get('usual'), tally.get('x')];
  console.log(`\nrecall over the usual transforms ${known ? share(known) : '–'}, over the further ones ${more ? share(more) : '–'}`);
  printPrecision(files, groups, wrong);
  return missed;
}

function printPrecision(files: readonly Labelled[], groups: readonly (readonly number[])[], wrong: boolean): void {
  let [right, false_, usualRight, usualFalse, mixed] = [0, 0, 0, 0, 0];
  const strangers = new Map<string, number>();
  for (const group of groups) {
    let bad = false;
    for (let a = 0; a < group.length; a++) {
      for (let b = a + 1; b < group.length; b++) {
        const [one, other] = [files[group[a]!]!, files[group[b]!]!];
        const usual = !one.name.startsWith('x-') && !other.name.startsWith('x-');
        if (one.folder === other.folder) {
          right++;
          usualRight += Number(usual);
          continue;
        }
        bad = true;
        false_++;
        usualFalse += Number(usual);
        const kinds = [one, other].map(({ folder }) => folder.replace(/-?\d+$/, '')).sort().join(' + ');
        strangers.set(kinds, (strangers.get(kinds) ?? 0) + 1);
        if (wrong && (one.name === 'orig' || other.name === 'orig')) console.log('wrong:', one.folder, one.name, other.folder, other.name);
      }
    }
    mixed += Number(bad);
  }
  const pairs = (files.length * (files.length - 1)) / 2;
  console.log(`pair precision ${(right / Math.max(1, right + false_)).toFixed(6)} (among the usual ones ${(usualRight / Math.max(1, usualRight + usualFalse)).toFixed(6)})`);
  console.log(`false pairs ${false_}: ${((1e6 * false_) / pairs).toFixed(3)} per million pairs of files; groups ${groups.length}, of these mixed ${mixed}`);
  for (const [kinds, n] of strangers) console.log(`  ${kinds}: ${n}`);
}

export interface Rates {
  /** Shares of the copies that are in their original's group. */
  readonly usual: number;
  readonly further: number;
  /** Wrong pairs in groups per million pairs of files that are no copies: of photographs (make-eval.py's folders o…) and their copies alone, and with the drawn strangers. */
  readonly falsePhotos: number;
  readonly falseAll: number;
}

export function rates(files: readonly Labelled[], groups: readonly (readonly number[])[]): Rates {
  const groupOf = new Map<number, number>();
  groups.forEach((group, g) => group.forEach((file) => groupOf.set(file, g)));
  const originals = new Map<string, number>();
  files.forEach(({ folder, name }, i) => name === 'orig' && originals.set(folder, i));
  const found = { usual: [0, 0] as [number, number], further: [0, 0] as [number, number] };
  files.forEach(({ folder, name }, i) => {
    if (name === 'orig') return;
    const tally = found[name.startsWith('x-') ? 'further' : 'usual'];
    tally[0] += Number(groupOf.has(i) && groupOf.get(i) === groupOf.get(originals.get(folder)!));
    tally[1]++;
  });
  const wrongPer = (counts: (folder: string) => boolean): number => {
    const wrong = groups.reduce((sum, group) => sum + strangers(group.map((i) => files[i]!.folder).filter(counts)), 0);
    return (1e6 * wrong) / strangers(files.map(({ folder }) => folder).filter(counts));
  };
  return {
    usual: found.usual[0] / found.usual[1],
    further: found.further[0] / found.further[1],
    falsePhotos: wrongPer((folder) => /^o\d/.test(folder)),
    falseAll: wrongPer(() => true),
  };
}

/** Pairs of files from different folders. */
function strangers(folders: readonly string[]): number {
  const sizes = new Map<string, number>();
  for (const folder of folders) sizes.set(folder, (sizes.get(folder) ?? 0) + 1);
  const pairs = (n: number): number => (n * (n - 1)) / 2;
  return pairs(folders.length) - [...sizes.values()].reduce((sum, size) => sum + pairs(size), 0);
}
