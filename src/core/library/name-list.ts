/** Names lie in pages of so many bytes; a name lies in one page whole. */
const pageBits = 20;
const pageBytes = 1 << pageBits;
const longestName = 0xffff;

/** A text that names are searched for. */
export interface Needle {
  /** Folded, in Latin-1. */
  readonly text: Uint8Array;
  /** Unit of a name → what it is compared as. */
  readonly folds: Uint8Array;
  /** Unit of a name at which the end of the text was held → how much further the text may be, 1–255. */
  readonly skips: Uint8Array;
}

/**
 * For {@link NameList.holds}. Most of a name is never looked at (R. N. Horspool, “Practical fast searching in strings”, 1980).
 * @param text Folded, not empty; answers null where Latin-1 has not all of its letters.
 * @param folds Of each of the 256 units.
 */
export function needle(text: string, folds: Uint8Array): Needle | null {
  if (!/^[\0-\xff]+$/.test(text)) return null;
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  const byFolded = new Uint8Array(256).fill(Math.min(255, bytes.length));
  bytes.subarray(0, -1).forEach((unit, i) => (byFolded[unit] = Math.min(255, bytes.length - 1 - i)));
  return { text: bytes, folds, skips: folds.map((unit) => byFolded[unit]!) };
}

/**
 * Millions of names as bytes: as strings each would cost three times as much, be it only because V8 keeps the
 * path alive that a name was cut from, and every one would be looked at by each garbage collection.
 *
 * A name is two bytes of length and its UTF-16 code units, one byte each where all of them fit (Latin-1), else
 * two, so that any string comes back exactly. Its place is even, with the lowest bit for two-byte units.
 */
export class NameList {
  readonly #pages: Buffer[] = [];
  #places = new Uint32Array(1024);
  #end = pageBytes;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Throws a RangeError for a name that no file system has: of more than 65,535 units, or past 4 GiB of names. */
  add(name: string): void {
    if (name.length > longestName) throw new RangeError(`A name of ${name.length} characters is too long.`);
    const wide = /[^\0-\xff]/.test(name);
    const bytes = 2 + (wide ? 2 * name.length : name.length);
    if (this.#end + bytes > pageBytes) this.#newPage();
    const page = this.#pages[this.#pages.length - 1]!;
    page.writeUInt16LE(name.length, this.#end);
    page.write(name, this.#end + 2, wide ? 'utf16le' : 'latin1');
    if (this.#count === this.#places.length) this.#grow();
    this.#places[this.#count++] = (((this.#pages.length - 1) << pageBits) | this.#end | (wide ? 1 : 0)) >>> 0;
    this.#end += bytes + (bytes & 1);
  }

  at(index: number): string {
    const place = this.#places[index]!;
    const page = this.#pages[place >>> pageBits]!;
    const start = place & (pageBytes - 2);
    const length = page.readUInt16LE(start);
    const wide = (place & 1) === 1;
    return page.toString(wide ? 'utf16le' : 'latin1', start + 2, start + 2 + (wide ? 2 * length : length));
  }

  /**
   * Whether a name contains a text; null for one that Latin-1 has not all letters of. Answers null for a name that is no Latin-1: whoever asks has to
   * look at it as a string.
   */
  holds(index: number, needle: Needle | null): boolean | null {
    const place = this.#places[index]!;
    if ((place & 1) === 1) return null;
    if (needle === null) return false;
    const { text, folds, skips } = needle;
    const page = this.#pages[place >>> pageBits]!;
    const start = (place & (pageBytes - 2)) + 2;
    const end = start + page.readUInt16LE(start - 2);
    const last = text.length - 1;
    for (let at = start + last; at < end; at += skips[page[at]!]!) {
      let left = last;
      while (left >= 0 && folds[page[at - last + left]!] === text[left]) left--;
      if (left < 0) return true;
    }
    return false;
  }

  #newPage(): void {
    if (this.#pages.length === 2 ** (32 - pageBits)) throw new RangeError('There are too many names.');
    this.#pages.push(Buffer.allocUnsafeSlow(pageBytes));
    this.#end = 0;
  }

  #grow(): void {
    const grown = new Uint32Array(2 * this.#places.length);
    grown.set(this.#places);
    this.#places = grown;
  }
}
