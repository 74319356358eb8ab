/** Symbols of a Huffman table are decoded through their first 8 bits; longer codes by comparing. */
const lookBits = 8;

/**
 * A Huffman table as a JPEG file defines it (ITU-T T.81 §C), ready to decode one symbol at a time. The fast
 * tables of `tables.ts` are made from it.
 */
export interface HuffmanTable {
  /** Unique among all tables of this thread. */
  readonly id: number;
  /** By the next 8 bits: code length << 8 | symbol; 0 where the code is longer or there is none. */
  readonly look: Uint16Array;
  /** By code length 1–16: the first 16-bit window, as a number, that lies beyond all codes of that length. */
  readonly beyond: Int32Array;
  /** By code length: what to add to a code of that length to get its place in `symbols`. */
  readonly shift: Int32Array;
  readonly symbols: Uint8Array;
  /** Whether it was met more than once. */
  familiar: boolean;
}

let made = 0;

/**
 * Builds a table from the body of a DHT entry: 16 counts of codes by length, then the symbols (§B.2.4.2).
 * Null where the counts claim more codes than there are (§C.2).
 */
function buildTable(entry: Uint8Array): HuffmanTable | null {
  const look = new Uint16Array(1 << lookBits);
  const beyond = new Int32Array(17);
  const shift = new Int32Array(17);
  // A copy: the table outlives the file, and `slice` of a Buffer would be a view of memory that the next file is read into.
  const symbols = new Uint8Array(entry.subarray(16));
  let code = 0;
  let index = 0;
  for (let length = 1; length <= 16; length++) {
    const count = entry[length - 1]!;
    shift[length] = index - code;
    if (length <= lookBits) {
      for (let i = 0; i < count; i++) {
        const first = (code + i) << (lookBits - length);
        look.fill((length << 8) | symbols[index + i]!, first, first + (1 << (lookBits - length)));
      }
    }
    code += count;
    index += count;
    if (code > 1 << length) return null;
    beyond[length] = code << (16 - length);
    code <<= 1;
  }
  return { id: ++made, look, beyond, shift, symbols, familiar: false };
}

/**
 * Decodes the symbol that a 16-bit window begins with: code length << 8 | symbol, or 0 where no code of the
 * table fits (§F.2.2.3).
 */
export function decodeSymbol(table: HuffmanTable, window: number): number {
  const quick = table.look[window >>> (16 - lookBits)]!;
  if (quick !== 0) return quick;
  for (let length = lookBits + 1; length <= 16; length++) {
    if (window < table.beyond[length]!) {
      return (length << 8) | table.symbols[(window >>> (16 - length)) + table.shift[length]!]!;
    }
  }
  return 0;
}

/** Cameras and web sites write the same few tables into every file; those are built once. */
const known = new Map<string, HuffmanTable | null>();
const knownLimit = 64;

/** The table of a DHT entry (16 counts, then the symbols), built or remembered; null where it is malformed. */
export function huffmanTable(entry: Uint8Array): HuffmanTable | null {
  const key = Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength).toString('latin1');
  const found = known.get(key);
  if (found !== undefined) {
    if (found !== null) found.familiar = true;
    return found;
  }
  const table = buildTable(entry);
  if (known.size >= knownLimit) known.clear();
  known.set(key, table);
  return table;
}
