// Decodes one component of a JPEG file to an eighth of its scale or finer (ITU-T T.81). src/core/decode/jpeg/jpeg.ts hands over
// the file, a window at a time, and says what the decoder is for.
import * as file from './file';
import * as header from './header';
import * as layout from './layout';
import * as pixels from './pixels';
import * as plane from './plane';
import { steps } from './samples';
import * as scan from './scan';
import * as segment from './segment';

// What `decode` answers beside problems, which are positive: there are samples; the window that begins at `wantedAt` is wanted.
const decoded = 0;
const wantsWindow = -1;

// Markers (table B.1).
const startOfImage = 0xd8;
const endOfImage = 0xd9;
const startOfScan = 0xda;
const firstRestart = 0xd0;
const lastRestart = 0xd7;
/** Markers by which JFIF and Adobe say what the components are. */
const applicationData = 0xe0;
const adobeData = 0xee;
/** For private use in arithmetic coding; stands alone, like the restart markers. */
const temporary = 0x01;

// What the components mean, by libjpeg's rules (JFIF 1.02; T.872 §6.5.3 for the Adobe marker).
const lumaFirst = 0;
const rgb = 1;
const cmyk = 2;
const ycck = 3;

// Where in the file the decoder is: between marker segments; inside a scan; behind an interval, before its marker; at the marker
// that ended a scan too soon.
const amongSegments = 0;
const insideScan = 1;
const behindInterval = 2;
const behindRemains = 3;
let stage: i32 = amongSegments;
/** Where it goes on. */
let at: i32 = 0;
let wanted: i32 = 0;

let component: i32 = 0;
let fewest: i32 = 0;
/** Cells of a block along each side; 0 until it is chosen. */
let side: i32 = 0;
let restarts: i32 = 0;
let scanned: i32 = 0;
let hasPlane = false;
let meansKnown = false;
let detailKnown = false;

export function windowAt(): usize {
  return file.bytes;
}

export function windowSize(): i32 {
  return file.windowSize;
}

/**
 * Begins with a file of `size` bytes.
 *
 * @param wantedComponent By its order in the frame header.
 * @param fewestCells At least how many cells there should be along the picture's shorter side.
 * @param withNumber Whether `pixelsAt` will be asked for.
 */
export function begin(size: i32, wantedComponent: i32, fewestCells: i32, withNumber: bool): void {
  file.open(size);
  header.clear();
  pixels.begin(withNumber);
  stage = amongSegments;
  at = 0;
  component = wantedComponent;
  fewest = fewestCells;
  side = 0;
  hasPlane = false;
  meansKnown = false;
  detailKnown = false;
}

/** Takes the window of the file that begins at `offset`. */
export function takeWindow(offset: i32, size: i32): void {
  file.take(offset, size);
}

/** Offset of the window that `decode` wants. */
export function wantedAt(): i32 {
  return wanted;
}

/** What the parts of `decode` answer when there is more to do. */
const goOn = -2;

/** Goes on until the component is decoded, or a window is wanted, or there is a problem (header.ts). */
export function decode(): i32 {
  let answer = goOn;
  while (answer == goOn) {
    if (stage == amongSegments) answer = readSegment();
    else if (stage == insideScan) answer = goOnWithScan();
    else answer = readMarker();
  }
  return answer;
}

function want(offset: i32): i32 {
  wanted = pixels.leave(offset);
  return wantsWindow;
}

