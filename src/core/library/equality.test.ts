import { expect, test } from 'vitest';
import { equalFiles } from './equality';
import { FileTable, rowState } from './file-table';

interface Facts {
  readonly number: number;
  readonly bytes?: number;
  readonly hash?: number;
  readonly width?: number;
}

function tableOf(files: readonly Facts[]): FileTable {
  const table = new FileTable();
  files.forEach(({ number, bytes = 100, hash = 5, width = 10 }, i) => {
    const row = table.add(`/photos/${i}.jpg`, bytes, 0);
    table.setFingerprint(
      row,
      {
        hashLow: hash, hashHigh: 7, contentLow: 1, contentHigh: 2, pixelsLow: 0, pixelsHigh: 0, numberLow: number, numberHigh: number, slot: 3,
        width, height: 10, format: 0, detail: 9, quality: 0, depth: 8, extras: 0,
      },
      rowState.hashed,
    );
  });
  return table;
}

test('equal are only files that agree in the number of their bytes, size, hash and dimensions', () => {
  const table = tableOf([
    { number: 8 },
    { number: 9 },
    { number: 9, bytes: 101 },
    { number: 9, hash: 6 },
    { number: 9, width: 11 },
    { number: 9 },
    { number: 8 },
    { number: 9 },
  ]);
  expect([...equalFiles(table, Uint32Array.of(0, 1, 2, 3, 4, 5, 6, 7))]).toEqual([1, 2, 0, 0, 0, 2, 1, 2]);
  expect([...equalFiles(table, [7, 2, 5])]).toEqual([1, 0, 1]);
  expect([...equalFiles(table, [])]).toEqual([]);
});

test('files whose bytes were not numbered equal nobody', () => {
  expect([...equalFiles(tableOf([{ number: 0 }, { number: 0 }]), [0, 1])]).toEqual([0, 0]);
});

test('finds all among many, in whatever order', () => {
  const count = 20_000;
  // Low words that crowd the same slots.
  const table = tableOf(Array.from({ length: count }, (_, i) => ({ number: 1 + 16 * (i >> 1) })));
  const rows = Uint32Array.from({ length: count }, (_, i) => (i * 7919) % count);
  const firsts = equalFiles(table, rows);
  const placeOf = new Map(Array.from(rows, (row, place) => [row, place + 1]));
  expect(rows.every((row, place) => firsts[place] === Math.min(placeOf.get(row)!, placeOf.get(row ^ 1)!))).toBe(true);
});
