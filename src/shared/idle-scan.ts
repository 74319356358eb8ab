import type { ScanState } from './scan';

/** What there is to say of a scan before there is one. */
export const idleScan: ScanState = {
  phase: 'idle',
  folders: [],
  stats: { files: 0, hashed: 0, cached: 0, skipped: 0, bytes: 0, seconds: 0, workers: 0 },
  scannedBefore: null,
  asOf: null,
  listed: false,
  filesPerSecond: 0,
  bytesPerSecond: 0,
  eta: null,
  skippedByReason: {},
  workerStates: [],
  parallelismNow: 0,
  parallelism: 0,
  groups: { revision: 0, images: 0, groups: 0, files: 0, bytesToGain: 0, plain: 0, referenceGroups: 0, groupsByRadius: [], incomplete: false },
  error: null,
};