/** Takes in the next marker segment. */
function readSegment(): i32 {
  let code = file.findMarker(at);
  while (code >= 0 && standsAlone(file.byteAt(code))) code = file.findMarker(code + 1);
  if (code == file.notYet) {
    at = file.resumeAt();
    return want(at);
  }
  if (code < 0) return header.truncated;
  const marker = file.byteAt(code);
  if (marker == endOfImage) {
    // A progressive file may end without its last refinements: then that is all the precision it has.
    return hasPlane ? finish() : header.noPicture;
  }
  if (!file.has(code, 3)) {
    // The byte before it is 0xFF: from there the marker is found again.
    at = code - 1;
    return want(at);
  }
  if (code + 3 > file.fileSize()) return header.truncated;
  const length = (file.byteAt(code + 1) << 8) | file.byteAt(code + 2);
  if (length < 2) return header.impossibleLength;
  const end = code + 1 + length;
  if (end > file.fileSize()) return header.truncated;
  if (!file.has(code, 1 + length)) {
    at = code - 1;
    return want(at);
  }
  at = end;
  if (!hasPlane) pixels.addSegment(code, end);
  if (marker == startOfScan) return readScanHeader(code + 3, length - 2);
  // What the colours mean is settled when the first scan begins, as in libjpeg.
  if (side != 0 && (marker == applicationData || marker == adobeData)) return goOn;
  const problem = header.read(marker, code + 3, length - 2);
  return problem == header.fine ? goOn : problem;
}

/** Whether a marker has no parameters, and so no length, after it (§B.1.1.3). */
function standsAlone(marker: i32): bool {
  return (marker >= firstRestart && marker <= lastRestart) || marker == temporary || marker == startOfImage;
}

/** Begins a scan, or passes it over. */
function readScanHeader(from: i32, size: i32): i32 {
  if (!header.isFrame) return header.noFrame;
  if (side == 0) {
    side = chooseSide();
    if (side == 0) return header.handOn;
  }
  if (!layout.read(from, size)) return header.badScanHeader;
  if (!layout.tellsOf(component)) return goOn;
  const band = header.isProgressive && layout.bandStart > 0;
  // Of AC coefficients the first look at the lowest is enough: its refinements are a few grey levels.
  if (band && (side == 1 || !hasPlane || detailKnown || layout.bandStart != 1 || layout.high > 0)) return goOn;

  scanned = band ? scan.band : header.isProgressive || side == 1 ? scan.mean : scan.detail;
  const rest = file.fileSize() - at;
  if (!layout.plan(component, scanned, rest)) return header.noHuffmanTable;
  // Every block takes a bit at least, but for those of AC scans: what a header claims is believed, and paid for, no further.
  if (!band && layout.blockCount() > <i64>rest * 8) return header.truncated;
  const first = !band && !(header.isProgressive && layout.high > 0);
  if (!first && !hasPlane) return header.refinesNothing;
  if (first) {
    const table = header.stepsOf(component);
    if (table == 0) return header.noQuantiser;
    if (!plane.clear(layout.blocksAcross(component), layout.blocksDown(component), side)) return header.noMemory;
    keepSteps(table);
    hasPlane = true;
  }
  if (!header.isProgressive && layout.isWhole()) pixels.beginScan(at);
  restarts = 0;
  scan.beginInterval(at, header.restartInterval > 0 ? header.restartInterval : layout.mcuCount());
  stage = insideScan;
  return goOn;
}

/** Places in the zigzag order (figure A.6) of the coefficients that blocks of two or four cells a side are made of. */
const ofTwo = memory.data<u8>([0, 1, 2, 4]);
const ofFour = memory.data<u8>([0, 1, 5, 6, 2, 4, 7, 13, 3, 8, 12, 17, 9, 11, 18, 24]);

function keepSteps(from: usize): void {
  const places = side == 4 ? ofFour : ofTwo;
  for (let i = 0; i < side * side; i++) store<i32>(steps + (i << 2), load<i32>(from + (<usize>load<u8>(places + i) << 2)));
}

function goOnWithScan(): i32 {
  const answer = scan.run();
  if (answer == scan.wantsInput) return want(segment.consumed());
  at = segment.consumed();
  if (answer == scan.wantsInterval) stage = behindInterval;
  else if (answer == scan.ranOut) stage = behindRemains;
  else if (answer == scan.nonsense) return header.noSense;
  else {
    stage = amongSegments;
    pixels.endScan(at);
    if (scanned == scan.band) detailKnown = true;
    else if (!header.isProgressive || layout.low == 0) meansKnown = true;
    if (meansKnown && (detailKnown || scanned == scan.detail || side == 1)) return finish();
  }
  return goOn;
}

