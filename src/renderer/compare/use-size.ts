import { useLayoutEffect, useState, type RefObject } from 'react';
import type { Size } from './layout';

/** The room inside an element, in CSS pixels; null until it is known. */
export function useSize(place: RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useLayoutEffect(() => {
    const node = place.current;
    if (!node) return;
    const measure = () => setSize({ width: Math.max(1, node.offsetWidth), height: Math.max(1, node.offsetHeight) });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(node);
    return () => observer.disconnect();
  }, [place]);
  return size;
}
