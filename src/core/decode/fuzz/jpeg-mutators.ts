import { flipBits, insert, joined, mutateBlindly, remove, truncate } from './blind';
import { isRestart, piece, putTogether, startOfScan, takeApart, type Piece } from './jpeg-pieces';
import type { Random } from './random';

/** Changes the pieces in place. */
type Mutator = (pieces: Piece[], random: Random, other: Uint8Array) => void;

const mutators: readonly [Mutator, ...Mutator[]] = [
  changeLength, changeCode, duplicatePiece, removePiece, swapPieces, changeFrame, changeFrame, changeHuffmanTable,
  changeHuffmanTable, changeQuantiser, changeScan, changeScan, changeRestarts, changeData, changeData, changeData,
  addApplication, changeBody, splice,
];

/**
 * A JPEG file changed by what it consists of: its segments, their fields (ITU-T T.81 §B), its scans' data.
 *
 * @param other Another JPEG file, to take pieces from.
 */
export function mutateJpeg(file: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  const pieces = takeApart(file);
  for (let n = random.below(3); n >= 0; n--) random.pick(mutators)(pieces, random, other);
  const written = putTogether(pieces);
  return random.chance(0.1) ? truncate(written, random) : written;
}

function anyOf(pieces: readonly Piece[], random: Random, code: (code: number) => boolean = () => true): Piece | undefined {
  const fitting = pieces.filter((candidate) => code(candidate.code));
  return fitting[random.below(fitting.length)];
}

/** Sets one byte of a copy of a piece's parameters. */
function setByte(changed: Piece, at: number, value: number): void {
  changed.body = new Uint8Array(changed.body);
  if (at < changed.body.length) changed.body[at] = value;
}

function changeLength(pieces: Piece[], random: Random): void {
  const changed = anyOf(pieces, random);
  if (!changed) return;
  const right = changed.body.length + 2;
  changed.length = random.pick([0, 1, 2, 3, right - 1, right + 1, right + random.below(100), 0xffff]);
}

function changeCode(pieces: Piece[], random: Random): void {
  const changed = anyOf(pieces, random);
  if (!changed) return;
  // Mostly another way of coding, another table, another kind of segment.
  const known = [0x01, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc9, 0xcc, 0xd0, 0xd8, 0xd9, 0xda, 0xdb, 0xdc, 0xdd, 0xe0, 0xe1, 0xee, 0xff] as const;
  changed.code = random.chance(0.8) ? random.pick(known) : random.below(256);
}

function duplicatePiece(pieces: Piece[], random: Random): void {
  const copied = anyOf(pieces, random);
  if (copied) pieces.splice(random.below(pieces.length + 1), 0, { ...copied });
}

function removePiece(pieces: Piece[], random: Random): void {
  pieces.splice(random.below(pieces.length), 1);
}

function swapPieces(pieces: Piece[], random: Random): void {
  const [moved] = pieces.splice(random.below(pieces.length), 1);
  if (moved) pieces.splice(random.below(pieces.length + 1), 0, moved);
}

function isFrame(code: number): boolean {
  return code >= 0xc0 && code <= 0xcf && code !== 0xc4 && code !== 0xc8 && code !== 0xcc;
}

/** Precision, size, number of components, or their ids, sampling factors and quantisers (§B.2.2). */
function changeFrame(pieces: Piece[], random: Random): void {
  const frame = anyOf(pieces, random, isFrame);
  if (!frame) return;
  const component = 6 + 3 * random.below(frame.body[5] ?? 0);
  switch (random.below(7)) {
    case 0:
      setByte(frame, 0, random.pick([0, 8, 12, 16, 255]));
      break;
    case 1:
      setByte(frame, random.pick([1, 3]), random.pick([0, 1, 4, 255]));
      setByte(frame, random.pick([2, 4]), random.below(256));
      break;
    case 2:
      setByte(frame, random.pick([2, 4]), random.below(256));
      break;
    case 3:
      setByte(frame, 5, random.pick([0, 1, 2, 3, 4, 5, 255]));
      break;
    case 4:
      setByte(frame, component, random.pick([0, 1, 2, 3, 4, 0x42, 0x47, 0x52]));
      break;
    case 5:
      setByte(frame, component + 1, random.chance(0.8) ? random.between(1, 4) * 16 + random.between(1, 4) : random.below(256));
      break;
    default:
      setByte(frame, component + 2, random.below(5));
      break;
  }
}

/** A table's class and destination, its counts of codes by length, or its symbols (§B.2.4.2). */
function changeHuffmanTable(pieces: Piece[], random: Random): void {
  const table = anyOf(pieces, random, (code) => code === 0xc4);
  if (!table) return;
  switch (random.below(5)) {
    case 0:
      setByte(table, 0, random.pick([0, 1, 2, 3, 4, 0x10, 0x11, 0x13, 0x14, 0x20, 0xff]));
      break;
    case 1:
      setByte(table, random.between(1, 16), random.pick([0, 1, 2, 15, 128, 255]));
      break;
    case 2: {
      // As many codes as before, of other lengths: the file is not out of step, the codes are.
      const [from, to] = [random.between(1, 16), random.between(1, 16)];
      const count = random.below((table.body[from] ?? 0) + 1);
      setByte(table, from, (table.body[from] ?? 0) - count);
      setByte(table, to, (table.body[to] ?? 0) + count);
      break;
    }
    default:
      setByte(table, random.between(17, table.body.length - 1), random.pick([0, 1, 0x0f, 0x10, 0xf0, 0xf1, 0xff, random.below(256)]));
      break;
  }
}

