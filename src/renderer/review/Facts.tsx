import { Triangle } from 'lucide-react';
import type { FactRow } from '../compare/fact-rows';
import { cx } from '../ui/cx';
import hidden from '../ui/visually-hidden.module.css';
import styles from './Facts.module.css';

/** What one file has to be told apart by; what is better than in the others has a sign and says so. */
export function Facts({ rows, column }: { readonly rows: readonly FactRow[]; readonly column: number }) {
  return (
    <dl className={styles['facts']}>
      {rows.map(({ name, wide, cells }) => {
        const { text, honour } = cells[column] ?? { text: '', honour: null };
        return (
          <div key={name} className={cx(styles['fact'], wide && styles['wide'])} title={`${name}: ${text}${honour === null ? '' : ` (${honour})`}`}>
            <dt className={styles['name']}>{name}</dt>
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
      })}
    </dl>
  );
}
