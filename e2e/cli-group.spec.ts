import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './cli';

/** Hashes by their low 32 bits, as the file has them. */
function hashFile(...lows: readonly number[]): Uint8Array {
  return new Uint8Array(BigUint64Array.from(lows, BigInt).buffer);
}

test('group reads bare hashes and writes which positions belong together', async ({ cli, home }) => {
  // Positions 0, 2 and 5 within two bits of 0; 1 and 3 equal; 4 alone.
  await writeFile(join(home.pictures, 'hashes.bin'), hashFile(0b1, 0xffff0000, 0b10, 0xffff0000, 0xff00, 0));
  const json = '{"groups":[\n[0,2,5],\n[1,3]\n]}\n';
  const summary = /^6 hashes in [\d.]+ s with 1 worker: 2 groups\.\n$/;
  expect(await cli('group', 'hashes.bin', '--radius', '2', '--workers', '1')).toEqual({ code: 0, stdout: json, stderr: expect.stringMatching(summary) });
  const run = await cli('group', 'hashes.bin', '--radius', '2', '--workers', '3', '--json', 'groups.json');
  expect(run).toMatchObject({ code: 0, stdout: '' });
  expect(await readFile(join(home.pictures, 'groups.json'), 'utf8')).toBe(json);

  await writeFile(join(home.pictures, 'none.bin'), '');
  expect(await cli('group', 'none.bin')).toMatchObject({ code: 0, stdout: '{"groups":[\n]}\n' });
});

test('group says what is wrong with a file of hashes, and ends with 2', async ({ cli, home }) => {
  await writeFile(join(home.pictures, 'odd.bin'), 'nine chars');
  await writeFile(join(home.pictures, 'fine.bin'), hashFile(1));
  await mkdir(join(home.pictures, 'Folder'));
  const range = 'A whole number from 0 to 16 is wanted.\n(lookalike --help tells more)\n';
  const cases: readonly (readonly [args: readonly string[], stderr: string])[] = [
    [['odd.bin'], 'lookalike: “odd.bin” holds no whole number of hashes: its 10 bytes can’t be divided by 8.\n'],
    [['gone.bin'], 'lookalike: “gone.bin” is not there. Check the path.\n'],
    [['Folder'], 'lookalike: “Folder” can’t be read: it is a folder.\n'],
    [['fine.bin', '--radius', '17'], `lookalike: option '--radius <bits>' argument '17' is invalid. ${range}`],
    [['fine.bin', '--json', 'gone/x.json'], `lookalike: “${join(home.pictures, 'gone/x.json')}” can’t be written: the folder for it is not there.\n`],
  ];
  for (const [args, stderr] of cases) expect(await cli('group', ...args), args.join(' ')).toEqual({ code: 2, stdout: '', stderr });
});