function changeQuantiser(pieces: Piece[], random: Random): void {
  const table = anyOf(pieces, random, (code) => code === 0xdb);
  if (!table) return;
  if (random.chance(0.5)) setByte(table, 0, random.pick([0, 1, 2, 3, 4, 0x10, 0x11, 0x13, 0x20, 0xff]));
  else setByte(table, random.between(1, 3), random.pick([0, 1, 127, 128, 255]));
}

/** Components of a scan and their tables, spectral selection, successive approximation (§B.2.3). */
function changeScan(pieces: Piece[], random: Random): void {
  const scan = anyOf(pieces, random, (code) => code === startOfScan);
  if (!scan) return;
  const count = scan.body[0] ?? 0;
  const behind = 1 + 2 * count;
  switch (random.below(5)) {
    case 0:
      setByte(scan, 0, random.below(6));
      break;
    case 1:
      setByte(scan, 1 + 2 * random.below(count), random.below(5));
      break;
    case 2:
      setByte(scan, 2 + 2 * random.below(count), random.pick([0, 0x01, 0x10, 0x11, 0x22, 0x33, 0x44, 0xff]));
      break;
    case 3:
      setByte(scan, behind + random.below(2), random.pick([0, 1, 5, 62, 63, 64, 255]));
      break;
    default:
      setByte(scan, behind + 2, random.pick([0, 0x01, 0x0d, 0x0e, 0x10, 0x21, 0x32, 0xed, 0xff]));
      break;
  }
}

/** A restart interval that was not stated, or another one, or markers missing, doubled or out of turn (§B.2.4.4). */
function changeRestarts(pieces: Piece[], random: Random): void {
  const stated = anyOf(pieces, random, (code) => code === 0xdd);
  if (!stated || random.chance(0.3)) {
    pieces.splice(random.below(pieces.length), 0, piece(0xdd, Uint8Array.of(0, random.pick([0, 1, 2, 8, 255]))));
    return;
  }
  const scan = anyOf(pieces, random, (code) => code === startOfScan);
  const places = [...(scan?.data.keys() ?? [])].filter((at) => scan!.data[at] === 0xff && isRestart(scan!.data[at + 1] ?? 0));
  const at = places[random.below(places.length)];
  if (!scan || at === undefined || random.chance(0.3)) {
    setByte(stated, random.below(2), random.below(256));
    return;
  }
  const { data } = scan;
  switch (random.below(3)) {
    case 0:
      scan.data = joined([data.subarray(0, at), data.subarray(at + 2)]);
      break;
    case 1:
      scan.data = joined([data.subarray(0, at + 2), data.subarray(at)]);
      break;
    default:
      scan.data = new Uint8Array(data);
      scan.data[at + 1] = 0xd0 + random.below(8);
  }
}

function changeData(pieces: Piece[], random: Random): void {
  const scan = anyOf(pieces, random, (code) => code === startOfScan);
  if (!scan) return;
  const { data } = scan;
  const at = random.below(data.length);
  switch (random.below(6)) {
    case 0:
      scan.data = insert(data, random);
      break;
    case 1:
      scan.data = remove(data, random);
      break;
    case 2:
      scan.data = truncate(data, random);
      break;
    case 3:
      // A marker, fill bytes or a stuffed zero in the midst of it.
      scan.data = joined([data.subarray(0, at), Uint8Array.of(0xff, random.pick([0, 0xff, 0xd0, 0xd1, 0xd9, random.below(256)])), data.subarray(at)]);
      break;
    case 4:
      // Codes of nothing but ones are the longest; of nothing but zeros the shortest.
      scan.data = joined([data.subarray(0, at), new Uint8Array(random.between(1, 600)).fill(random.pick([0, 0xaa, 0xfe])), data.subarray(at)]);
      break;
    default:
      scan.data = flipBits(data, random);
  }
}

/** The application segments that the decoder reads: JFIF, Exif with an orientation, Adobe's colour transform. */
function addApplication(pieces: Piece[], random: Random): void {
  const exif = Uint8Array.of(0x45, 0x78, 0x69, 0x66, 0, 0, 0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, random.below(10), 0, 0, 0);
  const adobe = Uint8Array.of(0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, random.below(4));
  const jfif = Uint8Array.of(0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0);
  const [code, body] = random.pick<readonly [number, Uint8Array]>([[0xe1, exif], [0xee, adobe], [0xe0, jfif]]);
  pieces.splice(random.below(pieces.length), 0, piece(code, random.chance(0.5) ? body : mutateBlindly(body, random)));
}

function changeBody(pieces: Piece[], random: Random): void {
  const changed = anyOf(pieces, random);
  if (changed) changed.body = mutateBlindly(changed.body, random);
}

/** The beginning of one file and the end of another, or a piece of it. */
function splice(pieces: Piece[], random: Random, other: Uint8Array): void {
  const theirs = takeApart(other);
  if (random.chance(0.5)) {
    const taken = anyOf(theirs, random);
    if (taken) pieces.splice(random.below(pieces.length + 1), 0, taken);
  } else {
    pieces.splice(random.below(pieces.length), pieces.length, ...theirs.slice(random.below(theirs.length)));
  }
}
