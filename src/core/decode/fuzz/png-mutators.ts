import { deflateSync, inflateSync } from 'node:zlib';
import { flipBits, joined, mutateBlindly, truncate } from './blind';
import { bitDepths, dataChunks, rowLengths, signature, writeChunk, type Chunk, type PngKind } from './png-maker';
import type { Random } from './random';

/** A PNG file taken apart. What is written of it has right checksums, so that a change reaches what lies behind them. */
interface Parts {
  readonly kind: PngKind;
  chunks: Chunk[];
  /** The filtered rows, to be compressed again; null to leave the data as they are. */
  rows: Uint8Array | null;
  /** What chunks say their lengths are, where that is not so. */
  readonly lengths: Map<Chunk, number>;
}

type Mutator = (parts: Parts, random: Random, other: Uint8Array) => void;

const mutators: readonly [Mutator, ...Mutator[]] = [
  changeHeader, changeHeader, changeFilters, changeFilters, changeRows, changeRows, changeAmount, changeStream,
  changeLength, changeName, changeOrder, changeColours, changeColours, addExif, changeBody, splice,
];

/**
 * A PNG file changed by what it consists of: its chunks, its header, its rows and their filters, its compressed stream.
 *
 * @param other Another PNG file, to take chunks from.
 */
export function mutatePng(file: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  const parts = takeApart(file);
  for (let n = random.below(3); n >= 0; n--) random.pick(mutators)(parts, random, other);
  if (parts.rows) replaceData(parts, dataChunks(parts.rows, random));
  const written = joined([signature, ...parts.chunks.map((chunk) => writeChunk(chunk, parts.lengths.get(chunk)))]);
  if (random.chance(0.05)) return flipBits(written, random);
  return random.chance(0.1) ? truncate(written, random) : written;
}

function takeApart(file: Uint8Array): Parts {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const chunks: Chunk[] = [];
  for (let at = 8; at + 12 <= file.length; at += 12 + view.getUint32(at)) {
    const body = file.subarray(at + 8, at + 8 + view.getUint32(at));
    chunks.push({ name: String.fromCharCode(...file.subarray(at + 4, at + 8)), body });
  }
  const kind = { width: view.getUint32(16), height: view.getUint32(20), bitDepth: file[24]!, colourType: file[25]!, interlaced: file[28] === 1 };
  return { kind, chunks, rows: null, lengths: new Map() };
}

function rowsOf(parts: Parts): Uint8Array {
  const packed = joined(parts.chunks.filter(({ name }) => name === 'IDAT').map(({ body }) => body));
  try {
    return (parts.rows ??= new Uint8Array(inflateSync(packed, { maxOutputLength: 1 << 20 })));
  } catch {
    // An earlier mutation has broken the stream: there are no rows any more, and none is as odd as any.
    return (parts.rows = new Uint8Array(0));
  }
}

function replaceData(parts: Parts, data: readonly Chunk[]): void {
  const first = parts.chunks.findIndex(({ name }) => name === 'IDAT');
  const others = parts.chunks.filter(({ name }) => name !== 'IDAT');
  others.splice(first < 0 ? others.length : first, 0, ...data);
  parts.chunks = others;
}

function anyOf(parts: Parts, random: Random, name?: string): Chunk | undefined {
  const fitting = name === undefined ? parts.chunks : parts.chunks.filter((chunk) => chunk.name === name);
  return fitting[random.below(fitting.length)];
}

/** Size, bit depth, colour type, interlace; half of the time the rows stay right for it in number and length. */
function changeHeader(parts: Parts, random: Random): void {
  const header = anyOf(parts, random, 'IHDR');
  if (!header || header.body.length < 13) return;
  const body = (header.body = new Uint8Array(header.body));
  const view = new DataView(body.buffer);
  const side = random.pick([0, 4]);
  switch (random.below(6)) {
    case 0:
      view.setUint32(side, random.pick([0, 1, 7, 8, 9, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff]));
      break;
    case 1:
      view.setUint32(side, Math.max(0, view.getUint32(side) + random.between(-2, 2)));
      break;
    case 2:
      body[random.between(8, 12)] = random.pick([0, 1, 2, 3, 4, 5, 6, 8, 16, 255]);
      break;
    case 3:
      body[12] = body[12]! ^ 1;
      break;
    default: {
      const colourType = random.pick([0, 2, 3, 4, 6]);
      const kind = { ...parts.kind, colourType, bitDepth: random.pick(bitDepths[colourType]!), interlaced: random.chance(0.5) };
      body.set([kind.bitDepth, colourType, 0, 0, kind.interlaced ? 1 : 0], 8);
      if (random.chance(0.5)) parts.rows = resized(rowsOf(parts), rowLengths(kind).reduce((sum, length) => sum + length, 0));
    }
  }
}

