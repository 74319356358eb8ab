import { joined } from '../fuzz/blind';
import { text, type HostileFile } from './hostile-file';

/** Names that are right, and break what takes them for anything but names. */
const names = [
  '-rf.jpg', '--help.jpg', ' leading space.jpg', 'trailing space .jpg', 'line\nbreak.jpg', 'tab\there.jpg', 'return\rhere.jpg', 'bell\u0007.jpg', 'escape\u001b[31m.jpg',
  '\u202egpj.right to left.jpg', '🦊👩‍👩‍👧.jpg', 'e\u0301 apart.jpg', '\u00e9 as one.jpg', '"quoted" \'twice\'.jpg', '<img src=x onerror=alert(1)>.jpg', '&amp;.jpg', '=1+1.jpg', '$(reboot).jpg',
  '`reboot`.jpg', '%2e%2e%2fetc.jpg', 'file:etc.jpg', 'data:image,png.jpg', 'C:\\back\\slashes.jpg', '..\\up.jpg', '...jpg', '#frag?query=1.jpg', '[glob]*{a,b}.jpg', 'nul.jpg', 'con',
  'no ending', '.jpg', 'x.jpg.exe', `${'long '.repeat(50)}.jpg`, '\ufeffmark.jpg', '\u2028separator.jpg', '\ufffd.jpg',
] as const;

export function oddlyNamed(jpeg: Uint8Array): HostileFile[] {
  return names.map((name) => ({ name, bytes: jpeg }));
}

/** Files that are several things at once. */
export function polyglots({ jpeg, png, gif }: Readonly<Record<'jpeg' | 'png' | 'gif', Uint8Array>>): HostileFile[] {
  const zip = text('PK\x03\x04\x14\0\0\0\0\0PK\x05\x06\0\0\0\0\x01\0\x01\0\xff\xff\xff\xff\0\0\0\0\0\0');
  const page = text('<html><script>alert(1)</script><svg xmlns="http://www.w3.org/2000/svg"/>');
  return [
    { name: 'jpeg and zip.jpg', bytes: joined([jpeg, zip]) },
    { name: 'jpeg and png.jpg', bytes: joined([jpeg, png]) },
    { name: 'png and jpeg.png', bytes: joined([png, jpeg]) },
    { name: 'gif and script.gif', bytes: joined([text('GIF89a/*'), gif.subarray(8), text('*/=1;alert(1)')]) },
    { name: 'gif in name only.jpg', bytes: png },
    { name: 'page.svg', bytes: page },
    { name: 'page behind a comment.svg', bytes: joined([text('<!-- <svg> -->'), page]) },
    { name: 'pdf and jpeg.jpg', bytes: joined([text('%PDF-1.4\n'), jpeg]) },
    { name: 'jpeg behind zeros.jpg', bytes: joined([new Uint8Array(512), jpeg]) },
    { name: 'compressed drawing.svg', bytes: text('\x1f\x8b\x08\0\0\0\0\0\0\x03\xb3)') },
    { name: 'riff of riffs.webp', bytes: joined([text('RIFF\x20\0\0\0WEBPRIFF\x10\0\0\0WEBP'), new Uint8Array(64)]) },
    { name: 'one byte.jpg', bytes: Uint8Array.of(0xff) },
  ];
}

/** Beginnings of a file, cut where its parts begin and end, and around there. */
export function cuts(name: string, bytes: Uint8Array, marks: readonly string[]): HostileFile[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const places = new Set<number>([1, 2, 3, 4, 7, 8, 11, 12, 16, 24, 32, 33, bytes.length - 1, bytes.length - 2, bytes.length - 12]);
  for (const mark of marks) {
    for (let at = file.indexOf(mark, 0, 'latin1'), met = 0; at >= 0 && met < 8; at = file.indexOf(mark, at + 1, 'latin1'), met++) {
      for (const beside of [-4, -1, 0, 1, 2, mark.length, mark.length + 2, mark.length + 5]) places.add(at + beside);
    }
  }
  return [...places].filter((at) => at > 0 && at < bytes.length).sort((a, b) => a - b).map((at) => ({ name: `cut at ${at} ${name}`, bytes: bytes.subarray(0, at) }));
}
