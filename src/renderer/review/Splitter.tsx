import { useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import styles from './Splitter.module.css';

const narrowest = 300;
const widest = 560;
const step = 24;

/** Two panes with a border between them that can be dragged, or moved with the arrow keys. */
export function Splitter({ children: [left, right] }: { readonly children: readonly [ReactNode, ReactNode] }) {
  const [width, setWidth] = useState(360);
  const resize = (wanted: number) => setWidth(Math.min(widest, Math.max(narrowest, wanted)));

  function drag(event: PointerEvent<HTMLDivElement>): void {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const start = event.currentTarget.parentElement?.getBoundingClientRect().left ?? 0;
    resize(event.clientX - start);
  }
  function handleKey(event: KeyboardEvent): void {
    if (event.key === 'ArrowLeft') resize(width - step);
    else if (event.key === 'ArrowRight') resize(width + step);
    else return;
    event.preventDefault();
  }

  return (
    <div className={styles['panes']}>
      <div className={styles['left']} style={{ width }}>
        {left}
      </div>
      <div
        role="separator"
        aria-label="Width of the list"
        aria-orientation="vertical"
        aria-valuemin={narrowest}
        aria-valuemax={widest}
        aria-valuenow={width}
        tabIndex={0}
        className={styles['border']}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onKeyDown={handleKey}
      />
      <div className={styles['right']}>{right}</div>
    </div>
  );
}
