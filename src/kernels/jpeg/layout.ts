// A scan header, and what it makes of the scan's MCUs (ITU-T T.81 §B.2.3, §A.2).
import { byteAt } from './file';
import * as header from './header';
import * as scan from './scan';
import { manySymbols, oneSymbol, values, windowOf } from './windows';

/** A longer scan earns back the making of entries of several symbols. */
const manyBytes = 1 << 16;

// Components of the scan: their place in the frame, and their Huffman table destinations.
const listed = memory.data(4 * 12, 16);
let count: i32 = 0;

/** AC coefficients of the scan, first and last; bit positions Ah (0 in a first scan) and Al. */
export let bandStart: i32 = 0;
export let bandEnd: i32 = 0;
export let high: i32 = 0;
export let low: i32 = 0;

let columns: i32 = 0;
let rows: i32 = 0;

/** Takes in a scan header of `size` bytes. False where it makes no sense for the frame. */
export function read(at: i32, size: i32): bool {
  count = size > 0 ? byteAt(at) : 0;
  if (count < 1 || count > 4 || size < 4 + 2 * count) return false;
  let blocks = 0;
  for (let i = 0; i < count; i++) {
    const id = byteAt(at + 1 + 2 * i);
    let component = 0;
    while (component < header.count && header.idOf(component) != id) component++;
    const dc = byteAt(at + 2 + 2 * i) >>> 4;
    const ac = byteAt(at + 2 + 2 * i) & 15;
    if (component == header.count || dc > 3 || ac > 3 || placeOf(component, i) >= 0) return false;
    const entry = listed + <usize>(i * 12);
    store<i32>(entry, component);
    store<i32>(entry, dc, 4);
    store<i32>(entry, ac, 8);
    blocks += header.acrossOf(component) * header.downOf(component);
  }
  if (count > 1 && blocks > scan.maxBlocks) return false;
  const rest = at + 1 + 2 * count;
  bandStart = byteAt(rest);
  bandEnd = byteAt(rest + 1);
  high = byteAt(rest + 2) >>> 4;
  low = byteAt(rest + 2) & 15;
  return !header.isProgressive || isProgression();
}

/** §G.1.1.1: DC and AC never share a scan, and each refinement adds one bit. */
function isProgression(): bool {
  const band = bandStart == 0 ? bandEnd == 0 : bandEnd >= bandStart && bandEnd < 64 && count == 1;
  return band && low <= 13 && (high == 0 || low == high - 1);
}

/** The place of a component among the first `among` of the scan, -1 for none. */
function placeOf(component: i32, among: i32): i32 {
  for (let i = 0; i < among; i++) if (load<i32>(listed + <usize>(i * 12)) == component) return i;
  return -1;
}

export function tellsOf(component: i32): bool {
  return placeOf(component, count) >= 0;
}

/** Whether the scan has all components of the frame. */
export function isWhole(): bool {
  return count == header.count;
}

/** Blocks of a component across, without the padding of MCUs (§A.1.1, §A.2.4). */
export function blocksAcross(component: i32): i32 {
  const unit = header.maxAcross * 8;
  return (header.width * header.acrossOf(component) + unit - 1) / unit;
}

export function blocksDown(component: i32): i32 {
  const unit = header.maxDown * 8;
  return (header.height * header.downOf(component) + unit - 1) / unit;
}

/** How many blocks the scan has; a number beyond 2³¹ is possible. */
export function blockCount(): i64 {
  return <i64>columns * <i64>rows * <i64>scan.plannedBlocks();
}

export function mcuCount(): i32 {
  return columns * rows;
}

/**
 * Plans the scan. False where a Huffman table is missing.
 *
 * @param component The component that is wanted, and what of it: see scan.ts.
 * @param bytes At most how long the scan is.
 */
export function plan(component: i32, wanted: i32, bytes: i32): bool {
  let common = bytes >= manyBytes;
  if (!common) {
    common = true;
    for (let i = 0; i < count; i++) common = common && header.isCommon(dcOf(i)) && header.isCommon(acOf(i));
  }
  const kind = common ? manySymbols : oneSymbol;
  const interleaved = count > 1;
  scan.planAnew();
  for (let i = 0; i < count; i++) {
    const its = load<i32>(listed + <usize>(i * 12));
    const dc = dcOf(i);
    const ac = acOf(i);
    if (isMissing(dc, ac)) return false;
    const want = its == component ? wanted : 0;
    const start = windowOf(dc, want == scan.detail ? -1 : ac, kind);
    const inner = ac < 0 ? start : windowOf(-1, ac, kind);
    const read = want == scan.detail ? <i32>windowOf(-1, ac, values) : ac;
    const blocks = interleaved ? header.acrossOf(its) * header.downOf(its) : 1;
    for (let b = 0; b < blocks; b++) scan.planBlock(start, inner, want, read);
  }
  columns = interleaved ? (header.width + header.maxAcross * 8 - 1) / (header.maxAcross * 8) : blocksAcross(component);
  rows = interleaved ? (header.height + header.maxDown * 8 - 1) / (header.maxDown * 8) : blocksDown(component);
  const progressive = header.isProgressive;
  scan.begin(
    columns,
    rows,
    interleaved ? header.acrossOf(component) : 1,
    interleaved ? header.downOf(component) : 1,
    progressive ? low : 0,
    progressive && high > 0,
    bandStart,
    bandEnd,
  );
  return true;
}

/** The DC table that a component of the scan is coded with, -1 for none. */
function dcOf(i: i32): i32 {
  if (header.isProgressive && (bandStart > 0 || high > 0)) return -1;
  return header.dcTable(load<i32>(listed + <usize>(i * 12), 4));
}

function acOf(i: i32): i32 {
  if (header.isProgressive && bandStart == 0) return -1;
  return header.acTable(load<i32>(listed + <usize>(i * 12), 8));
}

function isMissing(dc: i32, ac: i32): bool {
  if (!header.isProgressive) return dc < 0 || ac < 0;
  return bandStart > 0 ? ac < 0 : high == 0 && dc < 0;
}
