import { useEffect, useState, type RefObject } from 'react';

export interface Pace {
  readonly heading: 'forward' | 'backward' | null;
  /** Whether rows go by faster than anybody looks at the pictures in them. */
  readonly flying: boolean;
}

/** Pixels per millisecond from which on a list flies. */
const flight = 3;
/** Scrolling has ended when this many milliseconds went by without it. */
const stillAfter = 120;
const still: Pace = { heading: null, flying: false };

/** Where a scroller is heading, and whether it flies; changes only when that does. */
export function usePace(scroller: RefObject<HTMLElement | null>): Pace {
  const [pace, setPace] = useState(still);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let last = { top: element.scrollTop, at: performance.now() };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const measure = (): void => {
      const now = { top: element.scrollTop, at: performance.now() };
      const [moved, took] = [now.top - last.top, now.at - last.at];
      // The first move after a rest has no pace of its own: a jump by a key is over at once.
      const flying = took <= stillAfter && Math.abs(moved) / Math.max(1, took) > flight;
      const heading = moved > 0 ? 'forward' : 'backward';
      last = now;
      setPace((before) => (before.flying === flying && before.heading === heading ? before : { heading, flying }));
      clearTimeout(timer);
      timer = setTimeout(() => setPace(still), stillAfter);
    };
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      clearTimeout(timer);
      element.removeEventListener('scroll', measure);
    };
  }, [scroller]);
  return pace;
}
