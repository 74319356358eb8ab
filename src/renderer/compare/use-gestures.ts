import { useEffect, useRef, type MouseEvent, type PointerEvent, type RefObject } from 'react';
import type { Affine } from '../../shared/affine';
import type { Point } from './affine';
import { actualScale, fitting, pushed, zoomed, type Lens, type View } from './lens';

interface Gestures {
  readonly view: View;
  readonly lens: Lens | null;
  /** From pixels of the kept picture to this pane. */
  readonly toPane: Affine;
  readonly onLens: (lens: Lens | null) => void;
}

/** Factor per CSS pixel of wheel; a pinch on a trackpad comes as a wheel with Ctrl, in smaller steps. */
const wheelSpeed = 0.0015;
const pinchSpeed = 0.01;
const lineHeight = 32;

/** Wheel, pinch, drag and double click on a pane: zoom and pan of the lens that all panes share. */
export function useGestures(pane: RefObject<HTMLElement | null>, gestures: Gestures) {
  const latest = useRef(gestures);
  useEffect(() => {
    latest.current = gestures;
  });
  const pointers = useRef(new Map<number, Point>());

  function zoomBy(factor: number, at: Point): void {
    const { view, lens, toPane, onLens } = latest.current;
    onLens(zoomed(view, lens, toPane, at, (lens ?? fitting(view)).scale * factor));
  }

  useEffect(() => {
    const node = pane.current;
    if (!node) return;
    // React's own listener is passive, and a page zoomed by Ctrl and wheel would zoom beside the pictures.
    function turn(event: WheelEvent): void {
      event.preventDefault();
      const distance = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * lineHeight : event.deltaY;
      zoomBy(Math.exp(-distance * (event.ctrlKey ? pinchSpeed : wheelSpeed)), placeIn(node!, event));
    }
    node.addEventListener('wheel', turn, { passive: false });
    return () => node.removeEventListener('wheel', turn);
  }, [pane]);

  return {
    onPointerDown(event: PointerEvent<HTMLElement>): void {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      pointers.current.set(event.pointerId, placeIn(event.currentTarget, event));
    },
    onPointerMove(event: PointerEvent<HTMLElement>): void {
      const before = pointers.current.get(event.pointerId);
      if (!before) return;
      const now = placeIn(event.currentTarget, event);
      const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
      pointers.current.set(event.pointerId, now);
      const { view, lens, toPane, onLens } = latest.current;
      if (other) zoomBy(distance(now, other) / Math.max(1, distance(before, other)), other);
      else onLens(pushed(view, lens, toPane, now.x - before.x, now.y - before.y));
    },
    onPointerUp(event: PointerEvent<HTMLElement>): void {
      pointers.current.delete(event.pointerId);
    },
    onPointerCancel(event: PointerEvent<HTMLElement>): void {
      pointers.current.delete(event.pointerId);
    },
    onDoubleClick(event: MouseEvent<HTMLElement>): void {
      const { view, lens, toPane, onLens } = latest.current;
      onLens(lens ? null : zoomed(view, lens, toPane, placeIn(event.currentTarget, event), actualScale(view)));
    },
  };
}

function placeIn(node: HTMLElement, { clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Point {
  const { left, top } = node.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
