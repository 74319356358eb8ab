import type { FileTable } from '../library/file-table';
import { needle } from '../library/name-list';
import { fold, foldPath } from '../path-pattern';
import { allOf, type Test } from './all-of';

/** What is known of a folder with regard to a word. */
const verdict = { unknown: 0, all: 1, byName: 2, byStart: 3, none: 4 } as const;

/**
 * Searches paths as they are shown: in any case, in any normal form of Unicode, and across the border between folder and name. Folders are
 * folded once, and the names of few files become strings, so that a search keeps up with typing.
 */
export class PathSearch {
  /** By their numbers in the table; each ends in a slash. */
  readonly #folders: string[] = [];
  readonly #sortKeys: string[] = [];

  constructor(private readonly table: FileTable) {}

  /** A test for rows whose path contains all words of a text; null for a text without words, which all paths contain. */
  finder(text: string): Test | null {
    return allOf(wordsOf(text).map((word) => this.#finderOf(word)));
  }

  /** Orders folders by their numbers: what is in a folder comes before what is beside it, and numbers in their names go by their value. */
  compareFolders(a: number, b: number): number {
    const [first, second] = [this.#sortKey(a), this.#sortKey(b)];
    return first < second ? -1 : first > second ? 1 : 0;
  }

  #finderOf(word: string): Test {
    const { table } = this;
    const cut = word.lastIndexOf('/') + 1;
    const [head, start] = [word.slice(0, cut), word.slice(cut)];
    const narrow = needle(word, narrowFolds);
    const verdicts = new Uint8Array(table.folderCount);
    const judge = (folder: string): number => {
      if (folder.includes(word)) return verdict.all;
      if (cut === 0) return verdict.byName;
      return folder.endsWith(head) ? verdict.byStart : verdict.none;
    };
    return (row) => {
      const number = table.columns.folder[row]!;
      if (verdicts[number] === verdict.unknown) verdicts[number] = judge(this.#folder(number));
      switch (verdicts[number]) {
        case verdict.all:
          return true;
        case verdict.byName:
          return table.nameHolds(row, narrow) ?? fold(table.name(row)).includes(word);
        case verdict.byStart:
          return fold(table.name(row)).startsWith(start);
        default:
          return false;
      }
    };
  }

  #sortKey(number: number): string {
    return (this.#sortKeys[number] ??= this.#folder(number).replaceAll('/', '\0').replace(/\d+/g, (digits) => digits.padStart(16, '0')));
  }

  #folder(number: number): string {
    return (this.#folders[number] ??= foldPath(this.table.folderAt(number)) + '/');
  }
}

/** Unfolded unit → folded unit, of the 256 that Latin-1 has: none of them becomes another's part, or leaves Latin-1. */
const narrowFolds = Uint8Array.from({ length: 256 }, (_, unit) => fold(String.fromCharCode(unit)).charCodeAt(0));

function wordsOf(text: string): readonly string[] {
  const words = foldPath(text).match(/"[^"]*"?|[^\s"]+/g) ?? [];
  return words.map((word) => (word.startsWith('"') ? word.slice(1).replace(/"$/, '') : word)).filter((word) => word !== '');
}
