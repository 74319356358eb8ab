import { decoded, notDecoded, type Decoded } from './grid';
import { readJpegHeader } from './jpeg/header';
import { decodeJpeg } from './jpeg/jpeg';
import { decodeBySharp } from './other';
import { decodePng } from './png/png';
import { nameUnsupported, sniff, sniffBytes } from './sniff';
import { noTraits, traitsOfJpeg } from './traits';

/**
 * The luma grid of a file's whole content. JPEG and PNG are answered at once, without a promise, because they
 * are nearly all there is and a turn of the event loop for each would show; the others, and rare kinds of
 * these, go through sharp.
 *
 * @param fewest Cells that there should be along the picture's shorter side, at least, if it has as many pixels. A JPEG whose
 *   blocks give fewer is read in full. The difference hash compares 9 × 8.
 * @param numbered Whether the number of the pixels is asked for; docs/speed.md says what it costs.
 */
export function decode(bytes: Uint8Array, fewest = 9, numbered = true): Decoded | Promise<Decoded> {
  if (bytes.length === 0) return notDecoded('empty', 'The file is empty.');
  const head = bytes.subarray(0, sniffBytes);
  const format = sniff(head);
  switch (format) {
    case null: {
      const name = nameUnsupported(head);
      if (name !== null) return notDecoded('unsupported', `${name} images are not supported yet.`);
      return notDecoded('not-an-image', 'The file’s content is no image of a known kind.');
    }
    case 'jpeg':
      return decodeJpegOrMore(bytes, fewest, numbered);
    case 'png': {
      const result = decodePng(bytes, numbered);
      return result === 'hand-on' ? decodeBySharp(bytes, 'png') : result;
    }
    default:
      return decodeBySharp(bytes, format);
  }
}

function decodeJpegOrMore(bytes: Uint8Array, fewest: number, numbered: boolean): Decoded | Promise<Decoded> {
  const result = decodeJpeg(bytes, fewest, numbered);
  if (result === 'hand-on') return decodeRareJpeg(bytes);
  if (!result.ok) return result;
  if (Math.min(result.grid.width, result.grid.height) >= fewest) return result;
  const { pixels = null, traits = noTraits } = result.grid;
  return decodeBySharp(bytes, 'jpeg').then((fine) => (fine.ok ? decoded({ ...fine.grid, pixels, traits }) : result));
}

async function decodeRareJpeg(bytes: Uint8Array): Promise<Decoded> {
  const result = await decodeBySharp(bytes, 'jpeg');
  return result.ok ? decoded({ ...result.grid, traits: traitsOfJpeg(readJpegHeader(bytes)) }) : result;
}
