import type { RemovalFailure } from '../../shared/removal';
import { plural } from '../ui/format';
import { PathText } from '../ui/PathText';
import { failureWords } from './failure-words';
import styles from './FailureList.module.css';

/** More would only be scrolled past; the count says how many there are. */
const shown = 500;

export function FailureList({ failures }: { readonly failures: readonly RemovalFailure[] }) {
  return (
    <ul className={styles['list']}>
      {failures.slice(0, shown).map(({ path, reason, detail }) => (
        <li key={path} className={styles['failure']}>
          <PathText path={path} />
          <span className={styles['why']} title={detail}>
            {failureWords[reason]}: {detail}
          </span>
        </li>
      ))}
      {failures.length > shown && <li className={styles['why']}>… and {plural(failures.length - shown, 'more file')}</li>}
    </ul>
  );
}
