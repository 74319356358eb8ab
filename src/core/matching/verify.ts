import { compileKernel, loadKernel } from '../kernel';
import matchKernel from '../../kernels/match/match?kernel';
import { compose, identity, invert, type Affine } from '../../shared/affine';
import type { Hypothesis } from './candidates';
import { contentOf, headerSize, recordSize } from './record';
import { turnMap } from './turns';
import { ranges, windows } from './windows';

/** How two pictures compare, laid over each other as well as can be. */
export interface Comparison {
  /** Fisher-transformed agreement; see {@link isCopy}. −∞ where the pictures cannot be laid over each other. */
  readonly score: number;
  /** Of local detail over all that both show, −1 – 1, and without the fifth that agrees least (a caption). */
  readonly correlation: number;
  readonly trimmed: number;
  /** Cells that carry detail in both, 0–1600. */
  readonly support: number;
  /** From the entry's picture as shown to the query's; in sides, from the middles. */
  readonly map: Affine;
}

/** Pictures that are kept ready at a time: 14 KB each. */
const slots = 1024;

type Name = 'reserve' | 'bytesAt' | 'mapAt' | 'figuresAt' | 'prepare' | 'compare';

/** One per thread; see {@link createVerifier}. */
export interface Verifier {
  compare(hypothesis: Hypothesis): Comparison;
  /** Starts from a map from the entry's picture as shown to the query's instead. */
  compareAlong(map: Affine, query: number, entry: number): Comparison;
}

/** Bits by which the hashes of copies differ, usually: what is assumed where they were found by way of a third picture. */
const usualBits = 4;

/** Of pictures that cannot be laid over each other, or are known to be no copies. */
export const incomparable: Comparison = { score: -Infinity, correlation: 0, trimmed: 0, support: 0, map: identity };

export function prepareVerifier(): void {
  compileKernel(matchKernel);
}

/**
 * Makes what compares pictures cell by cell. It starts from a hypothesis, registers the two pictures by an affine map and
 * correlates their locally normalised luma where both are. Records are read as needed and the last few kept ready.
 */
export function createVerifier(recordOf: (picture: number) => Uint8Array): Verifier {
  const kernel = loadKernel<Name>(matchKernel, ['reserve', 'bytesAt', 'mapAt', 'figuresAt', 'prepare', 'compare']);
  kernel.reserve(slots);
  const viewBytes = new Uint8Array(kernel.memory.buffer, kernel.bytesAt(), recordSize - headerSize);
  const map = new Float32Array(kernel.memory.buffer, kernel.mapAt(), 6);
  const figures = new Float32Array(kernel.memory.buffer, kernel.figuresAt(), 8);
  /** By picture its slot; the order of use is the map's order. */
  const ready = new Map<number, number>();
  const parts = new Map<number, Affine>();

  function prepare(picture: number): number {
    const known = ready.get(picture);
    if (known !== undefined) {
      ready.delete(picture);
      ready.set(picture, known);
      return known;
    }
    // Before anything is given up for it: reading may fail.
    const record = recordOf(picture);
    let slot = ready.size;
    if (slot === slots) {
      const [oldest, freed] = ready.entries().next().value!;
      ready.delete(oldest);
      parts.delete(oldest);
      slot = freed;
    }
    viewBytes.set(record.subarray(headerSize));
    kernel.prepare(slot);
    ready.set(picture, slot);
    parts.set(picture, fromPart(contentOf(record)));
    return slot;
  }

  function compareFrom(query: number, entry: number, bits: number, start: (queryPart: Affine, entryPart: Affine) => Affine): Comparison {
    const querySlot = prepare(query);
    const entrySlot = prepare(entry);
    const queryPart = parts.get(query)!;
    const entryPart = parts.get(entry)!;
    map.set(start(queryPart, entryPart));
    if (kernel.compare(querySlot, entrySlot) === 0) return incomparable;
    const [correlation, trimmed, support] = figures;
    const [xx, xy, x0, yx, yy, y0] = map;
    return {
      score: scoreOf(correlation!, trimmed!, support!, bits),
      correlation: correlation!,
      trimmed: trimmed!,
      support: support!,
      map: compose(queryPart, compose([xx!, xy!, x0!, yx!, yy!, y0!], invert(entryPart))),
    };
  }

  return {
    compare: (hypothesis) =>
      compareFrom(hypothesis.query, hypothesis.entry, hypothesis.distance, (queryPart, entryPart) => viewMap(hypothesis, queryPart, entryPart)),
    compareAlong: (shown, query, entry) =>
      compareFrom(query, entry, usualBits, (queryPart, entryPart) => compose(invert(queryPart), compose(shown, entryPart))),
  };
}

/** From a part of a picture, left, top, right and bottom as shares of its sides, to the picture, in sides from their middles. */
function fromPart([left, top, right, bottom]: readonly [number, number, number, number]): Affine {
  return [right - left, 0, (left + right) / 2 - 0.5, 0, bottom - top, (top + bottom) / 2 - 0.5];
}

/** Where the hypothesis sees each place of the entry's view in the query's. Views are of the contents. */
function viewMap({ window, turn, queryInside, entryInside }: Hypothesis, queryPart: Affine, entryPart: Affine): Affine {
  const { columns, rows } = windows[window]!;
  const [across, down] = [ranges[columns]!, ranges[rows]!];
  const [xx, xy, yx, yy] = turnMap(turn);
  const inWindow: Affine = [xx, xy, 0, yx, yy, 0];
  const inFrame = compose(fromPart([across.from, down.from, across.to, down.to]), inWindow);
  const fromEntry = entryInside ? inFrame : compose(inFrame, entryPart);
  return queryInside ? fromEntry : compose(invert(queryPart), fromEntry);
}

/** A lower score says no more than that two pictures are no copies, at any radius. */
export const leastTelling = -0.2;

/** Less support than this proves nothing; from the second number on it needs no extra agreement. */
const leastSupport = 60;
const amplySupported = 250;
const wantedForLittle = 0.8;
const trimmedShare = 0.18;
const distanceCost = 0.05;

/**
 * Correlations as Fisher's z (R. A. Fisher, 1915), in which equal steps are equally telling: that of all cells, a share of that
 * without the worst fifth, less a little for each bit by which the hashes differed and for little support.
 */
function scoreOf(correlation: number, trimmed: number, support: number, distance: number): number {
  if (support < leastSupport) return -Infinity;
  const lacking = Math.max(0, (amplySupported - support) / (amplySupported - leastSupport));
  return fisher(correlation) + trimmedShare * fisher(trimmed) - distanceCost * distance - wantedForLittle * lacking * lacking;
}

/** Fisher's z, of correlations up to ±0.9995. */
export function fisher(correlation: number): number {
  return Math.atanh(Math.max(-0.9995, Math.min(0.9995, correlation)));
}
