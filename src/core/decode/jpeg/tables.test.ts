import { expect, it } from 'vitest';
import { huffmanTable, windowTable } from './tables';

/** A table of one code of 9 bits, for a symbol. */
function tableFor(symbol: number): Buffer {
  return Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, symbol]);
}

it('keeps a table right when the buffer that it was read from is used for the next file', () => {
  const buffer = tableFor(0x41);
  const table = huffmanTable(buffer);
  buffer.fill(0xee);
  expect(huffmanTable(tableFor(0x41))).toBe(table);
});

it('refuses a table of too many codes, each time', () => {
  const entry = Buffer.concat([Buffer.from([3]), Buffer.alloc(15), Buffer.from([1, 2, 3])]);
  expect([huffmanTable(entry), huffmanTable(entry)]).toEqual([null, null]);
});

it('builds a table anew that lost its place to others while a file still uses it', () => {
  const first = huffmanTable(tableFor(1));
  const window = windowTable(null, first, 'one-symbol');
  for (let symbol = 2; symbol < 80; symbol++) huffmanTable(tableFor(symbol));
  // Another number: what the old window holds was made of a table that is no longer there.
  expect(windowTable(null, first, 'one-symbol')).not.toBe(window);
});
