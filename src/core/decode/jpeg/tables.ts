import { copyIn, kernel } from './kernel';
import { Places } from './places';

/** A Huffman table as a file defines it: the bytes of its DHT entry, and where the kernel keeps what it made of them. */
export interface HuffmanTable {
  readonly entry: string;
  /** Unique among all tables that were ever built. */
  readonly id: number;
  readonly place: number;
  /** Whether it was met more than once. */
  familiar: boolean;
}

/**
 * What an entry of a window table holds: as many symbols as fit, one, as suits a small file with tables of its own, or one AC
 * symbol with its value.
 */
export type EntryKind = keyof typeof entryKinds;
/** As src/kernels/jpeg/windows.ts numbers them. */
const entryKinds = { 'many-symbols': 0, 'one-symbol': 1, value: 2 } as const;

/** As many as the kernel keeps (src/kernels/jpeg/huffman.ts, windows.ts), and more than one scan can use. */
const tablePlaces = new Places<string>(64);
const windowPlaces = new Places<string>(32);
/** By place; null where an entry made no sense. */
const tables: (HuffmanTable | null)[] = [];
let built = 0;

/**
 * The table of a DHT entry: 16 counts of codes by length, then the symbols (ITU-T T.81 §B.2.4.2). Null where the counts claim
 * more codes than there are. Cameras and web sites write the same few tables into every file; those are built once.
 */
export function huffmanTable(entry: Uint8Array): HuffmanTable | null {
  const text = Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength).toString('latin1');
  const before = built;
  const table = tableOf(text);
  if (table !== null && built === before) table.familiar = true;
  return table;
}

function tableOf(entry: string): HuffmanTable | null {
  const known = tablePlaces.find(entry);
  if (known !== undefined) return tables[known] ?? null;
  const place = tablePlaces.claim(entry);
  copyIn(Buffer.from(entry, 'latin1'), kernel.definitionAt());
  const table = kernel.defineTable(place) === 0 ? null : { entry, id: ++built, place, familiar: false };
  tables[place] = table;
  return table;
}

/**
 * The number of the window table for these symbols: `dc` then `ac` from the start of a block, `ac` alone from inside it, `dc`
 * alone for a progressive first DC scan, neither for a refining one (§F.2.2, §G.1.2.1). To be asked for anew for each scan.
 *
 * @param kind What its entries shall hold.
 */
export function windowTable(dc: HuffmanTable | null, ac: HuffmanTable | null, kind: EntryKind): number {
  const dcTable = current(dc);
  const acTable = current(ac);
  const key = `${dcTable?.id ?? 0},${acTable?.id ?? 0},${kind}`;
  const known = windowPlaces.find(key);
  if (known !== undefined) return known;
  const window = windowPlaces.claim(key);
  kernel.assignWindow(window, dcTable?.place ?? -1, acTable?.place ?? -1, entryKinds[kind]);
  return window;
}

/** Where the kernel has a table now; -1 for none. */
export function placeOf(table: HuffmanTable | null): number {
  return current(table)?.place ?? -1;
}

/** A table as the kernel has it now: a file may define so many that one in use lost its place. */
function current(table: HuffmanTable | null): HuffmanTable | null {
  return table === null ? null : tableOf(table.entry);
}
