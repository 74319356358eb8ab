import { cx } from './cx';
import styles from './Bar.module.css';

interface BarProps {
  readonly label: string;
  /** 0–1; null where it can't be said. */
  readonly value: number | null;
  /** What a screen reader says instead of a percentage. */
  readonly text?: string;
  readonly thick?: boolean;
  readonly still?: boolean;
}

/** A progress bar. The fill moves by transform alone: it changes ten times a second. */
export function Bar({ label, value, text, thick = false, still = false }: BarProps) {
  const share = value === null ? null : Math.min(1, Math.max(0, value));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.round(share * 100)}
      aria-valuetext={text}
      className={cx(styles['bar'], thick && styles['thick'], share === null && styles['unknown'], still && styles['still'])}
    >
      {/* Another fill where a share comes to be known, or the full one of before would be seen to shrink. */}
      <div key={share === null ? 'unknown' : 'known'} className={styles['fill']} style={{ transform: `scaleX(${share ?? 1})` }} />
    </div>
  );
}
