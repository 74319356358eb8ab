import { decoded, type Decoded } from '../grid';
import { decodePlane, headers, type Colours, type Plane } from './kernel';
import { inverted, lumaOfPrint, lumaOfRgb } from './luma';
import type { Problem } from './problems';

/** The components that the luma is made of. */
const needed = { 'luma-first': [0], rgb: [0, 1, 2], cmyk: [0, 1, 2, 3], ycck: [0, 3] } as const satisfies Record<Colours, readonly number[]>;

/**
 * Decodes a JPEG file to an eighth of its scale, ⌈width/8⌉ × ⌈height/8⌉ cells, from nothing but the DC coefficients (ITU-T
 * T.81): to the last bit what libjpeg-turbo gives as 1/8-scale greyscale, at a fraction of the work. A picture that is too small
 * for that gets two or four cells for each block side, from the block's lowest coefficients as a transform of so many points
 * (for a progressive file, as far as its first scan of them tells). Print pictures (CMYK), which libjpeg does not turn grey, are
 * described in `luma.ts`.
 *
 * Baseline, extended sequential and progressive files of 8 bits with Huffman coding are decoded. Others (arithmetic, lossless,
 * hierarchical, 12-bit, or a luma coarser than the chroma) are `'hand-on'`: nothing is wrong with them, but another decoder must
 * read them.
 *
 * @param bytes Exactly the file. Only read, and not kept.
 * @param fewest Cells that there should be along the shorter side, at least, if half of the picture's pixels are as many.
 * @param numbered Whether the number of the pixels is asked for.
 */
export function decodeJpeg(bytes: Uint8Array, fewest = 0, numbered = true): Decoded | 'hand-on' {
  const first = decodePlane(bytes, 0, fewest, numbered);
  if (!isPlane(first)) return failed(first);
  const { colours, imageWidth, imageHeight, adobe, orientation, pixels, traits } = headers(bytes);
  const components = [first.samples];
  for (const index of needed[colours].slice(1)) {
    const more = decodePlane(bytes, index, fewest, false);
    if (!isPlane(more)) return failed(more);
    components.push(more.samples);
  }
  return decoded({
    format: 'jpeg',
    width: first.width,
    height: first.height,
    luma: combine(colours, components, adobe),
    spanX: (imageWidth / 8) * first.side,
    spanY: (imageHeight / 8) * first.side,
    imageWidth,
    imageHeight,
    orientation,
    pixels,
    traits,
  });
}

function isPlane(result: Plane | Problem): result is Plane {
  return typeof result === 'object' && 'samples' in result;
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
