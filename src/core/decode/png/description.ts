import type { Orientation } from '../../../shared/files';
import type { PngFile } from './chunks';

/** What the gAMA and cHRM chunks of an sRGB picture say (PNG third edition §11.3.2.5): as good as no claim. */
const usual: ReadonlyMap<string, readonly number[]> = new Map([
  ['gAMA', [45455]],
  ['cHRM', [31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000]],
]);

/**
 * All that a PNG's pixels, as shown, depend on beside its rows: byte strings that two files have in common if their rows mean the same.
 * Text, times, densities and what else says nothing about pixels is not in it, nor is what sRGB says of itself.
 */
export function describePng(png: PngFile, orientation: Orientation): readonly Uint8Array[] {
  const { width, height, bitDepth, colour, palette, transparency } = png;
  const header = Buffer.from(`${width} ${height} ${bitDepth} ${colour} ${orientation}`, 'latin1');
  // A palette beside true colours is a suggestion (§11.2.2).
  const indexed = colour === 'palette' ? palette.subarray(0, 3 * 2 ** bitDepth) : none;
  const keyed = colour === 'palette' ? transparency.subarray(0, 2 ** bitDepth) : colour === 'grey' || colour === 'rgb' ? transparency.subarray(0, 6) : none;
  return [header, indexed, keyed, ...colourClaims(png)];
}

const none = new Uint8Array(0);

/** What a PNG says of the colours it means, where that is not sRGB: the better claims overrule the others (§13.14). */
export function colourClaims({ colourSpace }: Pick<PngFile, 'colourSpace'>): readonly Uint8Array[] {
  const settled = colourSpace.has('iCCP') || colourSpace.has('sRGB');
  const claims = settled ? ['cICP', 'iCCP'] : ['cICP', 'gAMA', 'cHRM'];
  return claims.flatMap((name) => {
    const said = colourSpace.get(name);
    if (!said || isUsual(name, said)) return [];
    return [Buffer.from(name, 'latin1'), said];
  });
}

function isUsual(name: string, said: Uint8Array): boolean {
  const numbers = usual.get(name);
  if (numbers?.length !== said.length / 4) return false;
  const view = new DataView(said.buffer, said.byteOffset, said.byteLength);
  return numbers.every((number, i) => view.getUint32(4 * i) === number);
}
