import { useStore } from 'zustand';
import { isPlain } from '../../shared/query';
import { useApp } from '../app/app-context';
import { bytes, count, plural } from '../ui/format';
import styles from './GroupList.module.css';

/** How many groups the list shows and what is to be gained by them, of all that there are. */
export function ListHeading() {
  const { listing, scan, settings } = useApp();
  const summary = useStore(scan, (state) => state.scan.groups);
  const saving = useStore(settings.store, (state) => state.saving);
  const sums = useStore(listing.store, (state) => (isPlain(state.listing.query) ? null : state.sums));
  function words(): string {
    if (saving) return 'Comparing again…';
    if (!sums) return `${plural(summary.groups, 'group')} · ${bytes(summary.bytesToGain)} to gain`;
    return `${count(sums.groups)} of ${plural(summary.groups, 'group')}, ${bytes(sums.bytesToGain)} of ${bytes(summary.bytesToGain)} to gain`;
  }
  return (
    <h2 className={styles['heading']}>
      <span role="status">{words()}</span>
    </h2>
  );
}
