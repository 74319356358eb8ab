import { corrupt, emptyHeader, readSegment, stepOf, type Component, type Frame, type JpegHeader, type Problem, type Quantiser } from './header';
import { copyIn, kernel } from './kernel';
import { layOut, planeSize, readScan, type Scan } from './layout';
import { endOfImage, nextSegment, startOfScan } from './markers';
import { readScanData } from './scan';

/** One component at an eighth of the picture's scale or finer, as read. */
export interface ReadPlane {
  readonly header: JpegHeader;
  readonly frame: Frame;
  /** Cells: `side` along each side of a block, of the component's blocks without the padding of MCUs. */
  readonly side: Side;
  readonly width: number;
  readonly height: number;
  readonly samples: Uint8Array;
}

export type Side = 1 | 2 | 4;

/** A component whose coefficients the kernel holds. */
interface Plane {
  readonly blocksAcross: number;
  readonly blocksDown: number;
  readonly side: Side;
  readonly quantiser: Quantiser;
}

export const truncated: Problem = { reason: 'truncated', detail: 'The file ends before its picture does.' };

/** Places in the zigzag order (ITU-T T.81 figure A.6) of the coefficients that a plane of some cells a block is made of. */
const zigzag: Readonly<Record<Side, readonly number[]>> = {
  1: [0],
  2: [0, 1, 2, 4],
  4: [0, 1, 5, 6, 2, 4, 7, 13, 3, 8, 12, 17, 9, 11, 18, 24],
};

/**
 * Reads a file up to where the coefficients of its component number `index` are known (ITU-T T.81 §B.2.1): behind the scan that
 * has them, or in a progressive file behind the last refinement of the DC coefficients and the first scan of AC coefficients.
 *
 * @param choose Asked once the headers before the first scan are known: how many cells a side to make of a block, or why to
 *   stop reading.
 */
export function readPlane(file: Uint8Array, index: number, choose: (header: JpegHeader, frame: Frame) => Side | Problem): ReadPlane | Problem {
  const header = emptyHeader();
  let side: Side | null = null;
  let plane: Plane | null = null;
  let meansKnown = false;
  let detailKnown = false;
  let at = 0;
  for (;;) {
    const segment = nextSegment(file, at);
    if (segment === null) return truncated;
    if (segment === 'corrupt') return corrupt('A part of it has an impossible length.');
    at = segment.end;
    const { frame } = header;
    if (segment.code === endOfImage) {
      // A progressive file may end without its last refinements: then that is all the precision it has.
      return plane !== null && frame !== null ? finish(header, frame, plane) : corrupt('It holds no picture.');
    }
    if (segment.code !== startOfScan) {
      const problem = readSegment(header, segment);
      if (problem !== null) return problem;
      continue;
    }

    if (frame === null) return corrupt('Its picture begins before its size is stated.');
    if (side === null) {
      const chosen = choose(header, frame);
      if (typeof chosen !== 'number') return chosen;
      side = chosen;
    }
    const wanted = frame.components[index]!;
    const scan = readScan(frame, segment.body);
    if (scan === null) return corrupt('A scan header makes no sense.');
    if (!scan.components.some(({ component }) => component === wanted)) continue;
    const band = frame.progressive && scan.spectralStart > 0;
    // Of AC coefficients the first look at the lowest is enough: its refinements are a few grey levels.
    if (band && (side === 1 || plane === null || detailKnown || scan.spectralStart !== 1 || scan.high > 0)) continue;

    const want = band ? 'band' : frame.progressive || side === 1 ? 'mean' : 'detail';
    const layout = layOut(header, frame, scan, wanted, want, file.length - at);
    if (layout === null) return corrupt('A Huffman table is missing.');
    // Every block takes a bit at least, but for those of AC scans: what a header claims is believed, and paid for, no further.
    if (!band && layout.columns * layout.rows * layout.blocks.length > (file.length - at) * 8) return truncated;
    const first = !band && !(frame.progressive && scan.high > 0);
    if (!first && plane === null) return corrupt('It refines a picture that it does not have.');
    plane = first ? begin(header, frame, wanted, side) : plane;
    if (plane === null) return corrupt('A quantisation table is missing.');
    const outcome = readScanData(file, at, layout, scan, frame.progressive);
    if (outcome === 'truncated') return truncated;
    if (outcome === 'corrupt') return corrupt('Its compressed data make no sense.');
    detailKnown ||= band;
    meansKnown ||= !band && isLast(frame, scan);
    if (meansKnown && (detailKnown || want === 'detail' || side === 1)) return finish(header, frame, plane);
  }
}

/** Whether a scan gives the last bit of the DC coefficients. */
function isLast(frame: Frame, scan: Scan): boolean {
  return !frame.progressive || scan.low === 0;
}

function begin(header: JpegHeader, frame: Frame, wanted: Component, side: Side): Plane | null {
  const quantiser = header.quantisers[wanted.quantiser] ?? null;
  if (quantiser === null) return null;
  const { width, height } = planeSize(frame, wanted);
  if (kernel.clearPlane(width, height, side) === 0) throw new RangeError('allocation of a plane failed');
  return { blocksAcross: width, blocksDown: height, side, quantiser };
}

function finish(header: JpegHeader, frame: Frame, { blocksAcross, blocksDown, side, quantiser }: Plane): ReadPlane {
  const steps = Int32Array.from(zigzag[side], (place) => stepOf(quantiser, place));
  copyIn(new Uint8Array(steps.buffer), kernel.stepsAt());
  kernel.toSamples();
  const width = blocksAcross * side;
  const height = blocksDown * side;
  return { header, frame, side, width, height, samples: new Uint8Array(kernel.memory.buffer, kernel.samplesAt(), width * height).slice() };
}
