import { compose, invert, type Affine } from '../../shared/affine';
import { apply, linear, scaleOf, type Point } from './affine';
import type { Box, Placed, Size } from './layout';

/** What part of the pictures is looked at, the same for all of them. */
export interface Lens {
  /** CSS pixels per pixel of the kept picture. */
  readonly scale: number;
  /** The place in the middle of the pane, in pixels of the kept picture. */
  readonly x: number;
  readonly y: number;
}

/** The room that a picture has, and all that is to be seen in it. */
export interface View {
  readonly pane: Size;
  /** In pixels of the kept picture. */
  readonly bounds: Box;
  /** Of the screen: its pixels per CSS pixel. */
  readonly density: number;
}

/** What one press of a key or button changes the scale by. */
export const zoomStep = 1.25;
/** Screen pixels per picture pixel, at most. */
const largest = 32;
/** Between two scales that look the same. */
const hair = 1.001;

/** The lens through which all of the bounds is seen, as large as can be. */
export function fitting({ pane, bounds: [left, top, right, bottom] }: View): Lens {
  const scale = Math.min(pane.width / (right - left), pane.height / (bottom - top));
  return { scale, x: (left + right) / 2, y: (top + bottom) / 2 };
}

/** One pixel of the picture to each of the screen's. */
export function actualScale({ density }: View): number {
  return 1 / density;
}

/** Where the pixels of the kept picture come to lie in a pane. */
export function through({ pane }: View, { scale, x, y }: Lens): Affine {
  return [scale, 0, pane.width / 2 - scale * x, 0, scale, pane.height / 2 - scale * y];
}

/**
 * Where the pixels of a picture come to lie in a pane. Aligned, it lies as it would on the kept picture; otherwise as the file is shown
 * anywhere else, with the same place in the middle and equally large, or as a whole where `lens` is null.
 */
export function shownAt(picture: Placed, view: View, lens: Lens | null, aligned: boolean): Affine {
  if (aligned) return compose(through(view, lens ?? fitting(view)), picture.toKept);
  const { width, height } = picture.file;
  if (!lens) return through(view, fitting({ ...view, bounds: [0, 0, width, height] }));
  return through(view, { scale: lens.scale * scaleOf(picture.toKept), ...apply(invert(picture.toKept), lens) });
}

/**
 * The lens after zooming to a scale, the place under a point of the pane staying under it. Null: all is seen, and goes on being seen
 * when the pane changes its size.
 *
 * @param toPane from pixels of the kept picture to the pane that was pointed at
 */
export function zoomed(view: View, lens: Lens | null, toPane: Affine, at: Point, wanted: number): Lens | null {
  const fit = fitting(view);
  const actual = actualScale(view);
  const scale = Math.min(Math.max(wanted, Math.min(fit.scale, actual)), Math.max(largest * actual, fit.scale));
  if (scale < fit.scale * hair && scale > fit.scale / hair) return null;
  const place = apply(invert(toPane), at);
  const grown = scale / (lens ?? fit).scale;
  const off = offset(toPane, at.x - view.pane.width / 2, at.y - view.pane.height / 2);
  return within(view, { scale, x: place.x - off.x / grown, y: place.y - off.y / grown });
}

/** As {@link zoomed}, about the middle. */
export function zoomedTo(view: View, lens: Lens | null, wanted: number): Lens | null {
  const middle = { x: view.pane.width / 2, y: view.pane.height / 2 };
  return zoomed(view, lens, through(view, lens ?? fitting(view)), middle, wanted);
}

/** The lens after the pictures were pushed by so much in a pane. */
export function pushed(view: View, lens: Lens | null, toPane: Affine, dx: number, dy: number): Lens | null {
  if (!lens) return null;
  const off = offset(toPane, dx, dy);
  return within(view, { ...lens, x: lens.x - off.x, y: lens.y - off.y });
}

/** A way in a pane as one on the kept picture. */
function offset(toPane: Affine, dx: number, dy: number): Point {
  return apply(invert(linear(toPane)), { x: dx, y: dy });
}

/** The pictures are never pushed out of sight. */
function within({ bounds: [left, top, right, bottom] }: View, { scale, x, y }: Lens): Lens {
  return { scale, x: Math.min(right, Math.max(left, x)), y: Math.min(bottom, Math.max(top, y)) };
}
