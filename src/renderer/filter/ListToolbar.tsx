import { FilterButton } from './FilterButton';
import { FilterChips } from './FilterChips';
import { SearchField } from './SearchField';
import { SortMenu } from './SortMenu';
import styles from './ListToolbar.module.css';

/** Which groups the list shows, and in what order. */
export function ListToolbar() {
  return (
    <>
      <div className={styles['toolbar']}>
        <SearchField />
        <FilterButton />
        <SortMenu />
      </div>
      <FilterChips />
    </>
  );
}
