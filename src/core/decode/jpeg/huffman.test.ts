import { expect, it } from 'vitest';
import { decodeSymbol, huffmanTable } from './huffman';

it('keeps a table right when the buffer that it was read from is used for the next file', () => {
  // One code of 9 bits, for the symbol 0x41.
  const buffer = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0x41]);
  const table = huffmanTable(buffer);
  buffer.fill(0xee);
  expect(table && decodeSymbol(table, 0)).toBe((9 << 8) | 0x41);
});
