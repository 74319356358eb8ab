import { useEffect, useState, type RefObject } from 'react';

export interface Pace {
  readonly heading: 'forward' | 'backward' | null;
  /** Pixels that go by from one frame to the next, rounded down to a power of two. */
  readonly perFrame: number;
}

const frameMs = 1000 / 60;
/** How much of the pace is left from one event to the next, at least: events come unevenly. */
const steadiness = 0.8;
/** Scrolling has ended when this many milliseconds went by without it. */
const stillAfter = 120;
const still: Pace = { heading: null, perFrame: 0 };

/** Where a scroller is heading, and how fast; changes only when that does. */
export function usePace(scroller: RefObject<HTMLElement | null>): Pace {
  const [pace, setPace] = useState(still);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let last = { top: element.scrollTop, at: performance.now() };
    let exact = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const measure = (): void => {
      const now = { top: element.scrollTop, at: performance.now() };
      const [moved, took] = [now.top - last.top, now.at - last.at];
      // The first move after a rest has no pace of its own: a jump by a key is over at once.
      exact = took > stillAfter ? 0 : Math.max((Math.abs(moved) / Math.max(1, took)) * frameMs, steadiness * exact);
      const perFrame = exact < 1 ? 0 : 2 ** Math.floor(Math.log2(exact));
      const heading = moved > 0 ? 'forward' : 'backward';
      last = now;
      setPace((before) => (before.perFrame === perFrame && before.heading === heading ? before : { heading, perFrame }));
      clearTimeout(timer);
      timer = setTimeout(() => setPace(still), stillAfter);
    };
    // Before anybody else answers the event: what they draw by it would have to be laid out before its place can be asked for, and once more with the pace.
    const first = { passive: true, capture: true };
    element.addEventListener('scroll', measure, first);
    return () => {
      clearTimeout(timer);
      element.removeEventListener('scroll', measure, first);
    };
  }, [scroller]);
  return pace;
}
