import { fileExtras } from '../../shared/files';
import { keepCriteria, type KeepCriterion, type KeepReason } from '../../shared/keep';
import { densityOf, depthOf, isLossless, isReference, losslessQuality, pixelsOf, whole, type KeepColumns, type KeepGroup, type KeepJudge } from '../grouping/keep';

/** How the files of a group fare, by their places in it. */
export interface Verdict {
  /** See `GroupMember`. */
  readonly reasons: readonly (readonly KeepReason[])[];
  /** The same. */
  readonly points: readonly (readonly number[])[];
}

interface Compared {
  readonly columns: KeepColumns;
  readonly group: KeepGroup;
  readonly scores: readonly (readonly number[])[];
  /** Criteria that count and that any file has something of. */
  readonly counted: ReadonlySet<KeepCriterion>;
  /** The most pixels, where qualities are compared as bytes per pixel. */
  readonly dense: number | null;
}

/** Judges a group whose file to keep is at a place of it. */
export function verdictOf(columns: KeepColumns, judge: KeepJudge, group: KeepGroup, keeper: number): Verdict {
  const compared = compare(columns, judge, group);
  const reasons = Array.from(group.files, (_, place) => (place === keeper ? [] : reasonsBetween(compared, place, keeper)));
  reasons[keeper] = meritsOf(compared, keeper, reasons);
  return { reasons, points: compared.scores.map((scores) => scores.map((score) => Math.round((score / whole) * 100) / 100)) };
}

/** What tells one file of a group from another, what weighs most first. */
export function whatTells(columns: KeepColumns, judge: KeepJudge, group: KeepGroup, place: number, other: number): readonly KeepReason[] {
  return reasonsBetween(compare(columns, judge, group), place, other);
}

function compare(columns: KeepColumns, judge: KeepJudge, group: KeepGroup): Compared {
  const scores = judge.scores(group);
  const counted = new Set(keepCriteria.filter((_, i) => scores.some((of) => of[i] !== 0)));
  return { columns, group, scores, counted, dense: judge.pixelsIfDense(group) };
}

function reasonsBetween(compared: Compared, place: number, other: number): readonly KeepReason[] {
  const { columns, group, scores, counted } = compared;
  const [own, its] = [group.files[place]!, group.files[other]!];
  const [ownScores, itsScores] = [scores[place]!, scores[other]!];
  const lead = (i: number): number => ownScores[i]! - itsScores[i]!;
  const telling: number[] = [];
  for (let i = 0; i < keepCriteria.length; i++) {
    const tells = keepCriteria[i] === 'metadata' ? columns.extras[own] !== columns.extras[its] && counted.has('metadata') : lead(i) !== 0;
    if (tells) telling.push(i);
  }
  if (telling.length > 1) telling.sort((a, b) => Math.abs(lead(b)) - Math.abs(lead(a)) || a - b);
  const found: KeepReason[] = [];
  if (isReference(columns, own) !== isReference(columns, its)) found.push({ criterion: 'reference', better: isReference(columns, own) });
  for (const i of telling) found.push(...reasonsBy(keepCriteria[i]!, compared, own, its, lead(i) > 0));
  return found;
}

function reasonsBy(criterion: KeepCriterion, { columns, dense, counted }: Compared, own: number, its: number, better: boolean): readonly KeepReason[] {
  switch (criterion) {
    case 'resolution':
      return [{ criterion, better, ratio: pixelsOf(columns, own) / pixelsOf(columns, its) }];
    case 'quality': {
      // That a format loses nothing says it all.
      const [ownLossless, itsLossless] = [isLossless(columns, own), isLossless(columns, its)];
      if (ownLossless !== itsLossless && counted.has('lossless')) return [];
      const byDensity = dense !== null && !ownLossless && !itsLossless;
      const figure = (file: number): number => (byDensity ? densityOf(columns, file, dense) : isLossless(columns, file) ? losslessQuality : columns.qualities[file]!);
      return [{ criterion, better, measure: byDensity ? 'density' : 'estimate', own: figure(own), other: figure(its) }];
    }
    case 'depth':
      return [{ criterion, better, own: depthOf(columns, own), other: depthOf(columns, its) }];
    case 'metadata': {
      const { extras } = columns;
      const has = partsIn(extras[own]! & ~extras[its]!);
      const lacks = partsIn(extras[its]! & ~extras[own]!);
      return [{ criterion, better: false, parts: lacks } as const, { criterion, better: true, parts: has } as const].filter(({ parts }) => parts.length > 0);
    }
    case 'date':
      return [{ criterion, better, apart: Math.abs(columns.modified[own]! - columns.modified[its]!) }];
    case 'lossless':
    case 'companion':
    case 'original':
    case 'folder':
    case 'name':
      return [{ criterion, better }];
  }
}

/** In what the file to keep is better than some of the others: as against the best of these. */
function meritsOf({ columns, group, scores }: Compared, keeper: number, others: readonly (readonly KeepReason[])[]): readonly KeepReason[] {
  if (others.every((reasons) => reasons.every(({ better }) => better))) return [];
  const total = (place: number): number => scores[place]!.reduce((sum, score) => sum + score, 0);
  const places = [...others.keys()].filter((place) => place !== keeper).sort((a, b) => total(b) - total(a) || a - b);
  const merits = new Map<KeepReason['criterion'], { readonly reason: KeepReason; lead: number }>();
  let lacking = 0;
  for (const place of places) {
    lacking |= columns.extras[group.files[keeper]!]! & ~columns.extras[group.files[place]!]!;
    for (const reason of others[place]!) {
      if (reason.better) continue;
      const known = merits.get(reason.criterion);
      const lead = reason.criterion === 'reference' ? Infinity : scores[keeper]![keepCriteria.indexOf(reason.criterion)]! - scores[place]![keepCriteria.indexOf(reason.criterion)]!;
      if (known) known.lead += lead;
      else merits.set(reason.criterion, { reason: turned(reason), lead });
    }
  }
  return [...merits.values()].sort((a, b) => b.lead - a.lead).map(({ reason }) => (reason.criterion === 'metadata' ? { ...reason, parts: partsIn(lacking) } : reason));
}

/** The same, said of the other one. */
function turned(reason: KeepReason): KeepReason {
  switch (reason.criterion) {
    case 'resolution':
      return { ...reason, better: !reason.better, ratio: 1 / reason.ratio };
    case 'quality':
    case 'depth':
      return { ...reason, better: !reason.better, own: reason.other, other: reason.own };
    default:
      return { ...reason, better: !reason.better };
  }
}

function partsIn(set: number): readonly (typeof fileExtras)[number][] {
  return fileExtras.filter((_, bit) => (set & (1 << bit)) !== 0);
}
