import { corrupt, emptyHeader, readSegment, type Component, type Frame, type JpegHeader, type Problem } from './header';
import { layOut, planeSize, readScan } from './layout';
import { endOfImage, nextSegment, startOfScan } from './markers';
import { kernel } from './kernel';
import { readDcScan } from './scan';

/** One component at an eighth of the picture's scale, as read. */
export interface ReadPlane {
  readonly header: JpegHeader;
  readonly frame: Frame;
  /** Cells: blocks of the component, without the padding of MCUs. */
  readonly width: number;
  readonly height: number;
  readonly samples: Uint8Array;
}

/** A component whose coefficients the kernel holds. */
interface Plane {
  readonly width: number;
  readonly height: number;
  /** What a DC coefficient counts for: its quantisation step. */
  readonly step: number;
}

export const truncated: Problem = { reason: 'truncated', detail: 'The file ends before its picture does.' };

/**
 * Reads a file up to where the DC coefficients of its component number `index` are complete (ITU-T T.81
 * §B.2.1): behind the scan that has them, or in a progressive file behind their last refinement.
 *
 * @param refuse Asked once the headers before the first scan are known; what it answers ends the reading.
 */
export function readPlane(
  file: Uint8Array,
  index: number,
  refuse: (header: JpegHeader, frame: Frame) => Problem | null,
): ReadPlane | Problem {
  const header = emptyHeader();
  let plane: Plane | null = null;
  let asked = false;
  let at = 0;
  for (;;) {
    const segment = nextSegment(file, at);
    if (segment === null) return truncated;
    if (segment === 'corrupt') return corrupt('A part of it has an impossible length.');
    at = segment.end;
    // A progressive file may end without its last refinements: then that is all the precision it has.
    if (segment.code === endOfImage) return plane && header.frame ? finish(header, header.frame, plane) : corrupt('It holds no picture.');
    if (segment.code !== startOfScan) {
      const problem = readSegment(header, segment);
      if (problem !== null) return problem;
      continue;
    }

    const { frame } = header;
    if (frame === null) return corrupt('Its picture begins before its size is stated.');
    const refused = asked ? null : refuse(header, frame);
    if (refused !== null) return refused;
    asked = true;
    const wanted = frame.components[index]!;
    const scan = readScan(frame, segment.body);
    if (scan === null) return corrupt('A scan header makes no sense.');
    if (scan.spectralStart > 0 && frame.progressive) continue;
    if (!scan.components.some(({ component }) => component === wanted)) continue;

    const layout = layOut(header, frame, scan, wanted, file.length - at);
    if (layout === null) return corrupt('A Huffman table is missing.');
    // Every block takes a bit at least: what a header claims is believed, and paid for, no further.
    if (layout.columns * layout.rows * layout.blocks.length > (file.length - at) * 8) return truncated;
    const refine = frame.progressive && scan.high > 0;
    if (refine && plane === null) return corrupt('It refines a picture that it does not have.');
    plane = refine ? plane : begin(header, frame, wanted);
    if (plane === null) return corrupt('A quantisation table is missing.');
    const low = frame.progressive ? scan.low : 0;
    const outcome = readDcScan(file, at, layout, low, refine);
    if (outcome === 'truncated') return truncated;
    if (outcome === 'corrupt') return corrupt('Its compressed data make no sense.');
    if (low === 0) return finish(header, frame, plane);
  }
}

function begin(header: JpegHeader, frame: Frame, wanted: Component): Plane | null {
  const step = header.dcSteps[wanted.quantiser] ?? null;
  if (step === null) return null;
  const { width, height } = planeSize(frame, wanted);
  if (kernel.clearPlane(width, height) === 0) throw new RangeError('allocation of a plane failed');
  return { width, height, step };
}

function finish(header: JpegHeader, frame: Frame, { width, height, step }: Plane): ReadPlane {
  kernel.toSamples(step);
  return { header, frame, width, height, samples: new Uint8Array(kernel.memory.buffer, kernel.planeAt(), width * height).slice() };
}
