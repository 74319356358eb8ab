import { createHash } from 'node:crypto';
import type { Metadata, Sharp as Image } from 'sharp';
import { isSrgb } from './icc';
import { openable } from './openable';
import { withImage } from './open-image';
import { readPng } from './png/chunks';
import { colourClaims } from './png/description';
import { loadSharp } from './sharp';
import { explainSharp } from './sharp-failure';
import { sniff, sniffBytes } from './sniff';


/** Kinds of pixels that come through as they are stored. Those of print and of measuring are converted, which is not the same. */
const plainSpaces: ReadonlySet<string> = new Set(['srgb', 'rgb', 'rgb16', 'b-w', 'grey16']);

/** A picture's pixels as they are shown, in the plainest form that has them all. */
interface Pixels {
  readonly width: number;
  readonly height: number;
  /** 3, or 4 where anything shines through. */
  readonly channels: number;
  /** Bytes of a sample: 2 where more than 8 bits tell something. */
  readonly depth: number;
  readonly samples: Uint8Array;
  /** What says which colours the samples mean, if not sRGB. */
  readonly claims: readonly Uint8Array[];
}

/**
 * SHA-256 (FIPS 180-4) of a picture as it is shown: turned upright, grey as three equal colours, without its metadata. Equal digests mean
 * equal pixels in the same colour space, whatever the format, and almost always the other way round. Of what nobody sees, the colours under
 * full transparency, there is nothing in it.
 *
 * Null where that can't be told: for damaged and very large pictures, drawings (SVG), moving ones, several pages, inks (CMYK) and what
 * is stored with more than 8 but not 16 bits. Never rejects, but as `decodeBySharp` does.
 */
export async function digestPixels(bytes: Uint8Array): Promise<Uint8Array | null> {
  const format = sniff(bytes.subarray(0, sniffBytes));
  if (format === null || format === 'svg') return null;
  const source = openable(bytes, format);
  if (!(source instanceof Uint8Array)) return null;
  try {
    const claims = format === 'png' ? claimsOfPng(source) : [];
    if (claims === null) return null;
    const digest = await withImage(await loadSharp(), source, { format, strict: true, turned: true, raw: true }, async (image, said) => {
      const pixels = await readPixels(image, said, claims);
      return pixels && digestOf(pixels);
    });
    return digest instanceof Uint8Array ? digest : null;
  } catch (thrown) {
    explainSharp(thrown, bytes, format);
    return null;
  }
}

async function readPixels(image: Image, said: Metadata, claims: readonly Uint8Array[]): Promise<Pixels | null> {
  const { space, depth, pages = 1, bitsPerSample = 8, icc } = said;
  const deep = depth === 'ushort';
  if (pages > 1 || !plainSpaces.has(space) || (depth !== 'uchar' && !deep) || (deep && bitsPerSample !== 16)) return null;
  const { data, info } = await image
    .autoOrient()
    .toColourspace(deep ? 'rgb16' : 'srgb')
    .raw({ depth: deep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3 && info.channels !== 4) return null;
  const shallow = deep ? dropEmptyBits(new Uint16Array(data.buffer, data.byteOffset, data.length / 2)) : data;
  const samples = info.channels === 4 ? dropUnseen(shallow) : shallow;
  return {
    width: info.width,
    height: info.height,
    channels: samples.length / (info.width * info.height),
    depth: samples.BYTES_PER_ELEMENT,
    samples: new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength),
    claims: icc && !isSrgb(icc) ? [...claims, icc] : claims,
  };
}

/** What a PNG says of its colours beside a profile, which sharp unpacks; null for one in which not everybody sees the same. */
function claimsOfPng(source: Uint8Array): readonly Uint8Array[] | null {
  const png = readPng(source);
  if ('reason' in png || png.ambiguous) return null;
  const colourSpace = new Map(png.colourSpace);
  if (colourSpace.has('iCCP')) for (const name of ['iCCP', 'gAMA', 'cHRM']) colourSpace.delete(name);
  return colourClaims({ colourSpace });
}

/** Samples of 16 bits as 8 where the other 8 are those again, or zeros: nothing but padding. In place. */
function dropEmptyBits(samples: Uint16Array): Uint16Array | Uint8Array {
  let repeated = true;
  let zero = true;
  for (let i = 0; i < samples.length && (repeated || zero); i++) {
    const low = samples[i]! & 255;
    zero &&= low === 0;
    repeated &&= low === samples[i]! >> 8;
  }
  if (!repeated && !zero) return samples;
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = samples[i]! >> 8;
  return bytes;
}

/** Red, green, blue and alpha without alpha where all is opaque; otherwise without the colours that nobody sees. In place. */
function dropUnseen(samples: Uint16Array | Uint8Array): Uint16Array | Uint8Array {
  const opaque = samples instanceof Uint16Array ? 65535 : 255;
  let first = 3;
  while (first < samples.length && samples[first] === opaque) first += 4;
  if (first < samples.length) {
    for (let at = 0; at < samples.length; at += 4) if (samples[at + 3] === 0) samples.fill(0, at, at + 3);
    return samples;
  }
  let to = 0;
  for (let at = 0; at < samples.length; at += 4) {
    samples[to++] = samples[at]!;
    samples[to++] = samples[at + 1]!;
    samples[to++] = samples[at + 2]!;
  }
  return samples.subarray(0, to);
}

function digestOf({ width, height, channels, depth, samples, claims }: Pixels): Uint8Array {
  const digest = createHash('sha256').update(`${width} ${height} ${channels} ${depth} ${claims.map((claim) => claim.length).join(' ')}\n`);
  for (const claim of claims) digest.update(claim);
  return new Uint8Array(digest.update(samples).digest());
}
