import { recordSize } from '../../matching/record';
import type { HashBatch, HashFailure, HashTask } from '../../ports';

/** Tasks of files in folders of twenty, whose names are as odd as names get. */
export function sampleTasks(count = 60): HashTask[] {
  return Array.from({ length: count }, (_, row) => ({
    row,
    path: `/photos/a ${Math.floor(row / 20)}/${row}${oddNames[row % oddNames.length] ?? ''}`,
    bytes: 1000 + row,
    modified: 1_700_000_000_000.25 + row,
  }));
}

const oddNames = ['plain.jpg', 'new\nline.jpg', `it's "quoted".png`, '🦊 100%.webp', 'naïve\\slash.gif', ''];

/** Answers of which each tells which row it belongs to, in every column and all through its record. */
export function sampleBatch(tasks: readonly HashTask[], failures: readonly HashFailure[] = []): HashBatch {
  const records = new Uint8Array(tasks.length * recordSize);
  tasks.forEach(({ row }, i) => records.set(sampleRecord(row), i * recordSize));
  return {
    rows: Uint32Array.from(tasks, (task) => task.row),
    hashes: Uint32Array.from(tasks.flatMap((task) => [0xffff_fff0 + (task.row % 8), task.row])),
    contents: Uint32Array.from(tasks.flatMap((task) => [task.row, 0xffff_ff00 + (task.row % 8)])),
    pixels: Uint32Array.from(tasks.flatMap((task) => [0xffff_0000 + task.row, task.row % 3])),
    numbers: Uint32Array.from(tasks.flatMap((task) => [task.row, 0xffff_fe00 + task.row])),
    qualities: Uint8Array.from(tasks, (task) => task.row % 101),
    depths: Uint8Array.from(tasks, (task) => 8 * (task.row % 3)),
    extras: Uint8Array.from(tasks, (task) => task.row % 16),
    records,
    widths: Uint32Array.from(tasks, (task) => task.row + 1),
    heights: Uint32Array.from(tasks, (task) => task.row + 2),
    formats: Uint8Array.from(tasks, (task) => task.row % 7),
    details: Uint16Array.from(tasks, (task) => task.row % 256),
    failures,
  };
}

export function sampleRecord(row: number): Uint8Array {
  return Uint8Array.from({ length: recordSize }, (_, i) => (row * 31 + i * 7 + (i >>> 8)) & 255);
}
