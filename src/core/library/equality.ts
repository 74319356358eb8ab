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
  /** The rows in the slots that other rows look equal to. */
  readonly #accompanied = new Set<number>();
  /** Numbers by digest, and by row. */
  readonly #numbers = new Map<string, number>();
  readonly #identities = new Map<number, number>();
  #waiting: number[] = [];

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
    if (!this.#accompanied.has(first)) {
      this.#accompanied.add(first);
      this.#waiting.push(first);
    }
    this.#waiting.push(row);
  }

  /** Rows that need a digest before {@link identityOf} can tell; each is given out once. */
  takeWaiting(): readonly number[] {
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }

  /** `digest`: SHA-256 of the whole file. */
  setDigest(row: number, digest: Uint8Array): void {
    const key = Buffer.from(digest).toString('latin1');
    const known = this.#numbers.get(key);
    const number = known ?? this.#numbers.size + 1;
    if (known === undefined) this.#numbers.set(key, number);
    this.#identities.set(row, number);
  }

  /** A number above 0 that rows with equal bytes share; 0 for a row without a digest, which equals nobody. */
  identityOf(row: number): number {
    return this.#identities.get(row) ?? 0;
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
