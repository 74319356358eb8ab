import type { ImageFormat } from '../../shared/files';

/** Bytes of a file's beginning that {@link sniff} and {@link nameUnsupported} look at, at most. */
export const sniffBytes = 4096;

/** Recognises an image by its content, never by its name. Null: not one that is read here. */
export function sniff(head: Uint8Array): ImageFormat | null {
  if (startsWith(head, [0xff, 0xd8, 0xff])) return 'jpeg';
  if (startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  if (textAt(head, 0, 'RIFF') && textAt(head, 8, 'WEBP')) return 'webp';
  if (textAt(head, 0, 'GIF87a') || textAt(head, 0, 'GIF89a')) return 'gif';
  if (boxBrand(head) === 'avif') return 'avif';
  if (isTiff(head)) return 'tiff';
  if (isSvg(head)) return 'svg';
  return null;
}

/** The everyday name of an image format that is recognised but not read, or null when it is not even that. */
export function nameUnsupported(head: Uint8Array): string | null {
  const known = signatures.find(({ bytes, at }) => bytesAt(head, at, bytes));
  if (known) return known.name;
  const brand = boxBrand(head);
  if (brand === 'heic') return 'HEIC';
  if (brand === 'raw') return 'Camera RAW';
  if (isBitmap(head)) return 'BMP';
  if (isIcon(head)) return 'Icon (ICO)';
  if (isWideText(head) && /<svg[\s>]/.test(decodeWide(head))) return 'UTF-16 SVG';
  return null;
}

const cameraRaw = 'Camera RAW';
/** Magic numbers long enough to be sure of. The TIFF-like RAW ones differ from TIFF in their first bytes. */
const signatures = [
  { name: 'JPEG XL', at: 0, bytes: [0xff, 0x0a] },
  { name: 'JPEG XL', at: 0, bytes: [0, 0, 0, 0x0c, ...ascii('JXL ')] },
  { name: 'JPEG 2000', at: 0, bytes: [0, 0, 0, 0x0c, ...ascii('jP  ')] },
  { name: 'JPEG 2000', at: 0, bytes: [0xff, 0x4f, 0xff, 0x51] },
  { name: 'Photoshop', at: 0, bytes: ascii('8BPS') },
  { name: 'GIMP (XCF)', at: 0, bytes: ascii('gimp xcf') },
  { name: 'OpenEXR', at: 0, bytes: [0x76, 0x2f, 0x31, 0x01] },
  { name: 'QOI', at: 0, bytes: ascii('qoif') },
  { name: 'DDS', at: 0, bytes: ascii('DDS \x7c') },
  { name: cameraRaw, at: 0, bytes: ascii('FUJIFILMCCD-RAW') },
  { name: cameraRaw, at: 0, bytes: ascii('IIRO') },
  { name: cameraRaw, at: 0, bytes: ascii('IIRS') },
  { name: cameraRaw, at: 0, bytes: ascii('MMOR') },
  { name: cameraRaw, at: 0, bytes: [...ascii('IIU'), 0] },
  { name: cameraRaw, at: 0, bytes: [0, ...ascii('MRM')] },
  { name: cameraRaw, at: 0, bytes: ascii('FOVb') },
  { name: cameraRaw, at: 6, bytes: ascii('HEAPCCDR') },
] as const;

/** Classic TIFF (42) and BigTIFF (43) in both byte orders; Canon's CR2 is TIFF with a mark of its own. */
function isTiff(head: Uint8Array): boolean {
  return (
    startsWith(head, [0x49, 0x49, 42, 0]) ||
    startsWith(head, [0x4d, 0x4d, 0, 42]) ||
    startsWith(head, [0x49, 0x49, 43, 0, 8, 0]) ||
    startsWith(head, [0x4d, 0x4d, 0, 43, 0, 8])
  );
}

const avifBrands = new Set(['avif', 'avis']);
const heicBrands = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'hevm', 'hevs', 'mif1', 'msf1']);

