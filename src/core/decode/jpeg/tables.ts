import { decodeSymbol, type HuffmanTable } from './huffman';

/**
 * Fast tables: what a window of bits says about the coefficients that follow, several symbols at once.
 *
 * An entry packs  DC difference << 16 | bits to advance << 8 | coefficients to advance.  The number of AC
 * coefficients (0–63) carries `endOfBlock` where the block ends with the entry, so that one comparison
 * tells whether a block goes on. Entries are made when they are first met, as a file touches few of them.
 * The entry `unmade` claims so many coefficients that it always overruns a block, which is how the reader
 * comes to ask for it without a test of its own.
 *
 * A wide window takes fewer steps; a narrow one is sooner filled, and wins in a small file with Huffman tables
 * of its own. Both were chosen by measuring.
 */
export const windowBits = { narrow: 10, wide: 12 } as const;
export const endOfBlock = 128;
export const unmade = 255;
/** Greatest valid coefficient count of a block that ended by an end-of-block symbol: 62 before it. */
export const lastEnd = endOfBlock + 62;

const tableSize = 1 << windowBits.wide;
const capacity = 32;

/** All fast tables, one after another; a table is named by the place of its first entry. */
export const entries = new Int32Array(capacity * tableSize);

/** The symbols a fast table stands for. */
interface Slot {
  readonly key: string;
  /** Null in a table that begins inside a block. */
  readonly dc: HuffmanTable | null;
  /** Null in a progressive DC scan, where a block is one DC difference, or one bit when `dc` is null too. */
  readonly ac: HuffmanTable | null;
  /** How many bits of the window choose an entry. */
  readonly bits: number;
  used: number;
}

const slots: Slot[] = [];
const places = new Map<string, number>();
let clock = 0;

/**
 * The place in `entries` of the table for these symbols: `dc` then `ac` from the start of a block, `ac`
 * alone from inside it, `dc` alone for a progressive first DC scan, neither for a refining one (ITU-T T.81
 * §F.2.2, §G.1.2.1). A place is good until `capacity` others have been asked for.
 *
 * @param bits Width of the window, at most `windowBits.wide`.
 */
export function fastTable(dc: HuffmanTable | null, ac: HuffmanTable | null, bits: number): number {
  const key = `${dc?.id ?? 0},${ac?.id ?? 0},${bits}`;
  const known = places.get(key);
  if (known !== undefined) {
    slots[known]!.used = ++clock;
    return known * tableSize;
  }
  let place = slots.length;
  if (place === capacity) {
    place = 0;
    for (let i = 1; i < capacity; i++) if (slots[i]!.used < slots[place]!.used) place = i;
    places.delete(slots[place]!.key);
  }
  slots[place] = { key, dc, ac, bits, used: ++clock };
  places.set(key, place);
  entries.fill(unmade, place * tableSize, place * tableSize + (1 << bits));
  return place * tableSize;
}

/** The value of a DC difference from its extra bits (§F.2.2.1, EXTEND). */
function extend(bits: number, category: number): number {
  return category > 0 && bits < 1 << (category - 1) ? bits - (1 << category) + 1 : bits;
}

/** An AC symbol as an entry (§F.2.2.2): run << 4 | size, and its code's length. */
function acEntry(found: number): number {
  const run = (found >>> 4) & 15;
  const size = found & 15;
  const length = found >>> 8;
  if (size === 0 && run !== 15) return (length << 8) | endOfBlock;
  return ((length + size) << 8) | (run + 1);
}

/** Adds to an entry the AC symbols whose codes lie wholly in the window. */
function extendEntry(entry: number, ac: HuffmanTable, window: number, width: number): number {
  let bits = (entry >>> 8) & 31;
  let count = entry & 255;
  while (bits < width && count < 63) {
    const found = decodeSymbol(ac, (window << bits) & 0xffff);
    if (found === 0 || bits + (found >>> 8) > width) break;
    const next = acEntry(found);
    if ((next & 255) !== endOfBlock && count + (next & 255) > 63) break;
    bits += next >>> 8;
    count += next & 255;
    if (count >= endOfBlock) break;
  }
  return (entry & ~0x1fff) | (bits << 8) | count;
}

/** The 16 bits at a position. */
function windowAt(data: DataView, position: number): number {
  return (data.getInt32(position >>> 3) << (position & 7)) >>> 16;
}

/**
 * The entry for the start of a block, made and stored if the window holds its whole DC difference, else for
 * that difference alone. 0: no such symbol.
 */
export function startEntry(table: number, data: DataView, position: number): number {
  const { dc, ac, bits: width } = slots[table / tableSize]!;
  const window = windowAt(data, position);
  const index = window >>> (16 - width);
  if (dc === null) return (entries[table + index] = ((window >>> 15) << 16) | (1 << 8) | endOfBlock);
  const found = decodeSymbol(dc, window);
  const length = found >>> 8;
  const category = found & 255;
  if (found === 0 || category > 15) return 0;
  const bits = length + category;
  const value = category === 0 ? 0 : windowAt(data, position + length) >>> (16 - category);
  const entry = (extend(value, category) << 16) | (bits << 8) | (ac === null ? endOfBlock : 0);
  if (bits > width) return entry;
  const whole = ac === null ? entry : extendEntry(entry, ac, index << (16 - width), width);
  entries[table + index] = whole;
  return whole;
}

/**
 * The entry for AC symbols when `count` coefficients of the block are known: the stored one, made if need
 * be, where it ends within the block, else that of the next symbol alone. 0: no such symbol, or it points
 * past the 63rd coefficient.
 */
export function innerEntry(table: number, data: DataView, position: number, count: number): number {
  const { ac, bits: width } = slots[table / tableSize]!;
  const window = windowAt(data, position);
  const index = window >>> (16 - width);
  if (ac === null) return 0;
  if (entries[table + index] === unmade) {
    const made = extendEntry(0, ac, index << (16 - width), width);
    if (made !== 0) entries[table + index] = made;
  }
  const stored = entries[table + index]!;
  if (stored !== unmade && fits(count + (stored & 255))) return stored;
  const found = decodeSymbol(ac, window);
  if (found === 0) return 0;
  const entry = acEntry(found);
  return fits(count + (entry & 255)) ? entry : 0;
}

function fits(count: number): boolean {
  return count <= 63 || (count >= endOfBlock && count <= lastEnd);
}
