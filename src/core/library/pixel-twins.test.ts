import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type GroupKind, groupKinds, type Likeness, likenesses } from '../../shared/groups';
import { groupColumns, undecided } from '../grouping/group-columns';
import type { GroupOutput } from '../ports';
import { FakeWorkers } from '../testing/fake-pool';
import { FileTable } from './file-table';
import { PixelTwins } from './pixel-twins';

const [identical, similar] = [likenesses.indexOf('identical'), likenesses.indexOf('similar')];
let folder: string;
let workers: FakeWorkers;
let table: FileTable;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lookalike-twins-'));
  workers = new FakeWorkers();
  table = new FileTable();
});

afterEach(() => rmSync(folder, { recursive: true }));

function add(name: string, picture: string | null): number {
  const path = join(folder, name);
  writeFileSync(path, name);
  if (picture !== null) workers.pictures.set(path, picture);
  return table.add(path, name.length, 1);
}

/** One group of all files, which are the rows as they were added, backwards. */
function group(codes: readonly number[]): { readonly output: GroupOutput; readonly rows: Uint32Array } {
  const output = groupColumns(1, codes.length);
  output.starts[1] = codes.length;
  output.members.set(codes.map((_, i) => i));
  output.likenesses.set(codes);
  output.kinds[0] = groupKinds.indexOf('similar');
  return { output, rows: Uint32Array.from(codes, (_, i) => codes.length - 1 - i) };
}

function said({ likenesses: codes, kinds }: GroupOutput): { kind: GroupKind; likenesses: Likeness[] } {
  return { kind: groupKinds[kinds[0]!]!, likenesses: Array.from(codes, (code) => likenesses[code]!) };
}

it('tells equal pixels from others, and decodes no file twice', async () => {
  add('other', 'a tree');
  add('equal', 'a house');
  add('keeper', 'a house');
  const { output, rows } = group([identical, similar + undecided, similar + undecided]);
  const twins = new PixelTwins(table, workers.createPool(1), null, new AbortController().signal);
  expect(said(await twins.decide(output, rows))).toEqual({ kind: 'similar', likenesses: ['identical', 'same-pixels', 'similar'] });
  await twins.decide(output, rows);
  expect(workers.decoded).toHaveLength(3);
});

it('calls a group by what all its files are', async () => {
  add('equal', 'a house');
  add('copy', 'a house');
  add('keeper', 'a house');
  const { output, rows } = group([identical, identical, similar + undecided]);
  const twins = new PixelTwins(table, workers.createPool(1), null, new AbortController().signal);
  expect(said(await twins.decide(output, rows)).kind).toBe('same-pixels');
});

it('leaves alone what is decided, and calls what cannot be decoded, or was not in time, similar', async () => {
  add('undecodable', null);
  add('keeper', 'a house');
  const pool = workers.createPool(1);
  const { output, rows } = group([identical, similar]);
  expect(await new PixelTwins(table, pool, null, new AbortController().signal).decide(output, rows)).toBe(output);
  const open = group([identical, similar + undecided]);
  expect(said(await new PixelTwins(table, pool, null, new AbortController().signal).decide(open.output, open.rows)).likenesses[1]).toBe('similar');
  expect(workers.decoded.length).toBeGreaterThan(0);
  workers.decoded.length = 0;
  expect(said(await new PixelTwins(table, pool, null, AbortSignal.abort()).decide(open.output, open.rows)).likenesses[1]).toBe('similar');
  expect(workers.decoded).toEqual([]);
});
