import type { CompanionKind } from '../../shared/folders';

/** Cameras' RAW formats. */
const raw = [
  '3fr', 'ari', 'arw', 'bay', 'cr2', 'cr3', 'crw', 'dcr', 'dng', 'erf', 'fff', 'gpr', 'iiq', 'k25', 'kdc', 'mef', 'mos', 'mrw', 'nef', 'nrw', 'orf', 'pef',
  'raf', 'raw', 'rw2', 'rwl', 'sr2', 'srf', 'srw', 'x3f',
];
/** Films of Live Photos; `mp` and `mv` are Google's names for those of motion photos. */
const movies = ['mov', 'mp4', 'm4v', 'mp', 'mv'];
/** Edits and what is said of a picture; Apple's edits; thumbnails that cameras write beside films. */
const sidecars = ['xmp', 'aae', 'thm'];

const kinds: ReadonlyMap<string, CompanionKind> = new Map([
  ...raw.map((name) => [name, 'raw'] as const),
  ...movies.map((name) => [name, 'movie'] as const),
  ...sidecars.map((name) => [name, 'sidecar'] as const),
]);

/** By extension: this is about what a person calls a picture, not about what can be compared. */
const pictures: ReadonlySet<string> = new Set([
  'jpg', 'jpeg', 'jpe', 'jfif', 'png', 'apng', 'webp', 'avif', 'gif', 'tif', 'tiff', 'svg', 'heic', 'heif', 'hif', 'jxl', 'bmp', 'jp2', 'psd',
]);

/** A name as others refer to it: in small letters, whole, and without its extension. */
export interface NameParts {
  readonly whole: string;
  readonly stem: string;
  /** Without the dot; empty where there is none. */
  readonly extension: string;
}

export function partsOf(name: string): NameParts {
  const whole = name.normalize('NFC').toLowerCase();
  const dot = whole.lastIndexOf('.');
  return dot > 0 ? { whole, stem: whole.slice(0, dot), extension: whole.slice(dot + 1) } : { whole, stem: whole, extension: '' };
}

export function isPictureName({ extension }: NameParts): boolean {
  return pictures.has(extension);
}

export interface CompanionName {
  readonly kind: CompanionKind;
  /** What it may belong to: names with one of these as their whole or as their stem. */
  readonly belongsTo: readonly string[];
}

/** What a name says of the picture that its file belongs to; null for a name that says nothing of the sort. */
export function companionName(parts: NameParts): CompanionName | null {
  const { whole, stem, extension } = parts;
  const kind = kinds.get(extension);
  // “IMG_1.xmp” and “IMG_1.jpg.xmp” belong to “IMG_1.jpg”, and “PXL_1.MP” to “PXL_1.MP.jpg”.
  if (kind !== undefined) return { kind, belongsTo: [stem, whole] };
  const picture = extension === 'json' ? takeoutPicture(stem) : null;
  return picture === null ? null : { kind: 'sidecar', belongsTo: [picture] };
}

const takeoutWord = 'supplemental-metadata';

/**
 * The picture, by its whole name, that a JSON file of Google Takeout is about: “IMG.jpg.json”, or of late “IMG.jpg.supplemental-metadata.json”,
 * which is cut where the name gets long; of “IMG(1).jpg” it is “IMG.jpg(1).json”. Other JSON files are nobody's.
 */
function takeoutPicture(stem: string): string | null {
  const [, named = '', count = ''] = /^(.*?)(\(\d+\))?$/.exec(stem) ?? [];
  const dot = named.lastIndexOf('.');
  const word = named.slice(dot + 1);
  const picture = word.length > 0 && takeoutWord.startsWith(word) ? named.slice(0, Math.max(0, dot)) : named;
  const parts = partsOf(picture);
  return isPictureName(parts) ? `${parts.stem}${count}.${parts.extension}` : null;
}
