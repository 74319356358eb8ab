import { describe, expect, test } from 'vitest';
import type { ScanPhase, ScanState } from '../shared/scan';
import { idleScan } from '../shared/idle-scan';
import { endNotice, taskbarProgress } from './scan-signs';

function state(phase: ScanPhase, change: { listed?: boolean; groups?: number; files?: number } = {}): ScanState {
  return {
    ...idleScan,
    phase,
    stats: { files: change.files ?? 200, hashed: 30, cached: 15, skipped: 5, bytes: 0, seconds: 1, workers: 2 },
    listed: change.listed ?? true,
    groups: { ...idleScan.groups, groups: change.groups ?? 0 },
  };
}

describe('taskbarProgress', () => {
  test('the share done, once it is known how much there is', () => {
    expect(taskbarProgress(state('scanning'))).toEqual({ value: 0.25, mode: 'normal' });
    expect(taskbarProgress(state('scanning', { listed: false })).mode).toBe('indeterminate');
    expect(taskbarProgress(state('scanning', { files: 0 }))).toEqual({ value: 0, mode: 'normal' });
  });

  test('a pause keeps its place, and the end clears it', () => {
    expect(taskbarProgress(state('paused'))).toEqual({ value: 0.25, mode: 'paused' });
    for (const phase of ['idle', 'done', 'cancelled', 'failed'] as const) expect(taskbarProgress(state(phase)).value).toBe(-1);
  });
});

describe('endNotice', () => {
  test('says what came of it', () => {
    expect(endNotice('comparing', state('done', { groups: 1204 }))?.body).toBe('1,204 groups of copies in 45 images.');
    expect(endNotice('scanning', state('done', { groups: 1 }))?.body).toBe('1 group of copies in 45 images.');
    expect(endNotice('comparing', state('done'))?.body).toBe('No copies in 45 images.');
    expect(endNotice('scanning', state('failed'))?.title).toBe('The scan failed');
  });

  test('is silent on everything that a person did, and on repeated states', () => {
    expect(endNotice('scanning', state('cancelled'))).toBeNull();
    expect(endNotice('scanning', state('comparing'))).toBeNull();
    expect(endNotice('done', state('done'))).toBeNull();
    expect(endNotice('idle', state('done'))).toBeNull();
  });
});