/** Goes over the marker behind an interval (§E.2.4), or finds out what ended a scan too soon. */
function readMarker(): i32 {
  const code = file.findMarker(at);
  if (code == file.notYet) {
    at = file.resumeAt();
    return want(at);
  }
  // The file was cut off, or its data make no sense.
  const marker = code < 0 ? endOfImage : file.byteAt(code);
  if (marker == endOfImage) return header.truncated;
  // Restart markers are numbered 0–7 in turn.
  if (stage == behindRemains || marker != firstRestart + (restarts++ & 7)) return header.noSense;
  scan.beginInterval(code + 1, header.restartInterval);
  stage = insideScan;
  return goOn;
}

function finish(): i32 {
  plane.toSamples();
  return decoded;
}

/** What the components mean: the luma alone or first (0), red, green and blue (1), CMYK (2), YCCK (3). */
export function colours(): i32 {
  if (header.count == 1) return lumaFirst;
  if (header.count == 4) return header.adobeTransform <= 0 ? cmyk : ycck;
  if (header.isJfif) return lumaFirst;
  if (header.adobeTransform >= 0) return header.adobeTransform == 0 ? rgb : lumaFirst;
  return header.idOf(0) == 0x52 && header.idOf(1) == 0x47 && header.idOf(2) == 0x42 ? rgb : lumaFirst;
}

/**
 * Cells a side to make of a block, so that there are enough along the picture's shorter side, if half of its pixels are as many.
 * Colours other than luma are not worth more than one. 0 where a component that is needed is stored coarser than another, and
 * so has no cell per block.
 */
function chooseSide(): i32 {
  const meaning = colours();
  for (let i = 0; i < header.count; i++) {
    const needed = i == 0 || meaning == rgb || meaning == cmyk || (meaning == ycck && i == 3);
    if (needed && (header.acrossOf(i) != header.maxAcross || header.downOf(i) != header.maxDown)) return 0;
  }
  const shorter = min(header.width, header.height);
  if (meaning != lumaFirst || shorter >= fewest * 8) return 1;
  return shorter >= fewest * 4 ? 2 : 4;
}

// What is known of the file, and of what was made of it.

/** Pixels. */
export function imageWidth(): i32 {
  return header.width;
}

export function imageHeight(): i32 {
  return header.height;
}

/** Whether an Adobe marker stated a colour transform. */
export function isAdobe(): i32 {
  return i32(header.adobeTransform >= 0);
}

/** Offset and size of the first Exif block; 0 for none. */
export function exifAt(): i32 {
  return header.exifAt;
}

export function exifSize(): i32 {
  return header.exifSize;
}

export function hasProfile(): i32 {
  return i32(header.hasProfile);
}

/** Where the quantisation steps of the first component lie: 64 words of 32 bits, in zigzag order. */
export function lumaStepsAt(): usize {
  return header.stepsOf(0);
}

/**
 * Where the number lies that equal pictures have, two words of 32 bits, the low one first: of all that their pixels depend on, and of
 * `orientation`, in which they are shown. 0 where it is not known, as not all of the file was read, or was not asked for.
 */
export function pixelsAt(orientation: i32): usize {
  // Whether inks are stored upside down.
  const adobe = header.count == 4 ? isAdobe() : 0;
  return pixels.numberWith(orientation | (colours() << 4) | (adobe << 8));
}

export function cellSide(): i32 {
  return side;
}

/** Blocks of the component. */
export function blocksAcross(): i32 {
  return plane.width();
}

export function blocksDown(): i32 {
  return plane.height();
}

/** Where the samples are: u8, row by row. */
export function samplesAt(): usize {
  return plane.samples();
}
