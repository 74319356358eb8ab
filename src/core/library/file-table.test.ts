import { expect, test } from 'vitest';
import { contentKey } from './content-key';
import { FileIds } from './file-ids';
import { FileTable, rowState } from './file-table';

test('keeps paths, sizes and times of many files in many folders', () => {
  const table = new FileTable();
  const path = (i: number): string => `/photos/folder ${Math.floor(i / 10)}/IMG_${i}.jpg`;
  for (let i = 0; i < 5000; i++) expect(table.add(path(i), i * 3, i / 2)).toBe(i);
  for (const i of [0, 1023, 1024, 2500, 4999]) {
    expect(table.path(i)).toBe(path(i));
    expect(table.task(i)).toEqual({ row: i, path: path(i), bytes: i * 3, modified: i / 2 });
  }
});

test('a file directly below the root keeps its path', () => {
  const table = new FileTable();
  expect(table.path(table.add('/a.jpg', 1, 1))).toBe('/a.jpg');
});

test('a batch sets the fingerprints of its rows alone', () => {
  const table = new FileTable();
  for (let i = 0; i < 4; i++) table.add(`/p/${i}`, 1, 1);
  table.applyBatch({
    rows: Uint32Array.of(3, 1),
    hashes: Uint32Array.of(0xffffffff, 2, 3, 4),
    contents: Uint32Array.of(5, 6, 7, 0xfffffffe),
    pixels: Uint32Array.of(8, 9, 0xfffffffd, 0),
    numbers: Uint32Array.of(10, 11, 0xfffffffc, 0xfffffffb),
    qualities: Uint8Array.of(90, 0),
    depths: Uint8Array.of(8, 16),
    extras: Uint8Array.of(3, 0),
    records: new Uint8Array(2),
    widths: Uint32Array.of(30, 10),
    heights: Uint32Array.of(31, 11),
    formats: Uint8Array.of(1, 2),
    details: Uint16Array.of(5, 600),
    failures: [],
  }, Uint32Array.of(41, 42));
  expect([...table.fingerprinted()]).toEqual([1, 3]);
  expect(table.columns.hashes[6]).toBe(0xffffffff);
  expect(table.columns.contents[3]).toBe(0xfffffffe);
  expect([...table.columns.pixels.subarray(0, 8)]).toEqual([0, 0, 0xfffffffd, 0, 0, 0, 8, 9]);
  expect([...table.columns.numbers.subarray(0, 8)]).toEqual([0, 0, 0xfffffffc, 0xfffffffb, 0, 0, 10, 11]);
  expect([contentKey(table, 0), contentKey(table, 1), contentKey(table, 3)]).toEqual([null, '1-fffffffbfffffffc', '1-0000000b0000000a']);
  const { qualities, depths, extras } = table.columns;
  expect([1, 3].map((row) => [qualities[row], depths[row], extras[row]])).toEqual([[0, 16, 0], [90, 8, 3]]);
  expect([...table.columns.slots.subarray(0, 4)]).toEqual([0, 42, 0, 41]);
  expect(table.columns.details[1]).toBe(600);
  expect(table.columns.widths[1]).toBe(10);
  table.setState(3, rowState.removed);
  expect([...table.fingerprinted()]).toEqual([1]);
});

test('ids name the rows of their own library and nothing else', () => {
  const table = new FileTable();
  for (let i = 0; i < 50; i++) table.add(`/p/${i}`, 1, 1);
  const ids = new FileIds(table);
  expect(ids.rowOf(ids.idOf(49))).toBe(49);
  const stranger = new FileIds(table).idOf(1);
  const token = ids.idOf(1).split('.')[0] ?? '';
  for (const id of [stranger, '', 'x', `${token}.zzzz`, `${token}.-1`, `${token}.01`, `${token}.1.2`, `${token}.`]) {
    expect(() => ids.rowOf(id), id).toThrow('no longer there');
  }
});