function resized(rows: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(Math.min(length, 1 << 17));
  out.set(rows.subarray(0, out.length));
  return out;
}

function changeFilters(parts: Parts, random: Random): void {
  const rows = (parts.rows = new Uint8Array(rowsOf(parts)));
  const all = random.chance(0.3) ? random.below(6) : null;
  let at = 0;
  for (const length of rowLengths(parts.kind)) {
    if (at >= rows.length) return;
    if (all !== null) rows[at] = all;
    else if (random.chance(0.2)) rows[at] = random.chance(0.05) ? random.below(256) : random.below(5);
    at += length;
  }
}

function changeRows(parts: Parts, random: Random): void {
  parts.rows = random.chance(0.5) ? flipBits(rowsOf(parts), random) : mutateBlindly(rowsOf(parts), random);
}

/** More rows than there should be, or fewer; from one byte to many. */
function changeAmount(parts: Parts, random: Random): void {
  const rows = rowsOf(parts);
  const by = random.pick([1, 1, 2, 100, rows.length]);
  parts.rows = random.chance(0.5) ? joined([rows, new Uint8Array(by)]) : rows.subarray(0, Math.max(0, rows.length - by));
}

/** The compressed stream itself: its header, its blocks, its checksum, its end; or one that goes on and on. */
function changeStream(parts: Parts, random: Random): void {
  const data = anyOf(parts, random, 'IDAT');
  if (!data) return;
  const at = random.below(data.body.length);
  switch (random.below(5)) {
    case 0:
      data.body = truncate(data.body, random);
      break;
    case 1:
      data.body = joined([data.body, random.chance(0.5) ? data.body : random.bytes(random.between(1, 50))]);
      break;
    case 2:
      data.body = deflateSync(new Uint8Array(random.between(1, 1 << 17)), { level: 9 });
      break;
    case 3:
      data.body = joined([data.body.subarray(0, at), data.body.subarray(at + random.between(1, 4))]);
      break;
    default:
      data.body = flipBits(data.body, random);
  }
}

function changeLength(parts: Parts, random: Random): void {
  const chunk = anyOf(parts, random);
  if (!chunk) return;
  const right = chunk.body.length;
  parts.lengths.set(chunk, random.pick([0, Math.max(0, right - 1), right + 1, right + 12, 0x7fffffff, 0x80000000, 0xfffffff4, 0xffffffff]));
}

function changeName(parts: Parts, random: Random): void {
  const chunk = anyOf(parts, random);
  if (chunk) chunk.name = random.pick(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'eXIf', 'CgBI', 'fdAT', '\0\0\0\0']);
}

function changeOrder(parts: Parts, random: Random): void {
  const from = random.below(parts.chunks.length);
  const chunk = parts.chunks[from];
  if (!chunk) return;
  if (random.chance(0.7)) parts.chunks.splice(from, 1);
  if (random.chance(0.6)) parts.chunks.splice(random.below(parts.chunks.length + 1), 0, { ...chunk });
}

/** Palettes of too few or too many colours or of half a one, transparency of any length, either where it does not belong. */
function changeColours(parts: Parts, random: Random): void {
  const name = random.pick(['PLTE', 'tRNS']);
  const body = random.bytes(random.pick([0, 1, 2, 3, 4, 6, 47, 48, 256, 767, 768, 769, 3000]));
  const present = anyOf(parts, random, name);
  if (present) present.body = body;
  else parts.chunks.splice(1, 0, { name, body });
}

function addExif(parts: Parts, random: Random): void {
  const exif = Uint8Array.of(0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, random.below(10), 0, 0, 0, 0, 0, 0);
  parts.chunks.splice(1, 0, { name: 'eXIf', body: random.chance(0.4) ? exif : mutateBlindly(exif, random) });
}

function changeBody(parts: Parts, random: Random): void {
  const chunk = anyOf(parts, random);
  if (chunk) chunk.body = mutateBlindly(chunk.body, random);
}

/** A chunk of another file, or that file's pixels under this one's header. */
function splice(parts: Parts, random: Random, other: Uint8Array): void {
  const theirs = takeApart(other);
  if (random.chance(0.5)) {
    replaceData(parts, theirs.chunks.filter(({ name }) => name === 'IDAT'));
    parts.rows = null;
  } else {
    const taken = anyOf(theirs, random);
    if (taken) parts.chunks.splice(random.below(parts.chunks.length + 1), 0, taken);
  }
}
