import type { GroupInput } from '../ports';
import type { EqualFiles } from './equal-files';

const none = -1;
/** Records that are remembered at once, 1.6 kB each. */
const mostRecords = 1000;

/**
 * Numbers for files, equal for those that no comparison of looks can tell apart: with equal bytes, or with the same pixels as far
 * as a look goes. Of a hundred copies one is then compared with others.
 *
 * @param equal The files by equal bytes.
 * @param comparable Whether a file has enough detail for its look to say anything.
 * @param recordOf The record of a file, until the next is asked for.
 */
export function identitiesOfLooks(
  input: GroupInput,
  { files, starts }: EqualFiles,
  comparable: (file: number) => boolean,
  recordOf: (file: number) => Uint8Array,
): Uint32Array {
  const kinds = new Kinds(input, starts.length - 1, recordOf);
  const identities = new Uint32Array(files.length);
  for (let node = 0; node + 1 < starts.length; node++) {
    const first = files[starts[node]!]!;
    // Nodes ascend, so each is named by the first of its kind.
    const identity = 1 + (comparable(first) ? kinds.firstLike(first) : first);
    for (let place = starts[node]!; place < starts[node + 1]!; place++) identities[files[place]!] = identity;
  }
  return identities;
}

/** Files that can be told apart, by what their looks are found by. What is the same by hashes and size is compared record by record. */
class Kinds {
  /** Open addressing with linear probing: numbers of kinds, counted from 1, of the first with its hashes and size. */
  readonly #slots: Uint32Array;
  /** By kind: its first file, and the next kind with its hashes and size. */
  readonly #firsts: Uint32Array;
  readonly #next: Int32Array;
  readonly #records = new Map<number, Uint8Array>();
  #count = 0;

  constructor(
    private readonly input: GroupInput,
    most: number,
    private readonly recordOf: (file: number) => Uint8Array,
  ) {
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * most + 1)));
    this.#firsts = new Uint32Array(most);
    this.#next = new Int32Array(most).fill(none);
  }

  /** The first file that was asked for and can't be told from this one, which it may be itself. */
  firstLike(file: number): number {
    const slots = this.#slots;
    const { hashes } = this.input;
    const mask = slots.length - 1;
    let slot = Math.imul(hashes[2 * file]! ^ Math.imul(hashes[2 * file + 1]!, 0x9e3779b1), 0x85ebca6b) & mask;
    while (slots[slot] !== 0 && !this.#hasLooksOf(this.#firsts[slots[slot]! - 1]!, file)) slot = (slot + 1) & mask;
    const head = slots[slot]! - 1;
    if (head === none) {
      slots[slot] = 1 + this.#add(file);
      return file;
    }
    // Equal pixels make equal looks, and ask for no reading.
    for (let kind = head; kind !== none; kind = this.#next[kind]!) if (this.#hasPixelsOf(this.#firsts[kind]!, file)) return this.#firsts[kind]!;
    const record = this.recordOf(file).slice();
    let last = head;
    for (let kind = head; kind !== none; kind = this.#next[kind]!) {
      if (Buffer.compare(this.#recordOf(kind), record) === 0) return this.#firsts[kind]!;
      last = kind;
    }
    const made = this.#add(file);
    this.#remember(made, record);
    this.#next[last] = made;
    return file;
  }

  #add(file: number): number {
    this.#firsts[this.#count] = file;
    return this.#count++;
  }

  #recordOf(kind: number): Uint8Array {
    return this.#records.get(kind) ?? this.#remember(kind, this.recordOf(this.#firsts[kind]!).slice());
  }

  #remember(kind: number, record: Uint8Array): Uint8Array {
    if (this.#records.size >= mostRecords) this.#records.clear();
    this.#records.set(kind, record);
    return record;
  }

  #hasLooksOf(a: number, b: number): boolean {
    const { hashes, contents, widths, heights } = this.input;
    return (
      hashes[2 * a] === hashes[2 * b] &&
      hashes[2 * a + 1] === hashes[2 * b + 1] &&
      contents[2 * a] === contents[2 * b] &&
      contents[2 * a + 1] === contents[2 * b + 1] &&
      widths[a] === widths[b] &&
      heights[a] === heights[b]
    );
  }

  #hasPixelsOf(a: number, b: number): boolean {
    const { pixels } = this.input;
    const [low, high] = [pixels[2 * a]!, pixels[2 * a + 1]!];
    return (low !== 0 || high !== 0) && low === pixels[2 * b]! && high === pixels[2 * b + 1]!;
  }
}
