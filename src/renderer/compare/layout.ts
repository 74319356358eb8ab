import type { ImageFile } from '../../shared/files';
import type { GroupMember } from '../../shared/groups';
import { compose, identity, invert, type Affine } from '../../shared/affine';
import { apply, scaleOf, type Point } from './affine';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Left, top, right and bottom. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

/** A picture of a group, and where it lies on the kept one. */
export interface Placed {
  readonly file: ImageFile;
  /** From its pixels to the kept picture's. */
  readonly toKept: Affine;
}

/** Flatter than this, a map is no use for showing a picture by it. */
const leastScale = 1e-6;

/** Where a member's picture lies on that of the file to keep, which need not be the one that was suggested. */
export function placeOn(kept: GroupMember, member: GroupMember): Placed {
  const between = compose(invert(usable(kept)), usable(member));
  return { file: member.file, toKept: compose(fromSides(kept.file), compose(between, invert(fromSides(member.file)))) };
}

function usable({ map }: GroupMember): Affine {
  return map && map.every(Number.isFinite) && scaleOf(map) > leastScale ? map : identity;
}

/** From sides of a picture, counted from its middle, to its pixels. */
function fromSides({ width, height }: Size): Affine {
  return [width, 0, width / 2, 0, height, height / 2];
}

export function corners({ width, height }: Size): readonly Point[] {
  return [{ x: 0, y: 0 }, { x: width, y: 0 }, { x: width, y: height }, { x: 0, y: height }];
}

/** What all of the pictures cover together, in pixels of the kept one. */
export function boundsOf(pictures: readonly Placed[]): Box {
  const points = pictures.flatMap(({ file, toKept }) => corners(file).map((corner) => apply(toKept, corner)));
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
