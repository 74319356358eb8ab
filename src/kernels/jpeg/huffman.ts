// Huffman tables as JPEG files define them (ITU-T T.81 §C), decoded one symbol at a time. The tables of `windows.ts`, which
// the scan loop reads, are made from these.

/** Tables that can be told apart at a time. */
export const tableCount = 64;
/** Symbols are decoded through their first 8 bits; longer codes by comparing. */
const lookBits = 8;

// A table lies in memory as: by the next 8 bits, code length << 8 | symbol, or 0 where the code is longer or there is none
// (256 × u16); by code length 0–16, the first 16-bit window that lies beyond all codes of that length (17 × i32), and what to
// add to a code of that length to get its place among the symbols (17 × i32); the symbols (256 × u8).
const beyondAt = 2 << lookBits;
const shiftAt = beyondAt + 68;
const symbolsAt = shiftAt + 68;
const tableSize = symbolsAt + 256;

const tables = memory.data(tableCount * tableSize, 16);

/**
 * Builds table number `table` from the body of a DHT entry at `entry`: 16 counts of codes by length, then the symbols
 * (§B.2.4.2). False where the counts claim more codes than there are (§C.2).
 */
export function build(table: i32, entry: usize): bool {
  const at = tables + <usize>(table * tableSize);
  memory.fill(at, 0, tableSize);
  let code = 0;
  let index = 0;
  for (let length = 1; length <= 16; length++) {
    const count = <i32>load<u8>(entry + length - 1);
    if (code + count > 1 << length || index + count > 256) return false;
    store<i32>(at + shiftAt + (length << 2), index - code);
    if (length <= lookBits) {
      const spread = 1 << (lookBits - length);
      for (let i = 0; i < count; i++) {
        const found = <u16>((length << 8) | <i32>load<u8>(entry + 16 + index + i));
        const first = at + (((code + i) << (lookBits - length)) << 1);
        for (let j = 0; j < spread; j++) store<u16>(first + (j << 1), found);
      }
    }
    code += count;
    index += count;
    store<i32>(at + beyondAt + (length << 2), code << (16 - length));
    code <<= 1;
  }
  memory.copy(at + symbolsAt, entry + 16, index);
  return true;
}

/**
 * The symbol that a 16-bit window begins with: code length << 8 | symbol, or 0 where no code of the table fits (§F.2.2.3).
 */
export function decodeSymbol(table: i32, window: i32): i32 {
  const at = tables + <usize>(table * tableSize);
  const quick = <i32>load<u16>(at + ((window >>> (16 - lookBits)) << 1));
  if (quick != 0) return quick;
  for (let length = lookBits + 1; length <= 16; length++) {
    if (window < load<i32>(at + beyondAt + (length << 2))) {
      const place = (window >>> (16 - length)) + load<i32>(at + shiftAt + (length << 2));
      return (length << 8) | <i32>load<u8>(at + symbolsAt + place);
    }
  }
  return 0;
}
