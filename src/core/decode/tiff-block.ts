/** Bytes per value of a field, by its type (TIFF 6.0 §2); 0 for types that nothing here reads. */
const typeBytes: readonly number[] = [0, 1, 1, 2, 4, 8, 0, 0, 0, 0, 0];
const typeText = 2;
const typeShort = 3;
const typeLong = 4;
const typeRational = 5;
/** More entries than any real directory has. */
const maxEntries = 4096;
/** Longer than any name that a person would read. */
const maxText = 256;

interface Field {
  readonly type: number;
  readonly count: number;
  /** Where its values begin; all of them lie inside the block. */
  readonly at: number;
}

/** Fields in the form of TIFF 6.0 §2, as in a TIFF file or an Exif block. Whatever lies outside the bytes is as if it were not there. */
export class TiffBlock {
  private constructor(
    private readonly view: DataView,
    private readonly little: boolean,
    /** Where the first directory is. */
    readonly first: number,
  ) {}

  /** Null for bytes that do not begin with a TIFF header; BigTIFF's is another. */
  static open(bytes: Uint8Array): TiffBlock | null {
    if (bytes.length < 8) return null;
    const little = bytes[0] === 0x49 && bytes[1] === 0x49;
    if (!little && !(bytes[0] === 0x4d && bytes[1] === 0x4d)) return null;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return view.getUint16(2, little) === 42 ? new TiffBlock(view, little, view.getUint32(4, little)) : null;
  }

  /** A text without the white space around it and without what no name has in it; null where there is none. */
  text(directory: number, tag: number): string | null {
    const field = this.find(directory, tag);
    if (field?.type !== typeText) return null;
    const bytes = new Uint8Array(this.view.buffer, this.view.byteOffset + field.at, Math.min(field.count, maxText));
    const end = bytes.indexOf(0);
    const text = new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
    return text.replace(/[\p{C}\s]+/gu, ' ').trim() || null;
  }

  /** A whole number that stands alone. */
  whole(directory: number, tag: number): number | null {
    const field = this.find(directory, tag);
    if (field?.count !== 1) return null;
    if (field.type === typeShort) return this.view.getUint16(field.at, this.little);
    return field.type === typeLong ? this.view.getUint32(field.at, this.little) : null;
  }

  /** As many fractions; null where there are fewer, or one is no number. */
  fractions(directory: number, tag: number, count: number): readonly number[] | null {
    const field = this.find(directory, tag);
    if (field?.type !== typeRational || field.count < count) return null;
    const values = Array.from({ length: count }, (_, i) => {
      const at = field.at + 8 * i;
      return this.view.getUint32(at, this.little) / this.view.getUint32(at + 4, this.little);
    });
    return values.every(Number.isFinite) ? values : null;
  }

  private find(directory: number, wanted: number): Field | null {
    const { view, little } = this;
    if (directory + 2 > view.byteLength) return null;
    const entries = Math.min(view.getUint16(directory, little), maxEntries, Math.floor((view.byteLength - directory - 2) / 12));
    for (let entry = directory + 2; entry < directory + 2 + 12 * entries; entry += 12) {
      if (view.getUint16(entry, little) !== wanted) continue;
      const type = view.getUint16(entry + 2, little);
      const count = view.getUint32(entry + 4, little);
      const bytes = (typeBytes[type] ?? 0) * count;
      const at = bytes <= 4 ? entry + 8 : view.getUint32(entry + 8, little);
      return bytes > 0 && at + bytes <= view.byteLength ? { type, count, at } : null;
    }
    return null;
  }
}
