import { plural } from '../shared/numbers';
import type { ScanPhase, ScanState } from '../shared/scan';

/** What a task bar or dock shows of a scan: Electron's `setProgressBar` arguments; −1 shows nothing. */
export interface TaskbarProgress {
  readonly value: number;
  readonly mode: 'normal' | 'paused' | 'indeterminate' | 'error' | 'none';
}

const none: TaskbarProgress = { value: -1, mode: 'none' };

export function taskbarProgress(state: ScanState): TaskbarProgress {
  const { files, hashed, cached, skipped } = state.stats;
  const share = files === 0 ? 0 : Math.min(1, (hashed + cached + skipped) / files);
  switch (state.phase) {
    case 'scanning':
      // Until every folder has been listed the share would run backwards. Values above 1 are Electron's
      // way of saying "indeterminate" where a platform has no mode.
      return state.listed ? { value: share, mode: 'normal' } : { value: 2, mode: 'indeterminate' };
    case 'paused':
      return { value: share, mode: 'paused' };
    case 'comparing':
      return { value: 2, mode: 'indeterminate' };
    default:
      return none;
  }
}

/** Whether the machine must not fall asleep. */
export function isWorking(phase: ScanPhase): boolean {
  return phase === 'scanning' || phase === 'comparing';
}

/** What a notification says when a scan has ended by itself; null for any other change. */
export function endNotice(before: ScanPhase, state: ScanState): { readonly title: string; readonly body: string } | null {
  if (!isWorking(before)) return null;
  if (state.phase === 'failed') return { title: 'The scan failed', body: 'Open Lookalike to see why.' };
  if (state.phase !== 'done') return null;
  const { groups } = state.groups;
  const images = plural(state.stats.hashed + state.stats.cached, 'image');
  const body = groups === 0 ? `No copies in ${images}.` : `${plural(groups, 'group')} of copies in ${images}.`;
  return { title: 'The scan is done', body };
}
