import { readOrientation } from '../exif';
import { cutShort } from '../failures';
import type { DecodeFailure } from '../grid';

/** IHDR, and the chunks that matter to a luma grid (PNG third edition, §11). */
export interface PngFile {
  readonly width: number;
  readonly height: number;
  /** 1, 2, 4, 8 or 16. */
  readonly bitDepth: number;
  readonly colour: PngColour;
  readonly interlaced: boolean;
  /** RGB triples; empty without PLTE. */
  readonly palette: Uint8Array;
  /** The contents of tRNS; empty without it. */
  readonly transparency: Uint8Array;
  /** The contents of eXIf, a TIFF structure; null without it. */
  readonly exif: Uint8Array | null;
  /** The contents of the chunks that tell which colours are meant, by name: those of {@link colourChunks} that there are. */
  readonly colourSpace: ReadonlyMap<string, Uint8Array>;
  /**
   * Whether it has more pictures than the one in `data` (§11.3.6.1), or says a thing twice, too late (§5.6) or at a wrong length: then not everybody sees the
   * same in it.
   */
  readonly ambiguous: boolean;
  readonly data: readonly Uint8Array[];
}

export type PngColour = 'grey' | 'rgb' | 'palette' | 'grey-alpha' | 'rgba';

const colours: readonly (PngColour | null)[] = ['grey', null, 'rgb', 'palette', 'grey-alpha', null, 'rgba'];
const depths: Readonly<Record<PngColour, readonly number[]>> = {
  grey: [1, 2, 4, 8, 16],
  rgb: [8, 16],
  palette: [1, 2, 4, 8],
  'grey-alpha': [8, 16],
  rgba: [8, 16],
};
export const channelsOf: Readonly<Record<PngColour, number>> = { grey: 1, rgb: 3, palette: 1, 'grey-alpha': 2, rgba: 4 };

/** Bytes of a row of pixels, without its filter. */
export function rowBytesOf(png: PngFile): number {
  return Math.ceil((png.width * png.bitDepth * channelsOf[png.colour]) / 8);
}

const none = new Uint8Array(0);
/** §11.3.2 */
const colourChunks: ReadonlySet<string> = new Set(['cICP', 'iCCP', 'sRGB', 'gAMA', 'cHRM']);
/** Those that stand before the pixels, and with others those that stand there once. */
const earlyChunks: ReadonlySet<string> = new Set(['PLTE', 'tRNS', ...colourChunks]);
const onceChunks: ReadonlySet<string> = new Set(['eXIf', ...earlyChunks]);

/**
 * Walks the chunks. Their CRCs are not checked: the pixels are guarded by zlib's own checksum, and a picture
 * whose every pixel is there is worth comparing even if a comment in it has been damaged.
 */
export function readPng(bytes: Uint8Array): PngFile | DecodeFailure {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 33) return cutShort;
  const first = chunkName(view, 12);
  if (first === 'CgBI') return { reason: 'unsupported', detail: 'PNG images in Apple’s CgBI variant are not supported yet.' };
  if (first !== 'IHDR' || view.getUint32(8) !== 13) return damaged('it does not begin with a header');

  const width = view.getUint32(16);
  const height = view.getUint32(20);
  const bitDepth = bytes[24]!;
  const colour = colours[bytes[25]!] ?? null;
  if (width === 0 || height === 0 || width > 0x7fffffff || height > 0x7fffffff) return damaged('its size makes no sense');
  if (colour === null || !depths[colour].includes(bitDepth)) return damaged('its colour type does not exist');
  if (bytes[26] !== 0 || bytes[27] !== 0 || bytes[28]! > 1) return damaged('its compression does not exist');

  let palette: Uint8Array = none;
  let transparency: Uint8Array = none;
  let exif: Uint8Array | null = null;
  const colourSpace = new Map<string, Uint8Array>();
  let ambiguous = false;
  const met = new Set<string>();
  const data: Uint8Array[] = [];
  for (let at = 33; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at);
    const name = chunkName(view, at + 4);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (name === 'IEND') break;
    if (body.length < length) {
      // A cut inside the pixels shows when they are inflated; a cut before them is found here.
      if (name === 'IDAT') data.push(body);
      break;
    }
    const misplaced = met.has(name) || (earlyChunks.has(name) && data.length > 0) || (name === 'PLTE' && met.has('tRNS'));
    if (misplaced || name === 'acTL') ambiguous = true;
    // Few look for it there.
    if (name === 'eXIf' && data.length > 0 && readOrientation(body) !== 1) ambiguous = true;
    if (onceChunks.has(name)) met.add(name);
    if (name === 'IDAT') data.push(body);
    else if (name === 'PLTE') palette = body;
    else if (name === 'tRNS') transparency = body;
    else if (name === 'eXIf') exif = body;
    else if (colourChunks.has(name)) colourSpace.set(name, body);
    at += 12 + length;
  }
  if (data.length === 0) return cutShort;
  if (colour === 'palette' && palette.length < 3) return damaged('its palette is missing');
  if (!fits(colour, palette, transparency)) ambiguous = true;
  return { width, height, bitDepth, colour, interlaced: bytes[28] === 1, palette, transparency, exif, colourSpace, ambiguous, data };
}

/** Whether the palette and tRNS are as long as the kind of pixels wants them (§11.2.2, §11.3.1.1); some readers ignore others. */
function fits(colour: PngColour, palette: Uint8Array, transparency: Uint8Array): boolean {
  if (colour === 'palette') return palette.length % 3 === 0 && 3 * transparency.length <= palette.length;
  return transparency.length === 0 || transparency.length === (colour === 'grey' ? 2 : 6);
}

export function damaged(what: string): DecodeFailure {
  return { reason: 'corrupt', detail: `The PNG image is damaged: ${what}.` };
}

function chunkName(view: DataView, at: number): string {
  return String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
}
