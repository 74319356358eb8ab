import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EngineBench, looks } from './testing/engine-bench';

let bench: EngineBench;
let shown: string[];

beforeEach(() => {
  bench = new EngineBench();
  shown = [];
});

afterEach(() => bench.clear());

async function scanned(...names: readonly string[]): Promise<readonly string[]> {
  for (const name of names) bench.make(name, looks[0]!, 'the same');
  await bench.scan();
  const files = (await bench.groups())[0]!.members.map(({ file }) => file);
  return names.map((name) => files.find((file) => file.name === name)!.id);
}

test('files are shown and opened by the host, by their ids, as long as they are there', async () => {
  bench.host = { reveal: (path) => void shown.push(`reveal ${path}`), open: (path) => Promise.resolve(shown.push(`open ${path}`) > 0 ? null : '') };
  await bench.open();
  const [file] = await scanned('a.JPG', 'b.jpg');
  await bench.call('files.reveal', { file: file! });
  await bench.call('files.open', { file: file! });
  const path = join(bench.home, 'photos/a.JPG');
  expect(shown).toEqual([`reveal ${path}`, `open ${path}`]);
  expect(await bench.refusal('files.open', { file: path })).toMatchObject({ kind: 'not-found' });
  rmSync(path);
  for (const name of ['files.open', 'files.reveal']) expect(await bench.refusal(name, { file })).toEqual({ kind: 'not-found', what: '“a.JPG”' });
  expect(shown).toHaveLength(2);
});

test('what is not named like a picture is not opened, and a host says why it could not', async () => {
  bench.host = { open: () => Promise.resolve('no program for it') };
  await bench.open();
  const [program, nameless, picture] = await scanned('photo.jpg.exe', 'photo', 'photo.jpg');
  for (const file of [program, nameless]) expect(await bench.refusal('files.open', { file })).toMatchObject({ kind: 'unsupported-here', detail: expect.stringContaining('not named like a picture') as string });
  expect(await bench.refusal('files.open', { file: picture })).toMatchObject({ detail: expect.stringContaining('no program for it') as string });
});

test('a host without a desktop does neither', async () => {
  await bench.open();
  const [file] = await scanned('a.jpg', 'b.jpg');
  for (const name of ['files.open', 'files.reveal']) expect(await bench.refusal(name, { file })).toMatchObject({ kind: 'unsupported-here' });
});
