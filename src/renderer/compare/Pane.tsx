import { useRef, type ReactNode } from 'react';
import { cx } from '../ui/cx';
import type { Affine } from '../../shared/affine';
import type { Lens, View } from './lens';
import { useGestures } from './use-gestures';
import styles from './Pane.module.css';

interface PaneProps {
  readonly view: View;
  readonly lens: Lens | null;
  /** From pixels of the kept picture to this pane. */
  readonly toPane: Affine;
  readonly onLens: (lens: Lens | null) => void;
  readonly onPick?: (() => void) | undefined;
  readonly className?: string | false | undefined;
  readonly children: ReactNode;
}

/** A window onto one picture, or onto two that lie over each other. */
export function Pane({ view, lens, toPane, onLens, onPick, className, children }: PaneProps) {
  const pane = useRef<HTMLDivElement>(null);
  const gestures = useGestures(pane, { view, lens, toPane, onLens });
  return (
    <div ref={pane} className={cx(styles['pane'], lens && styles['movable'], className)} onClick={onPick} {...gestures}>
      {children}
    </div>
  );
}

/** What a picture is called here: the kept one is the first, and the others' numbers are the keys that choose them. */
export function Badge({ number, children, at = 'left', chosen = false }: {
  readonly number: number;
  readonly children?: ReactNode;
  readonly at?: 'left' | 'right';
  readonly chosen?: boolean;
}) {
  return (
    <span className={cx(styles['badge'], at === 'right' && styles['right'], chosen && styles['chosen'])}>
      {number}
      {children !== undefined && <span>{children}</span>}
    </span>
  );
}
