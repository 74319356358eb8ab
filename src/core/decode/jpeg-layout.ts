import type { Component, Frame, JpegHeader } from './jpeg-header';
import { standardTables } from './jpeg-standard-tables';
import type { BlockPlan, ScanLayout } from './jpeg-scan';
import { fastTable } from './jpeg-tables';

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

/** Lays out a scan that has DC coefficients of `wanted`; null where a Huffman table is missing. */
export function layOut(header: JpegHeader, frame: Frame, scan: Scan, wanted: Component): ScanLayout | null {
  const interleaved = scan.components.length > 1;
  const blocks: BlockPlan[] = [];
  for (const { component, dc, ac } of scan.components) {
    const defaults = frame.progressive ? null : standardTables;
    const dcTable = header.dcTables[dc] ?? defaults?.dc[dc] ?? null;
    const acTable = header.acTables[ac] ?? defaults?.ac[ac] ?? null;
    const refines = frame.progressive && scan.high > 0;
    if (!refines && (dcTable === null || (!frame.progressive && acTable === null))) return null;
    const plan = frame.progressive
      ? { start: fastTable(refines ? null : dcTable, null), inner: 0, wanted: component === wanted }
      : { start: fastTable(dcTable, acTable), inner: fastTable(null, acTable), wanted: component === wanted };
    const count = interleaved ? component.across * component.down : 1;
    for (let i = 0; i < count; i++) blocks.push(plan);
  }
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
