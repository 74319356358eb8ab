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
