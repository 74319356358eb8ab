// What a JPEG's marker segments say before and between its scans (ITU-T T.81 §B.2).
import { byteAt, place } from './file';
import { isFamiliar, longestEntry, meet, tableOf } from './huffman';
import { standardLengths, standardTables } from './standard';

// Problems, as src/core/decode/jpeg/problems.ts words them.
export const fine = 0;
export const handOn = 1;
export const truncated = 2;
export const impossibleLength = 3;
export const noPicture = 4;
export const noFrame = 5;
export const badScanHeader = 6;
export const noHuffmanTable = 7;
export const refinesNothing = 8;
export const noQuantiser = 9;
export const noSense = 10;
export const noMemory = 11;
export const twoFrames = 12;
export const shortFrame = 13;
export const emptyFrame = 14;
export const lateHeight = 15;
export const tooLarge = 16;
export const impossibleFrame = 17;
export const badHuffmanTable = 18;
export const tooManyCodes = 19;
export const badQuantiser = 20;
export const shortInterval = 21;

/** No picture of more pixels is opened; as in src/core/decode/grid.ts. */
const maxPixels: f64 = 1_000_000_000;

// Components, by their order in the frame header: id, sampling factors H and V (§A.1.1), quantisation table.
const components = memory.data(4 * 16, 16);
/** Quantisation steps by table destination: i32, in zigzag order; the first is -1 where the table is undefined (§B.2.4.1). */
const quantisers = memory.data(4 * 64 * 4, 16);
/**
 * DHT entries by destination, DC 0–3, AC 0–3, then the typical ones: their bytes, as a table may lose its place while its file is
 * still read, and their lengths, 0 where undefined (§B.2.4.2).
 */
const definitions = memory.data(12 * longestEntry, 16);
const definitionLengths = memory.data(12 * 4, 16);
const firstStandard = 8;

export let isFrame: bool = false;
export let isProgressive: bool = false;
export let width: i32 = 0;
export let height: i32 = 0;
export let count: i32 = 0;
export let maxAcross: i32 = 1;
export let maxDown: i32 = 1;
/** MCUs; 0 for no restarts. */
export let restartInterval: i32 = 0;
export let isJfif: bool = false;
/** The colour transform stated by an Adobe marker (T.872 §6.5.3), -1 for none. */
export let adobeTransform: i32 = -1;
/** Where the first Exif block lies, and how long it is; 0 for none. */
export let exifAt: i32 = 0;
export let exifSize: i32 = 0;
export let hasProfile: bool = false;

export function clear(): void {
  isFrame = false;
  isProgressive = false;
  width = 0;
  height = 0;
  count = 0;
  maxAcross = 1;
  maxDown = 1;
  restartInterval = 0;
  isJfif = false;
  adobeTransform = -1;
  exifAt = 0;
  exifSize = 0;
  hasProfile = false;
  for (let i = 0; i < 4; i++) store<i32>(quantisers + <usize>(i << 8), -1);
  memory.fill(definitionLengths, 0, firstStandard * 4);
  if (load<i32>(definitionLengths + firstStandard * 4) == 0) defineStandard();
}

/** Frames of motion JPEG come without tables and mean the typical ones of §K.3. */
function defineStandard(): void {
  let at = standardTables;
  for (let i = 0; i < 4; i++) {
    const length = load<i32>(standardLengths + (i << 2));
    memory.copy(definitions + <usize>((firstStandard + i) * longestEntry), at, length);
    store<i32>(definitionLengths + ((firstStandard + i) << 2), length);
    at += length;
  }
}

export function idOf(component: i32): i32 {
  return load<i32>(components + <usize>(component << 4));
}

export function acrossOf(component: i32): i32 {
  return load<i32>(components + <usize>(component << 4), 4);
}

export function downOf(component: i32): i32 {
  return load<i32>(components + <usize>(component << 4), 8);
}

/** The steps of a component's quantisation table: i32, in zigzag order. 0 where it is undefined. */
export function stepsOf(component: i32): usize {
  const at = quantisers + <usize>(load<i32>(components + <usize>(component << 4), 12) << 8);
  return load<i32>(at) < 0 ? 0 : at;
}

/** The place of the Huffman table at a destination, 0–3; -1 where it is undefined. */
export function dcTable(destination: i32): i32 {
  return tableAt(destination, firstStandard);
}

export function acTable(destination: i32): i32 {
  return tableAt(4 + destination, firstStandard + 2);
}

function tableAt(defined: i32, standard: i32): i32 {
  let definition = defined;
  const destination = defined & 3;
  if (load<i32>(definitionLengths + (definition << 2)) == 0) {
    if (isProgressive || destination > 1) return -1;
    definition = standard + destination;
  }
  return tableOf(definitions + <usize>(definition * longestEntry), load<i32>(definitionLengths + (definition << 2)));
}

/** Whether a table at a place, -1 for none, is one that more than one file has. */
export function isCommon(table: i32): bool {
  return table < 0 || isFamiliar(table);
}

