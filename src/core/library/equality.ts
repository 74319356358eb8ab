import type { FileTable } from './file-table';

/**
 * Finds files that may be equal byte for byte without reading them again. Equal bytes give equal sizes
 * and equal fingerprints, so only files that agree in size, hash and dimensions can be: among a hundred
 * thousand photos that leaves the true copies and next to nothing else to be read and digested.
 *
 * Open addressing with linear probing over rows; no allocation per file.
 */
export class EqualityIndex {
  #slots = new Int32Array(2048).fill(-1);
  #size = 0;
  /** Row → the next row of the same look, -1 at the end; only rows with company stand here. */
  readonly #company = new Map<number, number[]>();
  readonly #digests = new Map<number, string>();
  readonly #waiting: number[] = [];

  constructor(private readonly table: FileTable) {}

  add(row: number): void {
    if (2 * (this.#size + 1) > this.#slots.length) this.#grow();
    const at = this.#find(row);
    const first = this.#slots[at]!;
    if (first === -1) {
      this.#slots[at] = row;
      this.#size++;
      return;
    }
    const company = this.#company.get(first);
    if (company) {
      company.push(row);
      this.#waiting.push(row);
    } else {
      this.#company.set(first, [first, row]);
      this.#waiting.push(first, row);
    }
  }

  /** Rows that need a digest before {@link identities} can tell; each is given out once. */
  takeWaiting(): readonly number[] {
    return this.#waiting.splice(0);
  }

  /** `digest`: SHA-256 of the whole file. */
  setDigest(row: number, digest: Uint8Array): void {
    this.#digests.set(row, Buffer.from(digest).toString('latin1'));
  }

  /** Row → a number above 0 that rows with equal bytes share; rows not listed equal nobody. */
  identities(): ReadonlyMap<number, number> {
    const identities = new Map<number, number>();
    let next = 1;
    for (const company of this.#company.values()) {
      const seen = new Map<string, number>();
      for (const row of company) {
        const digest = this.#digests.get(row);
        if (digest === undefined) continue;
        const known = seen.get(digest);
        if (known === undefined) seen.set(digest, next);
        identities.set(row, known ?? next++);
      }
    }
    return identities;
  }

  #find(row: number): number {
    const mask = this.#slots.length - 1;
    for (let at = this.#key(row) & mask; ; at = (at + 1) & mask) {
      const other = this.#slots[at]!;
      if (other === -1 || this.#looksEqual(row, other)) return at;
    }
  }

  #key(row: number): number {
    const { hashes, bytes } = this.table.columns;
    let key = hashes[2 * row]! ^ Math.imul(hashes[2 * row + 1]!, 0x9e3779b1) ^ Math.imul(bytes[row]! | 0, 0x85ebca6b);
    key = Math.imul(key ^ (key >>> 15), 0x2c1b3c6d);
    return (key ^ (key >>> 13)) >>> 0;
  }

  #looksEqual(a: number, b: number): boolean {
    const { hashes, bytes, widths, heights } = this.table.columns;
    return (
      bytes[a] === bytes[b] &&
      hashes[2 * a] === hashes[2 * b] &&
      hashes[2 * a + 1] === hashes[2 * b + 1] &&
      widths[a] === widths[b] &&
      heights[a] === heights[b]
    );
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(2 * old.length).fill(-1);
    for (const row of old) if (row !== -1) this.#slots[this.#find(row)] = row;
  }
}
