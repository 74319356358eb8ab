import type { ScanState } from '../../shared/scan';
import { isRunning } from '../state/scan';

/** Why the speedup can't be measured now; null when it can. */
export function measureHindrance({ phase, stats }: ScanState): string | null {
  if (isRunning(phase)) return 'The scan is using the cores: measure when it is done.';
  if (stats.hashed + stats.cached === 0) return 'There are no images to measure with.';
  return null;
}
