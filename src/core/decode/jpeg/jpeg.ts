import { decoded, type Decoded } from '../grid';
import type { Frame, JpegHeader, Problem } from './header';
import { inverted, lumaOfPrint, lumaOfRgb } from './luma';
import { readPlane, type ReadPlane, type Side } from './plane';

type Colours = 'luma-first' | 'rgb' | 'cmyk' | 'ycck';

/** What the components mean, by libjpeg's rules (JFIF 1.02; T.872 §6.5.3 for the Adobe marker). */
function coloursOf(header: JpegHeader, frame: Frame): Colours {
  const ids = frame.components.map((component) => component.id);
  if (ids.length === 1) return 'luma-first';
  if (ids.length === 4) return header.adobeTransform === null || header.adobeTransform === 0 ? 'cmyk' : 'ycck';
  if (header.jfif) return 'luma-first';
  if (header.adobeTransform !== null) return header.adobeTransform === 0 ? 'rgb' : 'luma-first';
  return String.fromCharCode(...ids) === 'RGB' ? 'rgb' : 'luma-first';
}

/** The components that the luma is made of. */
const needed = { 'luma-first': [0], rgb: [0, 1, 2], cmyk: [0, 1, 2, 3], ycck: [0, 3] } as const satisfies Record<Colours, readonly number[]>;

/**
 * Cells a side to make of a block, so that there are `fewest` along the picture's shorter side, if half of its pixels are as
 * many. A component that is stored coarser than another has no cell per block; colours other than luma are not worth more.
 */
function chooseSide(header: JpegHeader, frame: Frame, fewest: number): Side | 'hand-on' {
  const colours = coloursOf(header, frame);
  const full = needed[colours].every((index) => {
    const component = frame.components[index]!;
    return component.across === frame.maxAcross && component.down === frame.maxDown;
  });
  if (!full) return 'hand-on';
  const cells = Math.min(frame.width, frame.height) / 8;
  if (colours !== 'luma-first' || cells >= fewest) return 1;
  return cells * 2 >= fewest ? 2 : 4;
}

function isPlane(read: ReadPlane | Problem): read is ReadPlane {
  return typeof read === 'object' && 'samples' in read;
}

/**
 * Decodes a JPEG file to an eighth of its scale, ⌈width/8⌉ × ⌈height/8⌉ cells, from nothing but the DC
 * coefficients (ITU-T T.81): to the last bit what libjpeg-turbo gives as 1/8-scale greyscale, at a fraction
 * of the work. Print pictures (CMYK), which libjpeg does not turn grey, are described in `luma.ts`.
 *
 * Baseline, extended sequential and progressive files of 8 bits with Huffman coding are decoded. Others
 * (arithmetic, lossless, hierarchical, 12-bit, or a luma coarser than the chroma) are `'hand-on'`: nothing is
 * wrong with them, but another decoder must read them.
 *
 * @param bytes Exactly the file. Only read, and not kept.
 */
export function decodeJpeg(bytes: Uint8Array, fewest = 0): Decoded | 'hand-on' {
  const first = readPlane(bytes, 0, (header, frame) => chooseSide(header, frame, fewest));
  if (!isPlane(first)) return failed(first);
  const { header, frame } = first;
  const colours = coloursOf(header, frame);
  const components = [first.samples];
  for (const index of needed[colours].slice(1)) {
    const read = readPlane(bytes, index, () => 1);
    if (!isPlane(read)) return failed(read);
    components.push(read.samples);
  }
  return decoded({
    format: 'jpeg',
    width: first.width,
    height: first.height,
    luma: combine(colours, components, header.adobeTransform !== null),
    spanX: (frame.width / 8) * first.side,
    spanY: (frame.height / 8) * first.side,
    imageWidth: frame.width,
    imageHeight: frame.height,
    orientation: header.orientation ?? 1,
  });
}

function failed(problem: Problem): Decoded | 'hand-on' {
  return problem === 'hand-on' ? problem : { ok: false, failure: problem };
}

/** @param components The samples of the components that `needed` lists. */
function combine(colours: Colours, components: readonly Uint8Array[], adobe: boolean): Uint8Array {
  const [a, b, c, d] = components;
  switch (colours) {
    case 'luma-first':
      return a!;
    case 'rgb':
      return lumaOfRgb(a!, b!, c!);
    case 'cmyk': {
      // Adobe's programs store ink upside down: 255 for none.
      const [cyan, magenta, yellow, black] = adobe ? [a!, b!, c!, d!] : [inverted(a!), inverted(b!), inverted(c!), inverted(d!)];
      return lumaOfPrint(lumaOfRgb(cyan, magenta, yellow), black);
    }
    case 'ycck':
      // Its Y is the luma of the inks, not of their absence; its K is stored as in CMYK.
      return lumaOfPrint(inverted(a!), b!);
  }
}
