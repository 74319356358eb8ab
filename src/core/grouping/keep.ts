import { imageFormats, keepReasons, type ImageFormat, type KeepReason } from '../../shared/domain';
import type { GroupInput } from '../ports';

export type KeepColumns = Pick<
  GroupInput,
  'widths' | 'heights' | 'formats' | 'bytes' | 'copyName' | 'modified' | 'pathLengths' | 'order'
>;

/** Formats that usually hold what was made, not what was left of it. (WebP and AVIF can, but seldom do.) */
const losslessFormats: ReadonlySet<ImageFormat> = new Set<ImageFormat>(['png', 'tiff', 'svg']);
const losslessCodes = imageFormats.map((format) => (losslessFormats.has(format) ? 1 : 0));

type Rank = (columns: KeepColumns, file: number) => number;

/** What speaks for a file, strongest first; the larger number is the better one. */
const ranks: readonly (readonly [KeepReason, Rank])[] = [
  ['more-pixels', (c, file) => c.widths[file]! * c.heights[file]!],
  ['lossless', (c, file) => losslessCodes[c.formats[file]!] ?? 0],
  ['more-bytes', (c, file) => c.bytes[file]!],
  ['original-name', (c, file) => -c.copyName[file]!],
  ['older', (c, file) => -c.modified[file]!],
  ['shorter-path', (c, file) => -c.pathLengths[file]!],
];

/** The bit of a reason in a set of reasons. */
function bitOf(reason: KeepReason): number {
  return 1 << keepReasons.indexOf(reason);
}

/** Orders files by how much they deserve to be kept, the best first; total, by `order` in the end. */
export function compareKeepers(columns: KeepColumns, a: number, b: number): number {
  for (const [, rank] of ranks) {
    const difference = rank(columns, b) - rank(columns, a);
    if (difference !== 0) return difference;
  }
  return columns.order[a]! - columns.order[b]!;
}

/**
 * Why the keeper stands out from the other files of its group, as a bit set over `keepReasons`: for each of
 * the others, the first thing in which the two differ, if it speaks for the keeper. `tie` alone when nothing
 * told any of them apart; empty when whatever did speaks for the others (a better file that is too far from
 * the rest to stand for them).
 */
export function keeperReasons(columns: KeepColumns, keeper: number, files: Iterable<number>): number {
  let reasons = 0;
  let told = false;
  for (const other of files) {
    if (other === keeper) continue;
    for (const [reason, rank] of ranks) {
      const lead = rank(columns, keeper) - rank(columns, other);
      if (lead === 0) continue;
      told = true;
      if (lead > 0) reasons |= bitOf(reason);
      break;
    }
  }
  return told ? reasons : bitOf('tie');
}

/** Names that programs give to copies; tried on the name without its extension. */
const copyMarks: readonly RegExp[] = [
  // Browsers and file managers: "photo (1)", "photo(2)". A year, "Rome (2019)", is no count.
  /[^\s(]\s?\(\d{1,3}\)$/u,
  // macOS, Windows, GNOME, KDE: "photo copy", "photo copy 2", "photo - Copy (3)", "photo (copy)", "photo (another copy)".
  /[\s_-]\(?(?:another |\d+(?:st|nd|rd|th) )?(?:copy|kopie|kopia|kopi|copie|copia|cópia|kópia|másolat|копия|копія|副本|コピー|のコピー|복사본)(?: ?\d{1,3})?\)?(?: ?\(\d{1,3}\))?$/iu,
  // East Asian systems join it without a blank: "写真のコピー", "照片副本".
  /(?:のコピー|副本|복사본)(?: ?\d{1,3})?$/u,
  // Windows of old, and today's in many languages: "Copy of photo", "Copy (2) of photo", "Kopie von photo".
  /^(?:copy(?: \(\d{1,3}\))? of|kopie (?:von|van)|kopia(?: pliku| av)?|kopi (?:af|av)|copie de|copia (?:di|de)|cópia de|копия)\s+\S/iu,
];

/** Whether a file name (not a path) looks as if a program had made it up for a copy. */
export function looksLikeCopy(name: string): boolean {
  const dot = name.lastIndexOf('.');
  const stem = (dot > 0 ? name.slice(0, dot) : name).normalize('NFC').trimEnd();
  return copyMarks.some((mark) => mark.test(stem));
}
