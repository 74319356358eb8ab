import { Popover } from '@base-ui/react/popover';
import { ListFilter } from 'lucide-react';
import { useStore } from 'zustand';
import { useApp } from '../app/app-context';
import { Button } from '../ui/Button';
import { count, plural } from '../ui/format';
import { conditionsOf } from './filter-words';
import { FilterForm } from './FilterForm';
import styles from './FilterButton.module.css';

/** Opens what groups can be filtered by; its number says how many conditions hold. */
export function FilterButton() {
  const { listing } = useApp();
  const conditions = useStore(listing.store, (state) => conditionsOf(state.listing.query).length);
  return (
    <Popover.Root>
      <Popover.Trigger
        render={
          <Button
            aria-label={conditions === 0 ? 'Filter' : `Filter, ${plural(conditions, 'condition')}`}
            title="Filter the groups"
            icon={<ListFilter size={16} />}
            className={styles['trigger']}
          >
            {conditions > 0 ? count(conditions) : undefined}
          </Button>
        }
      />
      <Popover.Portal>
        <Popover.Positioner className={styles['positioner']} sideOffset={4} align="end" collisionPadding={8}>
          <Popover.Popup className={styles['popup']} aria-label="Filter">
            <FilterForm />
            <footer className={styles['footer']}>
              <Button unavailable={conditions === 0 && 'No filter is set.'} onClick={listing.clearFilters}>
                Clear filters
              </Button>
              <Popover.Close render={<Button>Done</Button>} />
            </footer>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
