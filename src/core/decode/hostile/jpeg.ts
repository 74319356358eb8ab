import { joined } from '../fuzz/blind';
import { piece, putTogether, startOfScan, takeApart, type Piece } from '../fuzz/jpeg-pieces';
import { big16, big32, text, type HostileFile } from './hostile-file';
import { directory, field, tiffHeader } from './tiff-maker';

const exifName = text('Exif\0\0');
const restart = 0xd0;
const heightBehind = 0xdc;

/**
 * @param baseline, progressive Small colour pictures, to be made worse.
 */
export function hostileJpegs(baseline: Uint8Array, progressive: Uint8Array): HostileFile[] {
  const whole = takeApart(baseline);
  const scans = takeApart(progressive);
  const scan = whole.find(({ code }) => code === startOfScan)!;
  const behindStart = (...pieces: readonly Piece[]): Uint8Array => putTogether([...pieces, ...whole]);
  const exif = (block: Uint8Array): Piece => piece(0xe1, joined([exifName, block]));
  return [
    { name: '65535 squared.jpg', bytes: putTogether(resized(whole, 65535, 65535)) },
    { name: '31000 squared.jpg', bytes: putTogether(resized(whole, 31_000, 31_000)) },
    { name: '31000 squared, progressive.jpg', bytes: putTogether(resized(scans, 31_000, 31_000)) },
    { name: '16000 squared, progressive.jpg', bytes: putTogether(resized(scans, 16_000, 16_000)) },
    { name: 'endless scans.jpg', bytes: endlessScans(scans, 3000, 2000, 20_000) },
    { name: 'endless scans of a large picture.jpg', bytes: endlessScans(scans, 9000, 9000, 3000) },
    { name: 'endless scans of no data.jpg', bytes: putTogether([...whole, ...Array.from({ length: 20_000 }, () => ({ ...scan, data: new Uint8Array(0) }))]) },
    { name: 'endless restarts.jpg', bytes: putTogether(withData(whole, new Uint8Array(4 * 1024 ** 2).map((_, i) => (i % 2 === 0 ? 0xff : restart + ((i >> 1) & 7))), 8000)) },
    { name: 'a restart for each block.jpg', bytes: putTogether([piece(0xdd, big16(1)), ...withData(whole, new Uint8Array(0), 16_000)]) },
    { name: 'endless fill bytes.jpg', bytes: joined([Uint8Array.of(0xff, 0xd8), new Uint8Array(16 * 1024 ** 2).fill(0xff), baseline.subarray(2)]) },
    { name: 'endless fill bytes in the data.jpg', bytes: putTogether(withData(whole, new Uint8Array(16 * 1024 ** 2).fill(0xff), 4000)) },
    { name: 'height behind the picture.jpg', bytes: putTogether([...resized(whole, 64, 0), piece(heightBehind, big16(65535))]) },
    { name: 'height stated again and again.jpg', bytes: putTogether([...whole, ...Array.from({ length: 50_000 }, () => piece(heightBehind, big16(65535)))]) },
    { name: 'frames again and again.jpg', bytes: putTogether([...Array.from({ length: 20_000 }, () => whole.find(({ code }) => code === 0xc0)!), ...whole]) },
    { name: 'tables again and again.jpg', bytes: behindStart(...Array.from({ length: 20_000 }, () => whole.find(({ code }) => code === 0xc4)!)) },
    { name: 'arithmetic, large.jpg', bytes: putTogether(resized(whole, 16_000, 16_000).map((one) => (one.code === 0xc0 ? { ...one, code: 0xc9 } : one))) },
    { name: 'sampled four by four.jpg', bytes: putTogether(resized(whole, 16_000, 16_000).map((one) => (one.code === 0xc0 ? { ...one, body: one.body.map((byte, i) => (i === 7 ? 0x44 : byte)) } : one))) },
    { name: 'segment beyond the end.jpg', bytes: behindStart({ ...piece(0xfe, text('x')), length: 65535 }) },
    { name: 'segment of no length.jpg', bytes: behindStart({ ...piece(0xfe, text('x')), length: 0 }) },
    { name: 'comments again and again.jpg', bytes: behindStart(...Array.from({ length: 400 }, () => piece(0xfe, new Uint8Array(65_000).fill(65)))) },
    { name: 'exif again and again.jpg', bytes: behindStart(...Array.from({ length: 400 }, () => exif(joined([tiffHeader(), directory([field(0x10f, 2, 26, 60_000)]), new Uint8Array(60_000).fill(65)])))) },
    { name: 'profile of 255 parts.jpg', bytes: behindStart(...Array.from({ length: 255 }, (_, i) => piece(0xe2, joined([text('ICC_PROFILE\0'), Uint8Array.of(i + 1, 255), new Uint8Array(65_000)])))) },
    { name: 'profile whose parts lie.jpg', bytes: behindStart(...Array.from({ length: 255 }, () => piece(0xe2, joined([text('ICC_PROFILE\0'), Uint8Array.of(255, 255), new Uint8Array(60_000)])))) },
    { name: 'exif in a circle.jpg', bytes: behindStart(exif(joined([tiffHeader(), directory([field(0x8769, 4, 8), field(0x8825, 4, 8), field(0xa005, 4, 8)], 8)]))) },
    { name: 'exif of deep directories.jpg', bytes: behindStart(exif(deepExif(2000))) },
    { name: 'exif counts lie.jpg', bytes: behindStart(exif(joined([tiffHeader(), Uint8Array.of(0xff, 0xff), new Uint8Array(60_000).fill(0x42)]))) },
    { name: 'exif texts without end.jpg', bytes: behindStart(exif(joined([tiffHeader(), directory([field(0x10f, 2, 8, 0xffffffff), field(0x110, 5, 8, 0x20000001), field(0x112, 3, 8, 0x80000001)])]))) },
    { name: 'exif of fractions over nothing.jpg', bytes: behindStart(exif(joined([text('MM\0*'), big32(8), new Uint8Array(400)]))) },
    { name: 'extended xmp lies.jpg', bytes: behindStart(...Array.from({ length: 200 }, () => piece(0xe1, joined([text('http://ns.adobe.com/xmp/extension/\0'), new Uint8Array(32).fill(65), big32(0xffffffff), big32(0xfffffff0), new Uint8Array(60_000)])))) },
  ];
}

/** With another size in the frame header (ITU-T T.81 §B.2.2). */
function resized(pieces: readonly Piece[], width: number, height: number): Piece[] {
  return pieces.map((one) => (one.code === 0xc0 || one.code === 0xc2 ? { ...one, body: joined([one.body.subarray(0, 1), big16(height), big16(width), one.body.subarray(5)]) } : one));
}

/** With other data in its scan, and as large on each side. */
function withData(pieces: readonly Piece[], data: Uint8Array, side: number): Piece[] {
  return resized(pieces, side, side).map((one) => (one.code === startOfScan ? { ...one, data } : one));
}

/** The last scan of a progressive picture, which refines all of it, over and over. */
function endlessScans(pieces: readonly Piece[], width: number, height: number, count: number): Uint8Array {
  const last = pieces.findLast(({ code }) => code === startOfScan)!;
  return putTogether([...resized(pieces, width, height), ...Array.from({ length: count }, () => last)]);
}

/** Each directory points on to the next. */
function deepExif(depth: number): Uint8Array {
  const length = directory([field(0x8769, 4, 0)]).length;
  return joined([tiffHeader(), ...Array.from({ length: depth }, (_, i) => directory([field(0x8769, 4, 8 + (i + 1) * length)], 8 + (i + 1) * length))]);
}
