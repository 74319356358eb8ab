import { type Difference, differences } from '../../shared/groups';
import { describeChange, shownOf, type Size } from './describe';
import { fisher, type Comparison } from './verify';

/** Less than this share of an area is within what registration errs by. */
const visibleShare = 0.05;
/** Degrees. */
const visibleTilt = 0.8;
/** Of one side against the other, as a natural logarithm. */
const visibleStretch = 0.03;
/** Of both sides, likewise. */
const visibleScale = 0.03;
/** What Fisher's z of the agreement gains once the worst fifth is left out. Noise and blur are everywhere; words are in one place. */
const visibleCaption = 1;

export type Agreement = Pick<Comparison, 'correlation' | 'trimmed'>;

/** The differences whose bits are set. */
export function differencesIn(set: number): readonly Difference[] {
  return differences.filter((difference) => (set & bits[difference]) !== 0);
}

const bits = Object.fromEntries(differences.map((difference, bit) => [difference, 1 << bit])) as Record<Difference, number>;

/**
 * What the map from a picture, as shown, to the one it is compared with says was done to the picture, as a bit set over
 * `differences`. How well the two agree, where that is known, says whether something was put on it.
 */
export function differencesOf(map: ArrayLike<number>, own: Size, other: Size, agreement: Agreement | null): number {
  const { turned, mirrored, tilt, shown, filled, stretch, scale } = describeChange(map, own, other);
  let found = 0;
  if (turned === 90 || turned === 270) found |= bits['quarter-turn'];
  if (turned === 180) found |= bits['half-turn'];
  if (mirrored) found |= bits.mirrored;
  if (isCropped(shown)) found |= bits.cropped;
  if (filled < 1 - visibleShare) found |= bits.extended;
  if (Math.abs(tilt) > visibleTilt) found |= bits.tilted;
  if (Math.abs(Math.log(stretch)) > visibleStretch) found |= bits.stretched;
  if (Math.abs(Math.log(scale)) > visibleScale) found |= bits.resized;
  if (agreement && isCaptioned(agreement)) found |= bits.captioned;
  return found;
}

/** Whether a picture was cropped or written on, by how it lies over another and agrees with that; or that one was, and this one is as it was. */
export function isWorkedOn(map: ArrayLike<number>, agreement: Agreement): boolean {
  return isCaptioned(agreement) || isCropped(shownOf(map));
}

function isCropped(shown: number): boolean {
  return shown < 1 - visibleShare;
}

function isCaptioned({ trimmed, correlation }: Agreement): boolean {
  return fisher(trimmed) - fisher(correlation) > visibleCaption;
}
