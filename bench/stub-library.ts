import { basename, dirname } from 'node:path';
import type { FileLook } from '../src/core/scan/file-system';
import type { FolderContent } from '../src/core/scan/folder';
import { surveyBy, type Surveyor } from '../src/core/scan/survey';

/** Where the library that does not exist lies. */
export const stubRoot = '/library of nothing';
const filesPerFolder = 100;
const foldersPerShelf = 250;
/** Every so many files is a copy of the one before. */
const copyEvery = 20;

export interface StubLook extends FileLook {
  /** Equal for copies. */
  readonly content: number;
}

/** Size and content of a file, told by the number in its name. */
export function lookOf(path: string): StubLook {
  const number = Number(path.slice(-12, -4));
  const content = number % copyEvery === copyEvery - 1 ? number - 1 : number;
  // Sizes of 10 kB to 30 MB that follow the costs (below) loosely.
  const bytes = Math.round(20_000 * 1000 ** share(content) * (0.5 + share(~content)));
  return { isFile: true, bytes, modified: 1_600_000_000_000 + number * 977.25, content };
}

export function stubPath(number: number): string {
  const folder = Math.floor(number / filesPerFolder);
  return `${shelfPath(Math.floor(folder / foldersPerShelf))}/${folderName(folder)}/${fileName(number)}`;
}

/** `count` files in folders of a hundred. */
export function stubSurvey(count: number): Surveyor {
  const folders = Math.ceil(count / filesPerFolder);
  const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
  const contentOf = (path: string): FolderContent => {
    if (path === stubRoot) {
      const shelves = Math.ceil(folders / foldersPerShelf);
      return { files: [], folders: range(0, shelves).map((shelf) => basename(shelfPath(shelf))), others: [] };
    }
    const number = Number(path.slice(-6));
    if (dirname(path) === stubRoot) {
      const from = number * foldersPerShelf;
      return { files: [], folders: range(from, Math.min(folders, from + foldersPerShelf)).map(folderName), others: [] };
    }
    const from = number * filesPerFolder;
    return { files: range(from, Math.min(count, from + filesPerFolder)).map(fileName), folders: [], others: [] };
  };
  return surveyBy({ readFolder: contentOf, look: lookOf, identify: (folder) => folder });
}

/** What a file's decoding costs in microseconds: `100`, or `100-100000` for any in between, evenly by logarithm. */
export function costOf(text: string): (content: number) => number {
  const [least = 0, most = least] = text.split('-').map(Number);
  return most > least ? (content) => Math.round(least * (most / least) ** share(content)) : () => least;
}

const shelfPath = (shelf: number): string => `${stubRoot}/shelf ${digits(shelf, 6)}`;
const folderName = (folder: number): string => `2007-03-14 Walk along the coast ${digits(folder, 6)}`;
const fileName = (file: number): string => `IMG_20070314_${digits(file, 8)}.jpg`;

function digits(number: number, count: number): string {
  return String(number).padStart(count, '0');
}

/** A number from 0 to below 1. */
function share(seed: number): number {
  return mix(seed) / 2 ** 32;
}

/** 32 bits that look like chance (Murmur3's finalizer: Appleby 2008). */
export function mix(seed: number): number {
  let mixed = Math.imul(seed ^ (seed >>> 16), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
