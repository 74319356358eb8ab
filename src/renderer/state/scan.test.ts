import { describe, expect, it } from 'vitest';
import type { ScanState } from '../../shared/scan';
import { statusInWords } from '../app/status';
import { addSample, emptyHistory, historyLength } from './history';
import { idleScan } from '../../shared/idle-scan';
import { createScanStore, takeScanState } from './scan';

const scanning: ScanState = {
  ...idleScan,
  phase: 'scanning',
  folders: [{ id: 'f', name: 'Photos', path: '/Photos' }],
  stats: { files: 98_310, hashed: 40_184, cached: 1008, skipped: 12, bytes: 6.4e8, seconds: 13, workers: 4 },
  filesPerSecond: 3120,
  bytesPerSecond: 48e6,
};

describe('scan state', () => {
  it('keeps the identity of what did not change, so that its watchers sleep', () => {
    const store = createScanStore();
    takeScanState(store, scanning);
    const before = store.getState().scan;
    takeScanState(store, structuredClone({ ...scanning, stats: { ...scanning.stats, hashed: 40_300 } }));
    const after = store.getState().scan;
    expect(after.folders).toBe(before.folders);
    expect(after.groups).toBe(before.groups);
    expect(after.stats.hashed).toBe(40_300);
  });

  it('shows no total, and no time left, before all folders are listed', () => {
    expect(statusInWords(scanning)).toBe('Scanning 41,204 images, listing… · 3,120 images/s · 48\u00a0MB/s · 1,008 from the cache');
    expect(statusInWords({ ...scanning, listed: true, eta: 18.2 })).toContain('Scanning 41,204 of 98,310 · 18 s left');
  });

  it('says that images are compared while some groups are missing', () => {
    const done = { ...scanning, phase: 'done' } as const;
    expect(statusInWords(done)).toContain('41,192 images in ');
    expect(statusInWords({ ...done, groups: { ...done.groups, incomplete: true } })).toBe('Comparing 41,192 images…');
  });
});

describe('parallelism history', () => {
  it('is bounded and spans the whole scan', () => {
    let history = emptyHistory;
    for (let i = 0; i < 10_000; i++) history = addSample(history, i / 10, 1 + (i % 2));
    expect(history.seconds.length).toBeLessThanOrEqual(historyLength);
    expect(history.seconds.length).toBe(history.now.length);
    expect(history.seconds.length).toBeGreaterThan(historyLength / 4);
    expect(history.seconds[0]).toBe(0);
    expect(history.seconds.at(-1)).toBeGreaterThan(990);
  });

  it('starts anew with a new scan', () => {
    const history = addSample(addSample(emptyHistory, 20, 2), 0.1, 1);
    expect(history).toEqual({ seconds: [0.1], now: [1] });
  });
});
