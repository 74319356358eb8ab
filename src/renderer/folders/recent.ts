import type { RecentLibrary } from '../../shared/host';
import { day, plural } from '../ui/format';

export function recentName({ folders }: RecentLibrary): string {
  return folders.map(({ name }) => name).join(', ');
}

export function recentPaths({ folders }: RecentLibrary): string {
  return folders.map(({ path }) => path).join(', ');
}

/** What is known of it from the last time, or why it can't be opened now. */
export function recentDetail({ available, files, groups, scanned }: RecentLibrary): string {
  if (!available) return 'Not there now: reconnect its drive, or choose its new place.';
  return `${plural(files, 'image')}, ${plural(groups, 'group')}, ${day(scanned)}`;
}
