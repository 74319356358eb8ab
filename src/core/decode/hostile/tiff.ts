import { deflateSync } from 'node:zlib';
import { joined } from '../fuzz/blind';
import { text, type HostileFile } from './hostile-file';
import { directory, field, tiffHeader, type TiffField } from './tiff-maker';

/** Grey pixels of a byte in one strip; what is given overrules by its tag, or is added. */
function picture(width: number, height: number, ...other: readonly TiffField[]): TiffField[] {
  const fields = [
    field(256, 4, width), field(257, 4, height), field(258, 3, 8), field(259, 3, 1), field(262, 3, 1), field(273, 4, 8), field(277, 3, 1),
    field(278, 4, height), field(279, 4, width * height),
  ];
  const tags = new Map([...fields, ...other].map((one) => [one.tag, one]));
  return [...tags.values()].sort((a, b) => a.tag - b.tag);
}

/** The fields come first and `data` after them: where that is. */
function dataAt(fields: readonly TiffField[]): number {
  return 8 + 2 + 12 * fields.length + 4;
}

/** With its pixels behind the directory, in one strip. */
function strip(width: number, height: number, data: Uint8Array, ...other: readonly TiffField[]): Uint8Array {
  const bare = picture(width, height, ...other);
  const fields = bare.map((one) => (one.tag === 273 || one.tag === 324 ? { ...one, value: dataAt(bare) } : one.tag === 279 || one.tag === 325 ? { ...one, value: data.length } : one));
  return joined([tiffHeader(), directory(fields), data]);
}

const tiled = (side: number): TiffField[] => [field(322, 4, side), field(323, 4, side), field(324, 4, 8), field(325, 4, 100)];

export function hostileTiffs(): HostileFile[] {
  const zeros = new Uint8Array(deflateSync(Buffer.alloc(50 * 1024 ** 2)));
  const deflated = field(259, 3, 8);
  const small = new Uint8Array(64 * 64);
  return [
    { name: '65535 squared.tif', bytes: strip(65535, 65535, small) },
    { name: 'largest header.tif', bytes: strip(0xffffffff, 0xffffffff, small) },
    { name: '30000 squared, strips of nothing.tif', bytes: strip(30_000, 30_000, zeros, deflated, field(278, 4, 1)) },
    { name: 'strip of a hundred megapixels.tif', bytes: strip(10_000, 10_000, new Uint8Array(deflateSync(Buffer.alloc(100_000_000))), deflated) },
    { name: 'strip of deep pixels.tif', bytes: strip(10_000, 5_000, zeros, deflated, field(258, 3, 64), field(277, 3, 1), field(339, 3, 3)) },
    { name: 'strips outside.tif', bytes: joined([tiffHeader(), directory(picture(64, 64, field(273, 4, 0x7ffffff0)))]) },
    { name: 'strip lengths lie.tif', bytes: joined([tiffHeader(), directory(picture(64, 64, field(279, 4, 0xffffffff)))]) },
    { name: 'strips without end.tif', bytes: joined([tiffHeader(), directory(picture(64, 64, field(273, 4, 8, 0x3fffffff), field(279, 4, 8, 0x3fffffff), field(278, 4, 1)))]) },
    { name: 'rows per strip of all ones.tif', bytes: strip(64, 64, small, field(278, 4, 0xffffffff)) },
    { name: 'tile of 65520 squared.tif', bytes: strip(65_520, 65_520, zeros, deflated, ...tiled(65_520)) },
    { name: 'tile larger than the picture.tif', bytes: strip(64, 64, zeros, deflated, ...tiled(32_768)) },
    { name: 'tiles of a pixel.tif', bytes: strip(20_000, 20_000, small, ...tiled(16)) },
    { name: 'sixty thousand samples.tif', bytes: strip(1000, 1000, small, field(277, 3, 60_000)) },
    { name: 'no rows.tif', bytes: strip(64, 0, small) },
    { name: 'packbits bomb.tif', bytes: strip(20_000, 20_000, new Uint8Array(Buffer.alloc(6_300_000, Buffer.of(129, 0))), field(259, 3, 32773)) },
    { name: 'lzw of nothing.tif', bytes: strip(20_000, 20_000, new Uint8Array(100_000), field(259, 3, 5)) },
    { name: 'jpeg inside, tables missing.tif', bytes: strip(8000, 8000, text('\xff\xd8\xff\xd9'), field(259, 3, 7)) },
    { name: 'fax bomb.tif', bytes: strip(60_000, 15_000, new Uint8Array(100_000).fill(0xff), field(258, 3, 1), field(259, 3, 4)) },
    { name: 'directory in a circle.tif', bytes: joined([tiffHeader(), directory(picture(64, 64, field(273, 4, 200)), 8), new Uint8Array(5000)]) },
    { name: 'two directories in a circle.tif', bytes: circleOfTwo() },
    { name: 'fifty thousand directories.tif', bytes: chain(50_000) },
    { name: 'directories inside directories.tif', bytes: nested(5_000) },
    { name: 'exif in a circle.tif', bytes: strip(64, 64, small, field(0x8769, 4, 8), field(0x8825, 4, 8), field(330, 4, 8)) },
    { name: 'directory of 65535 entries.tif', bytes: joined([tiffHeader(), Uint8Array.of(0xff, 0xff), new Uint8Array(12 * 65_535 + 4)]) },
    { name: 'texts without end.tif', bytes: strip(64, 64, small, field(270, 2, 8, 0xfffffff0), field(305, 2, 8, 0x7fffffff), field(700, 1, 8, 0x7fffffff), field(34675, 7, 8, 0x7fffffff)) },
    { name: 'big one that lies.tif', bytes: bigTiff() },
  ];
}

function circleOfTwo(): Uint8Array {
  const fields = picture(64, 64, field(273, 4, 300));
  const second = dataAt(fields);
  return joined([tiffHeader(), directory(fields, second), directory(fields, 8), new Uint8Array(5000)]);
}

/** Pages, one after the other. */
function chain(pages: number): Uint8Array {
  const fields = picture(8, 8, field(273, 4, 8));
  const length = dataAt(fields) - 8;
  return joined([tiffHeader(), ...Array.from({ length: pages }, (_, i) => directory(fields, 8 + (i + 1) * length)), new Uint8Array(64)]);
}

/** Each directory has the next as its part (tag 330, SubIFDs). */
function nested(depth: number): Uint8Array {
  const length = dataAt(picture(8, 8, field(330, 4, 0))) - 8;
  return joined([tiffHeader(), ...Array.from({ length: depth }, (_, i) => directory(picture(8, 8, field(330, 4, 8 + (i + 1) * length)))), new Uint8Array(64)]);
}

/** BigTIFF, whose counts have 64 bits. */
function bigTiff(): Uint8Array {
  const out = Buffer.alloc(16 + 8 + 20 * 3 + 8);
  out.write('II+\0\x08\0\0\0', 'latin1');
  out.writeBigUInt64LE(16n, 8);
  out.writeBigUInt64LE(3n, 16);
  for (const [i, tag] of [256, 257, 273].entries()) {
    const at = 24 + 20 * i;
    out.writeUInt16LE(tag, at);
    out.writeUInt16LE(16, at + 2);
    out.writeBigUInt64LE(0x0fff_ffff_ffff_ffffn, at + 4);
    out.writeBigUInt64LE(0x7fff_ffff_ffff_fff0n, at + 12);
  }
  return new Uint8Array(out);
}
