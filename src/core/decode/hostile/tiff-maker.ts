/** A field of a TIFF directory (TIFF 6.0 §2). */
export interface TiffField {
  readonly tag: number;
  /** 1 byte, 2 text, 3 short, 4 long, 5 fraction. */
  readonly type: number;
  readonly count: number;
  /** The value, or where the values are. */
  readonly value: number;
}

export function field(tag: number, type: number, value: number, count = 1): TiffField {
  return { tag, type, count, value };
}

/** A directory, little-endian. @param next Where the next one is; 0 for none. */
export function directory(fields: readonly TiffField[], next = 0): Uint8Array {
  const out = Buffer.alloc(2 + 12 * fields.length + 4);
  out.writeUInt16LE(fields.length, 0);
  for (const [i, { tag, type, count, value }] of fields.entries()) {
    const at = 2 + 12 * i;
    out.writeUInt16LE(tag, at);
    out.writeUInt16LE(type, at + 2);
    out.writeUInt32LE(count, at + 4);
    if (type === 3 && count === 1) out.writeUInt16LE(value, at + 8);
    else out.writeUInt32LE(value >>> 0, at + 8);
  }
  out.writeUInt32LE(next, out.length - 4);
  return new Uint8Array(out);
}

/** The eight bytes before all else. @param first Where the first directory is. */
export function tiffHeader(first = 8): Uint8Array {
  const out = Buffer.from('II*\0\0\0\0\0', 'latin1');
  out.writeUInt32LE(first, 4);
  return new Uint8Array(out);
}
