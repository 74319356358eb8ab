import { Menu } from '@base-ui/react/menu';
import { ArrowUpDown, Check } from 'lucide-react';
import { useStore } from 'zustand';
import { sortKeys, type SortKey } from '../../shared/query';
import { useApp } from '../app/app-context';
import { Button } from '../ui/Button';
import { sortInWords, sortWords } from './filter-words';
import styles from './SortMenu.module.css';

/** By what the groups are sorted, and which way round. */
export function SortMenu() {
  const { listing } = useApp();
  const sort = useStore(listing.store, (state) => state.listing.sort);
  const words = sortWords[sort.by];
  return (
    <Menu.Root>
      <Menu.Trigger
        render={<Button aria-label="Sort" title={`Sorted by ${sortInWords(sort)}`} icon={<ArrowUpDown size={16} />} className={styles['trigger']} />}
      />
      <Menu.Portal>
        <Menu.Positioner className={styles['positioner']} sideOffset={4} align="end">
          <Menu.Popup className={styles['menu']}>
            <Menu.RadioGroup
              aria-label="Sort by"
              value={sort.by}
              onValueChange={(by: SortKey) => listing.sort({ by, descending: sortWords[by].descendsFirst })}
            >
              {sortKeys.map((key) => (
                <Choice key={key} value={key} name={sortWords[key].name} />
              ))}
            </Menu.RadioGroup>
            <Menu.Separator className={styles['line']} />
            <Menu.RadioGroup
              aria-label="Order"
              value={sort.descending}
              onValueChange={(descending: boolean) => listing.sort({ ...sort, descending })}
            >
              <Choice value={words.descendsFirst} name={words.descendsFirst ? words.descending : words.ascending} />
              <Choice value={!words.descendsFirst} name={words.descendsFirst ? words.ascending : words.descending} />
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Choice({ value, name }: { readonly value: SortKey | boolean; readonly name: string }) {
  return (
    <Menu.RadioItem value={value} closeOnClick className={styles['item']}>
      <span className={styles['check']}>
        <Menu.RadioItemIndicator>
          <Check size={14} aria-hidden="true" />
        </Menu.RadioItemIndicator>
      </span>
      {name}
    </Menu.RadioItem>
  );
}
