import { SearchX } from 'lucide-react';
import { useApp } from '../app/app-context';
import { Button } from '../ui/Button';
import { EmptyState } from '../ui/EmptyState';

/** In place of the list where a search and filters leave nothing of it. */
export function NoMatch() {
  const { listing } = useApp();
  return (
    <EmptyState
      icon={<SearchX size={32} strokeWidth={1.25} />}
      title="No group matches"
      actions={<Button onClick={listing.clear}>Clear search and filters</Button>}
    >
      No group has all that you search and filter for.
    </EmptyState>
  );
}