/**
 * Takes in a marker segment other than a scan header.
 *
 * @param at Offset of its parameters, `size` bytes, which are all here.
 */
export function read(code: i32, at: i32, size: i32): i32 {
  switch (code) {
    case 0xc0: // Baseline, extended sequential and progressive, with Huffman coding.
    case 0xc1:
    case 0xc2:
      return readFrame(at, size, code == 0xc2);
    case 0xc3: // Lossless, hierarchical and arithmetic coding.
    case 0xc5:
    case 0xc6:
    case 0xc7:
    case 0xc9:
    case 0xca:
    case 0xcb:
    case 0xcd:
    case 0xce:
    case 0xcf:
    case 0xde:
      return handOn;
    case 0xc4:
      return readHuffmanTables(at, size);
    case 0xdb:
      return readQuantisers(at, size);
    case 0xdd:
      if (size < 2) return shortInterval;
      restartInterval = wordAt(at);
      return fine;
    case 0xe0: // "JFIF", 0
      if (size >= 14 && load<u32>(place(at)) == 0x4649464a && byteAt(at + 4) == 0) isJfif = true;
      return fine;
    case 0xe1: // "Exif", 0, 0
      if (exifSize == 0 && size >= 6 && load<u32>(place(at)) == 0x66697845 && wordAt(at + 4) == 0) {
        exifAt = at;
        exifSize = size;
      }
      return fine;
    case 0xe2:
      if (isProfile(at, size)) hasProfile = true;
      return fine;
    case 0xee: // "Adobe"
      if (size >= 12 && load<u32>(place(at)) == 0x626f6441 && byteAt(at + 4) == 0x65) adobeTransform = byteAt(at + 11);
      return fine;
    default:
      return fine;
  }
}

/** "ICC_PROFILE" (ICC.1:2022, annex B.4). */
export function isProfile(at: i32, size: i32): bool {
  return size >= 12 && load<u64>(place(at)) == 0x464f52505f434349 && load<u32>(place(at + 8)) == 0x00454c49;
}

function wordAt(at: i32): i32 {
  return (byteAt(at) << 8) | byteAt(at + 1);
}

/** §B.2.2 */
function readFrame(at: i32, size: i32, progressive: bool): i32 {
  if (isFrame) return twoFrames;
  const listed = size > 5 ? byteAt(at + 5) : 0;
  if (size < 6 || size < 6 + 3 * listed) return shortFrame;
  if (byteAt(at) != 8) return handOn;
  height = wordAt(at + 1);
  width = wordAt(at + 3);
  if (width == 0 || listed == 0) return emptyFrame;
  if (height == 0) return lateHeight;
  if (<f64>width * <f64>height > maxPixels) return tooLarge;
  if (listed != 1 && listed != 3 && listed != 4) return handOn;
  for (let i = 0; i < listed; i++) {
    const from = at + 6 + 3 * i;
    const across = byteAt(from + 1) >>> 4;
    const down = byteAt(from + 1) & 15;
    const quantiser = byteAt(from + 2);
    if (across < 1 || across > 4 || down < 1 || down > 4 || quantiser > 3) return impossibleFrame;
    const component = components + <usize>(i << 4);
    store<i32>(component, byteAt(from));
    store<i32>(component, across, 4);
    store<i32>(component, down, 8);
    store<i32>(component, quantiser, 12);
    maxAcross = max(maxAcross, across);
    maxDown = max(maxDown, down);
  }
  count = listed;
  isProgressive = progressive;
  isFrame = true;
  return fine;
}

/** §B.2.4.2 */
function readHuffmanTables(start: i32, size: i32): i32 {
  const stop = start + size;
  let at = start;
  while (at < stop) {
    const kind = byteAt(at) >>> 4;
    const destination = byteAt(at) & 15;
    let symbols = 0;
    for (let i = 1; i <= 16 && at + i < stop; i++) symbols += byteAt(at + i);
    const end = at + 17 + symbols;
    if (kind > 1 || destination > 3 || symbols > 256 || end > stop) return badHuffmanTable;
    const definition = (kind << 2) + destination;
    const length = 16 + symbols;
    const entry = definitions + <usize>(definition * longestEntry);
    memory.copy(entry, place(at + 1), length);
    store<i32>(definitionLengths + (definition << 2), length);
    const table = tableOf(entry, length);
    if (table < 0) return tooManyCodes;
    meet(table);
    at = end;
  }
  return fine;
}

/** §B.2.4.1 */
function readQuantisers(start: i32, size: i32): i32 {
  const stop = start + size;
  let at = start;
  while (at < stop) {
    const wide = byteAt(at) >>> 4 != 0;
    const destination = byteAt(at) & 15;
    const end = at + (wide ? 129 : 65);
    if (destination > 3 || end > stop) return badQuantiser;
    const steps = quantisers + <usize>(destination << 8);
    for (let i = 0; i < 64; i++) store<i32>(steps + (i << 2), wide ? wordAt(at + 1 + 2 * i) : byteAt(at + 1 + i));
    at = end;
  }
  return fine;
}
