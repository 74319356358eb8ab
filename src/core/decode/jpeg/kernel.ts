import jpegKernel from '../../../kernels/jpeg/jpeg?kernel';
import { loadKernel } from '../../kernel';
import type { Orientation } from '../../../shared/files';
import { readOrientation } from '../exif';
import { contentNumber, type ContentNumber } from '../content-number';
import { traitsOfJpeg, type Traits } from '../traits';
import { problemOf, type Problem } from './problems';

/** The decoder proper: src/kernels/jpeg/jpeg.ts says what each function does. */
const kernel = loadKernel(jpegKernel, [
  'windowAt',
  'windowSize',
  'begin',
  'takeWindow',
  'wantedAt',
  'decode',
  'colours',
  'imageWidth',
  'imageHeight',
  'isAdobe',
  'exifAt',
  'exifSize',
  'hasProfile',
  'lumaStepsAt',
  'pixelsAt',
  'cellSide',
  'blocksAcross',
  'blocksDown',
  'samplesAt',
]);

/** What `decode` answers beside the numbers of problems. */
const done = 0;
const wantsWindow = -1;
const windowAt = kernel.windowAt();
const windowSize = kernel.windowSize();

/** By the numbers of src/kernels/jpeg/jpeg.ts. */
const colourKinds = ['luma-first', 'rgb', 'cmyk', 'ycck'] as const;
export type Colours = (typeof colourKinds)[number];

/** One component of a picture at an eighth of its scale or finer. */
export interface Plane {
  /** Cells: `side` along each side of a block. */
  readonly width: number;
  readonly height: number;
  readonly side: number;
  readonly samples: Uint8Array;
}

/** What a file's headers say, as far as they were read for the plane decoded last. */
export interface Headers {
  readonly colours: Colours;
  /** Pixels. */
  readonly imageWidth: number;
  readonly imageHeight: number;
  /** Whether an Adobe marker stated a colour transform. */
  readonly adobe: boolean;
  readonly orientation: Orientation;
  readonly pixels: ContentNumber | null;
  readonly traits: Traits;
}

/**
 * Decodes the component number `component` of a JPEG file; a problem where that can't be done.
 *
 * @param fewest Cells that there should be along the picture's shorter side, at least.
 * @param numbered Whether `headers` is to have the number of the pixels.
 */
export function decodePlane(file: Uint8Array, component: number, fewest: number, numbered: boolean): Plane | Problem {
  kernel.begin(file.length, component, fewest, numbered ? 1 : 0);
  giveWindow(file, 0);
  for (;;) {
    const answer = kernel.decode();
    if (answer === done) return plane();
    if (answer !== wantsWindow) return problemOf(answer, kernel.imageWidth(), kernel.imageHeight());
    giveWindow(file, kernel.wantedAt());
  }
}

function giveWindow(file: Uint8Array, at: number): void {
  const bytes = file.subarray(at, at + windowSize);
  new Uint8Array(kernel.memory.buffer, windowAt, bytes.length).set(bytes);
  kernel.takeWindow(at, bytes.length);
}

function plane(): Plane {
  const side = kernel.cellSide();
  const width = kernel.blocksAcross() * side;
  const height = kernel.blocksDown() * side;
  // A copy: the memory is used for the next plane.
  return { width, height, side, samples: new Uint8Array(kernel.memory.buffer, kernel.samplesAt(), width * height).slice() };
}

/** What was read of the file whose plane was decoded last. */
export function headers(file: Uint8Array): Headers {
  const exifAt = kernel.exifAt();
  const exif = exifAt > 0 ? file.subarray(exifAt, exifAt + kernel.exifSize()) : null;
  const orientation = exif ? readOrientation(exif) : 1;
  const pixelsAt = kernel.pixelsAt(orientation);
  return {
    colours: colourKinds[kernel.colours()]!,
    imageWidth: kernel.imageWidth(),
    imageHeight: kernel.imageHeight(),
    adobe: kernel.isAdobe() === 1,
    orientation,
    traits: traitsOfJpeg({ precision: 8, lumaSteps: lumaSteps(), exif, profile: kernel.hasProfile() === 1 }),
    pixels: pixelsAt === 0 ? null : contentNumber(kernel.memory, pixelsAt),
  };
}

function lumaSteps(): Uint16Array | null {
  const at = kernel.lumaStepsAt();
  return at === 0 ? null : new Uint16Array(new Int32Array(kernel.memory.buffer, at, 64));
}