/** What the `ftyp` box of an ISO base media file (ISO/IEC 14496-12 §4.3) says: the first brand that is known here. */
function boxBrand(head: Uint8Array): 'avif' | 'heic' | 'raw' | null {
  if (!textAt(head, 4, 'ftyp') || head.length < 12) return null;
  const size = new DataView(head.buffer, head.byteOffset).getUint32(0);
  const brands = [brandAt(head, 8)];
  for (let at = 16; at + 4 <= Math.min(size, head.length); at += 4) brands.push(brandAt(head, at));
  if (brands[0] === 'crx ') return 'raw';
  // `mif1` says only "an image item": an AVIF may lead with it, and names `avif` further on.
  const sure = brands.find((brand) => avifBrands.has(brand) || (heicBrands.has(brand) && !brand.endsWith('1')));
  if (sure !== undefined) return avifBrands.has(sure) ? 'avif' : 'heic';
  return brands.some((brand) => heicBrands.has(brand)) ? 'heic' : null;
}

function brandAt(head: Uint8Array, at: number): string {
  return String.fromCharCode(...head.subarray(at, at + 4));
}

/**
 * An `<svg` element first of all, after what XML lets stand before it: a byte order mark, white space, the
 * prolog, comments, processing instructions and a doctype.
 */
function isSvg(head: Uint8Array): boolean {
  const text = new TextDecoder('latin1').decode(head.subarray(0, sniffBytes));
  let at = text.startsWith('\u00ef\u00bb\u00bf') ? 3 : 0;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at++;
    if (text.startsWith('<!--', at)) at = after(text, '-->', at + 4);
    else if (text.startsWith('<?', at)) at = after(text, '?>', at + 2);
    else if (/^<!doctype/i.test(text.slice(at, at + 9))) at = afterDoctype(text, at + 9);
    else break;
    if (at < 0) return false;
  }
  return /^<(?:[A-Za-z_][\w.-]*:)?svg[\s/>]/.test(text.slice(at, at + 80));
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? -1 : found + mark.length;
}

function afterDoctype(text: string, from: number): number {
  const subset = text.indexOf('[', from);
  const end = text.indexOf('>', from);
  if (subset < 0 || (end >= 0 && end < subset)) return end < 0 ? -1 : end + 1;
  const close = /\]\s*>/g;
  close.lastIndex = subset;
  const found = close.exec(text);
  return found ? close.lastIndex : -1;
}

/** Windows bitmap: "BM" alone is too weak, so its header's size must be one that exists. */
function isBitmap(head: Uint8Array): boolean {
  return textAt(head, 0, 'BM') && head.length >= 18 && [12, 40, 52, 56, 64, 108, 124].includes(head[14]!) && head[15] === 0;
}

/** A directory of at least one icon whose first entry has its reserved byte zero and data after the directory. */
function isIcon(head: Uint8Array): boolean {
  const looksRight = startsWith(head, [0, 0, 1, 0]) && head.length >= 22 && head[9] === 0;
  if (!looksRight) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const count = view.getUint16(4, true);
  return count > 0 && view.getUint32(18, true) >= 6 + 16 * count;
}

function isWideText(head: Uint8Array): boolean {
  return startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff]);
}

function decodeWide(head: Uint8Array): string {
  const little = head[0] === 0xff;
  let text = '';
  for (let at = 2; at + 1 < Math.min(head.length, sniffBytes); at += 2) {
    text += String.fromCharCode(little ? head[at]! | (head[at + 1]! << 8) : (head[at]! << 8) | head[at + 1]!);
  }
  return text;
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytesAt(head, 0, bytes);
}

function textAt(head: Uint8Array, at: number, text: string): boolean {
  return bytesAt(head, at, ascii(text));
}

function bytesAt(head: Uint8Array, at: number, bytes: readonly number[]): boolean {
  return head.length >= at + bytes.length && bytes.every((byte, i) => head[at + i] === byte);
}

function ascii(text: string): number[] {
  return Array.from(text, (char) => char.charCodeAt(0));
}
