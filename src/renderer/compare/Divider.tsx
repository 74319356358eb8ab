import { ChevronsLeftRight } from 'lucide-react';
import type { KeyboardEvent, PointerEvent } from 'react';
import styles from './Divider.module.css';

const step = 0.02;

interface DividerProps {
  /** 0 left – 1 right. */
  readonly at: number;
  readonly onMove: (at: number) => void;
}

/** The line between two pictures that lie over each other; dragged, or moved with the arrow keys. */
export function Divider({ at, onMove }: DividerProps) {
  const move = (to: number) => onMove(Math.min(1, Math.max(0, to)));

  function drag(event: PointerEvent<HTMLElement>): void {
    event.stopPropagation();
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const room = event.currentTarget.parentElement?.getBoundingClientRect();
    if (room) move((event.clientX - room.left) / room.width);
  }
  function handleKey(event: KeyboardEvent): void {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowDown') move(at - step);
    else if (event.key === 'ArrowRight' || event.key === 'ArrowUp') move(at + step);
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(1);
    else return;
    event.preventDefault();
  }

  return (
    <div
      role="slider"
      aria-label="Divider between the pictures"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(at * 100)}
      aria-valuetext={`${Math.round(at * 100)} % from the left`}
      tabIndex={0}
      className={styles['divider']}
      style={{ left: `${at * 100}%` }}
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={drag}
      onDoubleClick={(event) => event.stopPropagation()}
      onKeyDown={handleKey}
    >
      <span className={styles['grip']}>
        <ChevronsLeftRight size={16} aria-hidden="true" />
      </span>
    </div>
  );
}
