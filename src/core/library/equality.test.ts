import { expect, test } from 'vitest';
import { EqualityIndex } from './equality';
import { FileTable, rowState } from './file-table';

function tableOf(files: readonly { bytes: number; hash: number; width?: number }[]): FileTable {
  const table = new FileTable();
  files.forEach((file, i) => {
    const row = table.add(`/photos/${i}.jpg`, file.bytes, 0);
    table.setFingerprint(
      row,
      { hashLow: file.hash, hashHigh: 7, contentLow: 1, contentHigh: 2, pixelsLow: 0, pixelsHigh: 0, slot: 3, width: file.width ?? 10, height: 10, format: 0, detail: 9 },
      rowState.hashed,
    );
  });
  return table;
}

test('only files that agree in size, fingerprint and dimensions need reading', () => {
  const table = tableOf([
    { bytes: 100, hash: 1 },
    { bytes: 100, hash: 2 },
    { bytes: 101, hash: 1 },
    { bytes: 100, hash: 1, width: 11 },
    { bytes: 100, hash: 1 },
    { bytes: 100, hash: 1 },
  ]);
  const index = new EqualityIndex(table);
  for (let row = 0; row < table.count; row++) index.add(row);
  expect([...index.takeWaiting()].sort()).toEqual([0, 4, 5]);
  expect(index.takeWaiting()).toEqual([]);
});

test('equal digests share an identity, and files without a digest equal nobody', () => {
  const table = tableOf([0, 1, 2, 3].map(() => ({ bytes: 5, hash: 5 })));
  const index = new EqualityIndex(table);
  for (let row = 0; row < 4; row++) index.add(row);
  index.setDigest(0, Uint8Array.of(1, 2));
  index.setDigest(1, Uint8Array.of(9, 9));
  index.setDigest(2, Uint8Array.of(1, 2));
  expect(index.identityOf(0)).toBeGreaterThan(0);
  expect(index.identityOf(0)).toBe(index.identityOf(2));
  expect(index.identityOf(0)).not.toBe(index.identityOf(1));
  expect(index.identityOf(3)).toBe(0);
});

test('finds every company among many files, whatever the order', () => {
  const count = 20_000;
  const table = tableOf(Array.from({ length: count }, (_, i) => ({ bytes: 1000 + (i % 7), hash: Math.floor(i / 2) >>> 0 })));
  const index = new EqualityIndex(table);
  for (let i = 0; i < count; i++) index.add((i * 7919) % count);
  // Pairs (2k, 2k+1) share a hash but never a size, as i % 7 differs; nothing is left to compare.
  expect(index.takeWaiting()).toEqual([]);
  const twins = tableOf(Array.from({ length: count }, (_, i) => ({ bytes: 1000, hash: Math.floor(i / 2) })));
  const twinIndex = new EqualityIndex(twins);
  for (let i = 0; i < count; i++) twinIndex.add((i * 7919) % count);
  expect(new Set(twinIndex.takeWaiting()).size).toBe(count);
});
