/**
 * The quantisation table of a JPEG's first component, its luma: 64 steps in zigzag order (ITU-T T.81 §B.2.2, §B.2.4.1). Null where
 * the headers end before it was met.
 */
export function lumaTable(bytes: Uint8Array): Uint16Array | null {
  const tables = new Map<number, Uint16Array>();
  let wanted = 0;
  for (const { marker, body } of headerSegments(bytes)) {
    if (marker === 0xdb) takeTables(body, tables);
    else if (isFrame(marker) && body.length >= 9) wanted = body[8]!;
  }
  return tables.get(wanted) ?? null;
}

interface Segment {
  readonly marker: number;
  /** Without its length. */
  readonly body: Uint8Array;
}

/** The segments before the first scan, as far as they are whole. */
function* headerSegments(bytes: Uint8Array): Generator<Segment> {
  const startOfScan = 0xda;
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!;
    // Any number of 0xff may stand before a marker.
    if (marker === 0xff) at++;
    else {
      const length = (bytes[at + 2]! << 8) | bytes[at + 3]!;
      const end = at + 2 + length;
      if (marker === startOfScan || length < 2 || end > bytes.length) return;
      yield { marker, body: bytes.subarray(at + 4, end) };
      at = end;
    }
  }
}

/** SOF0–SOF15, among which DHT, JPG and DAC have their codes. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function takeTables(body: Uint8Array, tables: Map<number, Uint16Array>): void {
  for (let at = 0; at < body.length;) {
    const wide = body[at]! >> 4 === 1;
    const id = body[at]! & 15;
    const end = at + 1 + (wide ? 128 : 64);
    if (end > body.length) return;
    const first = at + 1;
    tables.set(id, Uint16Array.from({ length: 64 }, (_, i) => (wide ? (body[first + 2 * i]! << 8) | body[first + 2 * i + 1]! : body[first + i]!)));
    at = end;
  }
}
