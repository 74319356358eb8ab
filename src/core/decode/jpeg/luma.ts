import type { DcPlane } from './scan';

/**
 * A DC coefficient, divided by 8, to a sample: libjpeg's range-limit table for its inverse transforms,
 * which takes the lowest 10 bits of what it is given, centred on 0.
 */
const limit = new Uint8Array(1024);
for (let i = 0; i < 1024; i++) limit[i] = Math.min(Math.max((i < 512 ? i : i - 1024) + 128, 0), 255);

/**
 * The samples of a component at an eighth of its scale: each DC coefficient is eight times the mean of its
 * block (ITU-T T.81 §A.3.3). To the last bit what libjpeg's `jpeg_idct_1x1` gives, wrap-around of absurd
 * values included: it multiplies 16-bit numbers.
 */
export function samples(plane: DcPlane, step: number): Uint8Array {
  const { dc } = plane;
  const factor = (step << 16) >> 16;
  const out = new Uint8Array(dc.length);
  for (let i = 0; i < out.length; i++) out[i] = limit[((dc[i]! * factor + 4) >> 3) & 1023]!;
  return out;
}

/** Rec. 601 luma of red, green and blue samples, in the 16-bit fixed point of libjpeg's `rgb_gray_convert`. */
export function lumaOfRgb(red: Uint8Array, green: Uint8Array, blue: Uint8Array): Uint8Array {
  const out = new Uint8Array(red.length);
  for (let i = 0; i < out.length; i++) out[i] = (19595 * red[i]! + 38470 * green[i]! + 7471 * blue[i]! + 32768) >> 16;
  return out;
}

/**
 * Luma of a print picture, by the plain rule red = (1 – cyan)(1 – black) and so on, which makes its luma that
 * of the colours without black, times (1 – black). libjpeg has no such conversion.
 *
 * @param colours Luma of cyan, magenta and yellow taken as red, green and blue with 255 for no ink.
 * @param black 255 for no ink.
 */
export function lumaOfPrint(colours: Uint8Array, black: Uint8Array): Uint8Array {
  const out = new Uint8Array(colours.length);
  for (let i = 0; i < out.length; i++) out[i] = Math.round((colours[i]! * black[i]!) / 255);
  return out;
}

export function inverted(values: Uint8Array): Uint8Array {
  return values.map((value) => 255 - value);
}
