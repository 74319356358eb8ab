import { Triangle } from 'lucide-react';
import type { FactRow } from '../compare/fact-rows';
import { cx } from '../ui/cx';
import hidden from '../ui/visually-hidden.module.css';
import styles from './Facts.module.css';

interface FactsProps {
  readonly rows: readonly FactRow[];
  /** Which cell of each row is this file's. */
  readonly column: number;
}

/** What one file has to be told apart by; what is better than in the others has a sign and says so. */
export function Facts({ rows, column }: FactsProps) {
  const plain = rows.filter(({ kind }) => kind === 'plain');
  const named = rows.filter(({ kind }) => kind !== 'plain');
  return (
    <div className={styles['facts']}>
      <dl className={styles['plain']}>
        {plain.map((row) => (
          <Fact key={row.name} row={row} column={column} />
        ))}
      </dl>
      {named.length > 0 && (
        <dl className={styles['named']}>
          {named.map((row) => (
            <Fact key={row.name} row={row} column={column} />
          ))}
        </dl>
      )}
    </div>
  );
}

function Fact({ row: { name, kind, cells }, column }: { readonly row: FactRow; readonly column: number }) {
  const { text, honour } = cells[column] ?? { text: '', honour: null };
  return (
    <div className={cx(styles['fact'], kind === 'long' && styles['long'])} title={`${name}: ${text}${honour === null ? '' : ` (${honour})`}`}>
      <dt className={kind === 'plain' ? hidden['hidden'] : styles['name']}>{name}</dt>
      <dd className={cx(styles['value'], honour !== null && styles['best'])}>
        <span className={styles['text']}>{text}</span>
        {honour !== null && (
          <>
            <Triangle size={8} fill="currentColor" aria-hidden="true" />
            <span className={hidden['hidden']}> ({honour})</span>
          </>
        )}
      </dd>
    </div>
  );
}
