import { X } from 'lucide-react';
import { useStore } from 'zustand';
import { useApp } from '../app/app-context';
import { Button } from '../ui/Button';
import { conditionsOf } from './filter-words';
import styles from './FilterChips.module.css';

/** The conditions that hold, each of which can be taken away. */
export function FilterChips() {
  const { listing } = useApp();
  const query = useStore(listing.store, (state) => state.listing.query);
  const conditions = conditionsOf(query);
  if (conditions.length === 0) return null;
  return (
    <ul aria-label="Filters" className={styles['chips']}>
      {conditions.map(({ words, without }) => (
        <li key={words} className={styles['item']}>
          <Button className={styles['chip']} aria-label={`Remove the filter “${words}”`} title={`Remove the filter “${words}”`} onClick={() => listing.filter(without)}>
            {words}
            <X size={12} aria-hidden="true" />
          </Button>
        </li>
      ))}
      {conditions.length > 1 && (
        <li>
          <Button look="quiet" className={styles['clear']} onClick={listing.clearFilters}>
            Clear all
          </Button>
        </li>
      )}
    </ul>
  );
}
