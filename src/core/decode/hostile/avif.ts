import { joined } from '../fuzz/blind';
import { big16, big32, text, type HostileFile } from './hostile-file';

/**
 * @param whole A small picture with its item in the first place of `iloc`.
 */
export function hostileAvifs(whole: Uint8Array): HostileFile[] {
  const meta = boxesOf(whole).find(({ name }) => name === 'meta')!;
  return [
    { name: '65535 squared.avif', bytes: sized(whole, 65535, 65535) },
    { name: 'size of all ones.avif', bytes: sized(whole, 0xffffffff, 0xffffffff) },
    { name: 'size of nothing.avif', bytes: sized(whole, 0, 0) },
    { name: 'grid of 65536 tiles.avif', bytes: grid(whole, 256) },
    { name: 'grid of 8 squared tiles.avif', bytes: grid(whole, 8) },
    { name: 'grid of itself.avif', bytes: grid(whole, 2, 2) },
    { name: 'boxes in boxes.avif', bytes: joined([start, nest(20_000)]) },
    { name: 'boxes in boxes in meta.avif', bytes: joined([start, box('meta', joined([big32(0), box('iprp', box('ipco', nest(5_000)))]))]) },
    { name: 'a million empty boxes.avif', bytes: joined([start, new Uint8Array(Buffer.alloc(8 * 1_000_000, box('free', none))), whole.subarray(start.length)]) },
    { name: 'box beyond the end.avif', bytes: joined([start, big32(0x7fffffff), text('meta'), whole.subarray(start.length)]) },
    { name: 'box of 64 bits of length.avif', bytes: joined([start, big32(1), text('meta'), big32(0x7fffffff), big32(0xffffffff), whole.subarray(start.length)]) },
    { name: 'meta of no length.avif', bytes: changed(whole, (copy) => copy.writeUInt32BE(0, meta.at)) },
    { name: 'item beyond the end.avif', bytes: changed(whole, (copy) => copy.fill(0xff, copy.indexOf('iloc') + 18, copy.indexOf('iloc') + 30)) },
    { name: 'items without end.avif', bytes: joined([start, box('meta', joined([big32(0), box('iinf', joined([big32(0x01000000), big32(0xffffffff)]))]))]) },
    { name: 'properties without end.avif', bytes: joined([start, box('meta', joined([big32(0), box('iprp', joined([box('ipco', repeatedBox(200_000)), box('ipma', joined([big32(0), big32(0xffffffff)]))]))]))]) },
  ];
}

const none = new Uint8Array(0);
const start = box('ftyp', text('avif\0\0\0\0avifmif1miaf'));

function box(name: string, body: Uint8Array): Uint8Array {
  return joined([big32(8 + body.length), text(name), body]);
}

function repeatedBox(count: number): Uint8Array {
  const one = box('free', none);
  return new Uint8Array(Buffer.alloc(one.length * count, one));
}

/** Each in the one before. */
function nest(depth: number): Uint8Array {
  return joined(Array.from({ length: depth }, (_, i) => joined([big32(8 * (depth - i)), text('ipco')])));
}

interface Box {
  readonly name: string;
  readonly at: number;
  readonly body: Uint8Array;
}

function boxesOf(bytes: Uint8Array, from = 0): Box[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: Box[] = [];
  for (let at = from; at + 8 <= view.length; at += view.readUInt32BE(at)) {
    found.push({ name: view.toString('latin1', at + 4, at + 8), at, body: bytes.subarray(at + 8, at + view.readUInt32BE(at)) });
  }
  return found;
}

function changed(bytes: Uint8Array, change: (copy: Buffer) => void): Uint8Array {
  const copy = Buffer.from(bytes);
  change(copy);
  return new Uint8Array(copy);
}

/** With another size in its `ispe` property (ISO/IEC 23008-12 §6.5.3). */
function sized(whole: Uint8Array, width: number, height: number): Uint8Array {
  return changed(whole, (copy) => {
    const at = copy.indexOf('ispe') + 8;
    copy.writeUInt32BE(width, at);
    copy.writeUInt32BE(height, at + 4);
  });
}

/**
 * A picture put together from one small tile, `side` times across and down (ISO/IEC 23008-12 §6.6.2.3).
 *
 * @param tile The number of the item that is the tile: 1, or 2 for the grid itself.
 */
function grid(whole: Uint8Array, side: number, tile = 1): Uint8Array {
  const properties = boxesOf(boxesOf(whole).find(({ name }) => name === 'meta')!.body, 4).find(({ name }) => name === 'iprp')!.body;
  const inner = boxesOf(boxesOf(properties)[0]!.body);
  const pixels = boxesOf(whole).find(({ name }) => name === 'mdat')!.body;
  const width = inner.find(({ name }) => name === 'ispe')!.body;
  const full = Buffer.from(width).readUInt32BE(4) * side;
  const form = joined([Uint8Array.of(0, 1, side - 1, side - 1), big32(full), big32(full)]);
  const whichProperties = inner.map((_, i) => i + 1);
  const meta = (itemsAt: number): Uint8Array => box('meta', joined([
    big32(0),
    box('hdlr', joined([big32(0), big32(0), text('pict'), new Uint8Array(13)])),
    box('pitm', joined([big32(0), big16(2)])),
    box('iloc', joined([big32(0), Uint8Array.of(0x44, 0), big16(2), ...[[1, itemsAt, pixels.length], [2, itemsAt + pixels.length, form.length]].map(([id = 0, at = 0, length = 0]) => joined([big16(id), big16(0), big16(1), big32(at), big32(length)]))])),
    box('iinf', joined([big32(0), big16(2), item(1, 'av01'), item(2, 'grid')])),
    box('iprp', joined([
      box('ipco', joined([...inner.map(({ name, body }) => box(name, body)), box('ispe', joined([big32(0), big32(full), big32(full)]))])),
      box('ipma', joined([big32(0), big32(2), big16(1), Uint8Array.of(whichProperties.length, ...whichProperties), big16(2), Uint8Array.of(1, inner.length + 1)])),
    ])),
    box('iref', joined([big32(0x01000000), box('dimg', joined([big32(2), big16(Math.min(65535, side * side)), ...Array.from({ length: Math.min(65535, side * side) }, () => big32(tile))]))])),
  ]));
  const before = start.length + meta(0).length + 8;
  return joined([start, meta(before), box('mdat', joined([pixels, form]))]);
}

function item(id: number, type: string): Uint8Array {
  return box('infe', joined([big32(0x02000000), big16(id), big16(0), text(type), text('\0')]));
}
