import { corrupt, emptyHeader, readSegment, type Component, type Frame, type JpegHeader, type Problem } from './header';
import { layOut, planeSize, readScan } from './layout';
import { endOfImage, nextSegment, startOfScan } from './markers';
import { readDcScan, type DcPlane } from './scan';

/** One component at an eighth of the picture's scale, as read. */
export interface ReadPlane {
  readonly header: JpegHeader;
  readonly frame: Frame;
  readonly plane: DcPlane;
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
  let read: ReadPlane | null = null;
  let asked = false;
  let at = 0;
  for (;;) {
    const segment = nextSegment(file, at);
    if (segment === null) return truncated;
    if (segment === 'corrupt') return corrupt('A part of it has an impossible length.');
    at = segment.end;
    // A progressive file may end without its last refinements: then that is all the precision it has.
    if (segment.code === endOfImage) return read ?? corrupt('It holds no picture.');
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
    if (refine && read === null) return corrupt('It refines a picture that it does not have.');
    read = refine ? read : begin(header, frame, wanted);
    if (read === null) return corrupt('A quantisation table is missing.');
    const low = frame.progressive ? scan.low : 0;
    const outcome = readDcScan(file, at, layout, read.plane, low, refine);
    if (outcome === 'truncated') return truncated;
    if (outcome === 'corrupt') return corrupt('Its compressed data make no sense.');
    if (low === 0) return read;
  }
}

function begin(header: JpegHeader, frame: Frame, wanted: Component): ReadPlane | null {
  const step = header.dcSteps[wanted.quantiser] ?? null;
  if (step === null) return null;
  const { width, height } = planeSize(frame, wanted);
  return { header, frame, plane: { width, height, dc: new Int16Array(width * height) }, step };
}
