/** Names lie in pages of so many bytes; a name lies in one page whole. */
const pageBits = 20;
const pageBytes = 1 << pageBits;
const longestName = 0xffff;

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
   * Whether a name, each unit of it replaced by what `folds` has for it, contains `text`; null for a text that Latin-1 has not all letters of.
   * Answers null for a name that is no Latin-1: whoever asks has to look at it as a string.
   */
  holds(index: number, text: Uint8Array | null, folds: Uint8Array): boolean | null {
    const place = this.#places[index]!;
    if ((place & 1) === 1) return null;
    if (text === null) return false;
    const page = this.#pages[place >>> pageBits]!;
    const start = (place & (pageBytes - 2)) + 2;
    const last = start + page.readUInt16LE(start - 2) - text.length;
    for (let from = start; from <= last; from++) {
      let same = 0;
      while (same < text.length && folds[page[from + same]!] === text[same]) same++;
      if (same === text.length) return true;
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
