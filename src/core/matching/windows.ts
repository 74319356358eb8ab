/**
 * The parts of a picture that a crop of it may show. Only queries have windows: the index holds whole pictures and their
 * contents, so a crop is found by the picture that it was cut from.
 */

/** A part of one side of a picture, 0 ≤ from < to ≤ 1. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Window {
  /** Places in {@link ranges}. */
  readonly columns: number;
  readonly rows: number;
  /** Whether it is looked for in all eight turns, or only as it stands and mirrored. */
  readonly turned: boolean;
}

/** What is left of a side, and in how many places that may lie: a hash bears a shift by a fortieth, not by a tenth. */
const crops: readonly (readonly [share: number, places: number])[] = [[0.95, 1], [0.95, 2], [0.9, 3], [0.85, 4], [0.8, 5]];
/** The same where only one of the two sides was cut. */
const cuts: readonly (readonly [share: number, places: number])[] = [[0.9, 3], [0.85, 2], [0.8, 3]];

const whole = 0;
const list: Range[] = [{ from: 0, to: 1 }];

/** All ranges that windows are made of; the first is the whole side. */
export const ranges: readonly Range[] = list;

/** All windows; the first is the whole picture. */
export const windows: readonly Window[] = [
  { columns: whole, rows: whole, turned: true },
  ...crops.flatMap(([share, places]) =>
    rangesOf(share, places).flatMap((columns) => rangesOf(share, places).map((rows) => ({ columns, rows, turned: isUsual(columns) && isUsual(rows) }))),
  ),
  ...cuts.flatMap(([share, places]) =>
    rangesOf(share, places).flatMap((cut) => [
      { columns: cut, rows: whole, turned: isUsual(cut) },
      { columns: whole, rows: cut, turned: isUsual(cut) },
    ]),
  ),
];

function rangesOf(share: number, places: number): readonly number[] {
  return Array.from({ length: places }, (_, place) => {
    const from = places === 1 ? (1 - share) / 2 : ((1 - share) * place) / (places - 1);
    const known = list.findIndex((range) => Math.abs(range.from - from) < 1e-9 && Math.abs(range.to - from - share) < 1e-9);
    return known >= 0 ? known : list.push({ from, to: from + share }) - 1;
  });
}

/** Crops that people make are in the middle or along an edge; pictures that were turned besides are looked for among these. */
function isUsual(range: number): boolean {
  const { from, to } = list[range]!;
  return from === 0 || to > 0.999 || Math.abs(from + to - 1) < 1e-9;
}
