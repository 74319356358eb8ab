import type { Component, Frame, JpegHeader } from './header';
import { standardTables } from './standard-tables';
import type { BlockPlan, ScanLayout, Want } from './scan';
import { placeOf, windowTable, type HuffmanTable } from './tables';

/** A scan header (ITU-T T.81 §B.2.3). */
export interface Scan {
  readonly components: readonly ScanComponent[];
  readonly spectralStart: number;
  readonly spectralEnd: number;
  /** Successive approximation: bit positions Ah (0 in a first scan) and Al. */
  readonly high: number;
  readonly low: number;
}

interface ScanComponent {
  readonly component: Component;
  /** Huffman table destinations, 0–3. */
  readonly dc: number;
  readonly ac: number;
}

/** A longer scan earns back the making of entries of several symbols. */
const manyBytes = 1 << 16;
/** Most blocks of an interleaved MCU (§B.2.3). */
const maxBlocks = 10;

/** Null where the scan header makes no sense for the frame. */
export function readScan(frame: Frame, body: Uint8Array): Scan | null {
  const count = body[0] ?? 0;
  if (count < 1 || count > 4 || body.length < 4 + 2 * count) return null;
  const components: ScanComponent[] = [];
  for (let at = 1; at < 1 + 2 * count; at += 2) {
    const component = frame.components.find((candidate) => candidate.id === body[at]);
    const dc = body[at + 1]! >>> 4;
    const ac = body[at + 1]! & 15;
    if (component === undefined || dc > 3 || ac > 3) return null;
    if (components.some((other) => other.component === component)) return null;
    components.push({ component, dc, ac });
  }
  const blocks = components.reduce((sum, { component }) => sum + component.across * component.down, 0);
  if (count > 1 && blocks > maxBlocks) return null;
  const [spectralStart, spectralEnd, approximation] = body.subarray(1 + 2 * count);
  const scan = {
    components,
    spectralStart: spectralStart!,
    spectralEnd: spectralEnd!,
    high: approximation! >>> 4,
    low: approximation! & 15,
  };
  return !frame.progressive || isProgression(scan) ? scan : null;
}

/** §G.1.1.1: DC and AC never share a scan, and each refinement adds one bit. */
function isProgression(scan: Scan): boolean {
  const { spectralStart, spectralEnd, high, low, components } = scan;
  const band = spectralStart === 0 ? spectralEnd === 0 : spectralEnd >= spectralStart && spectralEnd < 64 && components.length === 1;
  return band && low <= 13 && (high === 0 || low === high - 1);
}

/** Blocks of a component, across and down, without the padding of MCUs (§A.1.1, §A.2.4). */
export function planeSize(frame: Frame, component: Component): { readonly width: number; readonly height: number } {
  return {
    width: Math.ceil((frame.width * component.across) / (frame.maxAcross * 8)),
    height: Math.ceil((frame.height * component.down) / (frame.maxDown * 8)),
  };
}

/**
 * Lays out a scan that tells of `wanted`; null where a Huffman table is missing.
 *
 * @param want What it is to tell of that component's blocks.
 * @param bytes At most how long the scan is.
 */
export function layOut(header: JpegHeader, frame: Frame, scan: Scan, wanted: Component, want: Want, bytes: number): ScanLayout | null {
  const codes: BlockCodes[] = [];
  for (const { dc, ac } of scan.components) {
    const found = codesOf(header, frame.progressive, scan, dc, ac);
    if (found === null) return null;
    codes.push(found);
  }
  const familiar = codes.every(({ dc, ac }) => dc?.familiar !== false && ac?.familiar !== false);
  const kind = familiar || bytes >= manyBytes ? 'many-symbols' : 'one-symbol';
  const interleaved = scan.components.length > 1;
  const blocks: BlockPlan[] = [];
  scan.components.forEach(({ component }, i) => {
    const { dc, ac } = codes[i]!;
    const start = windowTable(dc, component === wanted && want === 'detail' ? null : ac, kind);
    const inner = ac === null ? start : windowTable(null, ac, kind);
    const count = interleaved ? component.across * component.down : 1;
    const block = { start, inner, ...acOf(component === wanted ? want : 'nothing', ac) };
    for (let b = 0; b < count; b++) blocks.push(block);
  });
  const { width, height } = planeSize(frame, wanted);
  return {
    columns: interleaved ? Math.ceil(frame.width / (frame.maxAcross * 8)) : width,
    rows: interleaved ? Math.ceil(frame.height / (frame.maxDown * 8)) : height,
    restartInterval: header.restartInterval,
    blocks,
    across: interleaved ? wanted.across : 1,
    down: interleaved ? wanted.down : 1,
  };
}

/** What is wanted of a block, and what its AC coefficients are read with, if they are. */
function acOf(want: Want, ac: HuffmanTable | null): Pick<BlockPlan, 'want' | 'ac'> {
  if (want === 'band') return { want, ac: placeOf(ac) };
  return { want, ac: want === 'detail' ? windowTable(null, ac, 'value') : 0 };
}

/** What a block of a scan is coded in; see `windowTable`. */
interface BlockCodes {
  readonly dc: HuffmanTable | null;
  readonly ac: HuffmanTable | null;
}

function codesOf(header: JpegHeader, progressive: boolean, scan: Scan, dc: number, ac: number): BlockCodes | null {
  if (progressive && scan.spectralStart === 0 && scan.high > 0) return { dc: null, ac: null };
  const dcTable = header.dcTables[dc] ?? (progressive ? null : standardTables.dc[dc]) ?? null;
  const acTable = header.acTables[ac] ?? (progressive ? null : standardTables.ac[ac]) ?? null;
  if (progressive) {
    const codes = scan.spectralStart === 0 ? { dc: dcTable, ac: null } : { dc: null, ac: acTable };
    return codes.dc === null && codes.ac === null ? null : codes;
  }
  return dcTable === null || acTable === null ? null : { dc: dcTable, ac: acTable };
}
