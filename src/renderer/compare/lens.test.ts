import { describe, expect, it } from 'vitest';
import type { GroupMember, PictureMap } from '../../shared/groups';
import { mockFile } from '../testing/mock-client';
import { compose, invert, type Affine } from '../../shared/affine';
import { apply, cssMatrix, scaleOf } from './affine';
import { boundsOf, placeOn, type Placed } from './layout';
import { actualScale, fitting, pushed, shownAt, zoomed, type Lens, type View } from './lens';

const member = (id: string, width: number, height: number, map: PictureMap | null): GroupMember => ({
  file: mockFile(id, { width, height }), distance: 0, differences: [], likeness: 'similar', map, bridge: null, marked: false, standing: 'free', companions: [], reasons: [], points: [],
});
const kept = member('kept', 400, 300, null);
/** What a copy's picture has at a place of its own, the kept one has where this leads. */
const copies = {
  resized: member('resized', 200, 150, [1, 0, 0, 0, 1, 0]),
  mirrored: member('mirrored', 400, 300, [-1, 0, 0, 0, 1, 0]),
  'a quarter turned': member('turned', 300, 400, [0, 1, 0, -1, 0, 0]),
  cropped: member('cropped', 320, 240, [0.8, 0, 0.1, 0, 0.8, -0.1]),
} as const;

function rounded({ x, y }: { readonly x: number; readonly y: number }) {
  return [Number(x.toFixed(6)), Number(y.toFixed(6))];
}

describe('where a copy lies on the kept picture', () => {
  const topLeft: Readonly<Record<keyof typeof copies, readonly number[]>> = {
    resized: [0, 0],
    mirrored: [400, 0],
    // The kept picture turned clockwise has its lower left corner at the top left.
    'a quarter turned': [0, 300],
    cropped: [80, 0],
  };
  it.each(Object.keys(copies) as (keyof typeof copies)[])('%s', (name) => {
    const { toKept } = placeOn(kept, copies[name]);
    expect(rounded(apply(toKept, { x: 0, y: 0 }))).toEqual(topLeft[name]);
    expect(scaleOf(toKept)).toBeCloseTo(name === 'resized' ? 2 : 1);
  });

  it('is told from another file, too, where that is kept instead of the suggested one', () => {
    const { toKept } = placeOn(copies.cropped, kept);
    expect(rounded(apply(toKept, { x: 80, y: 0 }))).toEqual([0, 0]);
    const other = placeOn(copies.mirrored, copies['a quarter turned']);
    const viaKept = compose(invert(placeOn(kept, copies.mirrored).toKept), placeOn(kept, copies['a quarter turned']).toKept);
    expect(rounded(apply(other.toKept, { x: 7, y: 11 }))).toEqual(rounded(apply(viaKept, { x: 7, y: 11 })));
  });

  it('is the whole of it where the map makes no sense', () => {
    for (const map of [[0, 0, 0, 0, 0, 0], [NaN, 0, 0, 0, 1, 0]] as const) {
      expect(rounded(apply(placeOn(kept, member('flat', 40, 30, map)).toKept, { x: 40, y: 30 }))).toEqual([400, 300]);
    }
  });
});

const all = [kept, ...Object.values(copies)].map((one) => placeOn(kept, one));
const view: View = { pane: { width: 200, height: 300 }, bounds: [0, 0, 400, 300], density: 2 };

describe('the lens', () => {
  it('shows all of all pictures at first', () => {
    expect(boundsOf(all).map(Math.round)).toEqual([0, 0, 400, 300]);
    expect(fitting(view)).toEqual({ scale: 0.5, x: 200, y: 150 });
    const framed = member('framed', 440, 340, [1.1, 0, 0, 0, 340 / 300, 0]);
    expect(boundsOf([placeOn(kept, kept), placeOn(kept, framed)]).map(Math.round)).toEqual([-20, -20, 420, 320]);
  });

  it.each([true, false])('shows the same place in the middle of every pane, in the same size (aligned: %s)', (aligned) => {
    const lens: Lens = { scale: 3, x: 250, y: 100 };
    for (const placed of all) {
      const at = shownAt(placed, view, lens, aligned);
      const place = apply(invert(placed.toKept), lens);
      expect(rounded(apply(at, place))).toEqual([100, 150]);
      expect(scaleOf(at)).toBeCloseTo(3 * scaleOf(placed.toKept));
    }
  });

  it('shows copies upright and whole where they are not aligned', () => {
    const at = shownAt(placeOn(kept, copies['a quarter turned']), view, null, false);
    expect(at[1]).toBe(0);
    expect(rounded(apply(at, { x: 0, y: 0 }))).toEqual([0, 300 / 2 - (400 * (200 / 300)) / 2].map((n) => Number(n.toFixed(6))));
  });

  const toPane = (placed: Placed, lens: Lens | null, aligned: boolean): Affine => compose(shownAt(placed, view, lens, aligned), invert(placed.toKept));

  it.each([true, false])('keeps what is under the pointer there while zooming, in whatever pane (aligned: %s)', (aligned) => {
    const lens: Lens = { scale: 2, x: 200, y: 150 };
    for (const placed of all) {
      const at = { x: 60, y: 170 };
      const place = apply(invert(toPane(placed, lens, aligned)), at);
      const after = zoomed(view, lens, toPane(placed, lens, aligned), at, 4);
      expect(after?.scale).toBe(4);
      expect(rounded(apply(toPane(placed, after, aligned), place))).toEqual([60, 170]);
    }
  });

  it('follows the pointer that pushes, in whatever pane', () => {
    const lens: Lens = { scale: 2, x: 200, y: 150 };
    for (const placed of all) {
      const place = apply(invert(toPane(placed, lens, false)), { x: 100, y: 100 });
      const after = pushed(view, lens, toPane(placed, lens, false), 13, -7);
      expect(rounded(apply(toPane(placed, after, false), place))).toEqual([113, 93]);
    }
  });

  it('ends where all is seen, goes to the screen’s own pixels, and loses no picture', () => {
    const unit = toPane(all[0]!, null, true);
    const middle = { x: 100, y: 150 };
    expect(zoomed(view, null, unit, middle, 0.01)).toBeNull();
    expect(zoomed(view, null, unit, middle, actualScale(view))).toBeNull();
    expect(zoomed(view, null, unit, middle, 1e9)?.scale).toBe(16);
    const lens = zoomed(view, null, unit, middle, 1)!;
    const away = pushed(view, lens, toPane(all[0]!, lens, true), -1e6, 1e6);
    expect(away).toMatchObject({ x: 400, y: 0 });
    expect(pushed(view, null, unit, 10, 10)).toBeNull();
    // A small picture fits when enlarged, and can still be seen as it is.
    const small: View = { ...view, bounds: [0, 0, 20, 20] };
    expect(zoomed(small, null, unit, middle, actualScale(small))?.scale).toBe(0.5);
  });
});

it('writes matrices as CSS reads them', () => {
  expect(cssMatrix([1, 2, 3, 4, 5, 6])).toBe('matrix(1, 4, 2, 5, 3, 6)');
  expect(cssMatrix([1e-12, 0, 0, 0, 1, 0])).toBe('matrix(0, 0, 0, 1, 0, 0)');
});
