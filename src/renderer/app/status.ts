import type { ScanState } from '../../shared/scan';
import { filesDone } from '../state/scan';
import { bytes, count, duration, elapsed, moment, plural } from '../ui/format';

/** Where a scan stands, in one line. */
export function statusInWords(scan: ScanState): string {
  const { phase, stats } = scan;
  const done = count(filesDone(scan));
  const progress = scan.listed ? `${done} of ${count(stats.files)}` : `${plural(filesDone(scan), 'image')}, listing…`;
  const images = plural(stats.hashed + stats.cached, 'image');
  const cached = stats.cached > 0 ? `${count(stats.cached)} from the cache` : null;
  switch (phase) {
    case 'idle':
      return '';
    case 'opening':
      return 'Opening…';
    case 'scanning':
      return line([
        `Scanning ${progress}`,
        scan.eta === null ? null : `${duration(scan.eta)} left`,
        `${count(scan.filesPerSecond)} images/s`,
        `${bytes(scan.bytesPerSecond)}/s`,
        cached,
      ]);
    case 'paused':
      return line([`Paused at ${progress}`, cached]);
    case 'comparing':
      return `Comparing ${images}…`;
    case 'done':
      if (scan.groups.incomplete) return `Comparing ${images}…`;
      return scan.asOf === null ? line([`${images} in ${elapsed(stats.seconds)}`, cached]) : `${images} as of ${moment(scan.asOf)}`;
    case 'cancelled':
      if (scan.asOf !== null) return `${images} as of ${moment(scan.asOf)}, when the scan was cancelled`;
      return line([`Cancelled after ${progress.replace(', listing…', '')}`, cached]);
    case 'failed':
      return line(['The scan failed', `${plural(filesDone(scan), 'file')} looked at`]);
  }
}

function line(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(' · ');
}
