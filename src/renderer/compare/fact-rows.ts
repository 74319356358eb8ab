import type { FileFacts, FileId, GeoPlace, ImageFile, ImageFormat, Orientation } from '../../shared/files';
import { explain, type Result } from '../../shared/errors';
import { formatName } from '../review/words';
import { bytes, day, localMoment } from '../ui/format';

export interface FactCell {
  readonly text: string;
  /** Why it is better than the others; null where it is not, or none is. */
  readonly honour: string | null;
}

export interface FactRow {
  readonly name: string;
  /** `plain`: its values speak for themselves; `long`: they need room. */
  readonly kind: 'plain' | 'short' | 'long';
  /** One for each file, in their order. */
  readonly cells: readonly FactCell[];
}

type Known = ReadonlyMap<FileId, Result<FileFacts>>;

/**
 * What files have to be told apart by: always size, format and pixels, anything else only where it differs among all files of
 * their group, so that the rows stay as they are while one goes through the group. What is not known yet is left out until it is.
 */
export function factRows(shown: readonly ImageFile[], group: readonly ImageFile[], known: Known): readonly FactRow[] {
  const read = group.filter(({ id }) => known.get(id)?.ok);
  const telling = new Set([...allRows(group, new Map()), ...allRows(read, known)].filter(differs).map(({ name }) => name));
  return allRows(shown, known).filter(({ name }) => plainRows.has(name) || name === details || telling.has(name));
}

function allRows(files: readonly ImageFile[], known: Known): readonly FactRow[] {
  if (files.length === 0) return [];
  const said = files.map(({ id }) => known.get(id));
  return [
    row('Pixels', files, ({ width, height }) => `${width} × ${height}`, most(files, ({ width, height }) => width * height, 'most pixels')),
    row('Size', files, (file) => bytes(file.bytes), most(files, (file) => file.bytes, 'largest file')),
    row('Format', files, ({ format }) => formatName(format), most(files, ({ format }) => (lossless.has(format) ? 1 : 0), 'lossless')),
    ...saidRows(files, said),
    row('Changed', files, ({ modified }) => day(modified), earliestDay(files.map(({ modified }) => modified))),
  ];
}

const details = 'Details';

const lossless: ReadonlySet<ImageFormat> = new Set(['png', 'tiff', 'svg']);

function saidRows(files: readonly ImageFile[], said: readonly (Result<FileFacts> | undefined)[]): readonly FactRow[] {
  const facts = said.flatMap((one) => (one?.ok ? [one.value] : []));
  if (facts.length < files.length) return said.some((one) => one?.ok === false) ? [unread(said)] : [];
  const placesKnown = facts.map(({ place }) => place !== null);
  return [
    qualityRow(files, facts),
    row('Bits', facts, ({ bitDepth }) => (bitDepth === null ? none : `${bitDepth} per colour`), most(facts, ({ bitDepth }) => bitDepth ?? 0, 'finer colours')),
    row('Profile', facts, ({ profile }) => profile ?? none, nobody(facts)),
    row('Taken', facts, ({ taken }) => (taken === null ? none : localMoment(taken)), earliest(facts.map(({ taken }) => taken))),
    row('Camera', facts, ({ camera }) => camera ?? none, has(facts.map(({ camera }) => camera !== null), 'names its camera')),
    row('Place', facts, ({ place }) => (place === null ? none : placeInWords(place)), has(placesKnown, 'knows its place')),
    row('Stored', facts, ({ orientation }) => orientationWords[orientation], nobody(facts)),
    row('Created', facts, ({ created }) => (created === null ? none : day(created)), nobody(facts)),
  ];
}

const none = '–';
const plainRows: ReadonlySet<string> = new Set(['Pixels', 'Size', 'Format']);
const longRows: ReadonlySet<string> = new Set(['Taken', 'Camera', 'Place']);

function row<T>(name: string, things: readonly T[], text: (thing: T) => string, honours: readonly (string | null)[]): FactRow {
  return { name, kind: plainRows.has(name) ? 'plain' : longRows.has(name) ? 'long' : 'short', cells: things.map((thing, i) => ({ text: text(thing), honour: honours[i] ?? null })) };
}

function differs({ cells }: FactRow): boolean {
  return cells.some(({ text }) => text !== cells[0]?.text);
}

/** In place of all facts, where some can't be had: none would be compared with all. */
function unread(said: readonly (Result<FileFacts> | undefined)[]): FactRow {
  return { name: details, kind: 'long', cells: said.map((one) => ({ text: one?.ok === false ? explain(one.error).what : 'read', honour: null })) };
}

function nobody(things: readonly unknown[]): readonly null[] {
  return things.map(() => null);
}

/** Who has the greatest value; nobody where all have the same. */
function most<T>(things: readonly T[], value: (thing: T) => number, honour: string): readonly (string | null)[] {
  const values = things.map(value);
  const best = Math.max(...values);
  return values.map((one) => (one === best && values.some((other) => other < best) ? honour : null));
}

function has(there: readonly boolean[], honour: string): readonly (string | null)[] {
  return there.map((is) => (is && there.includes(false) ? honour : null));
}

/** Files of one day are equally old. */
function earliestDay(moments: readonly number[]): readonly (string | null)[] {
  const first = day(Math.min(...moments));
  return has(moments.map((moment) => day(moment) === first), 'oldest');
}

function earliest(moments: readonly (string | null)[]): readonly (string | null)[] {
  const first = moments.flatMap((moment) => moment ?? []).sort()[0];
  return has(moments.map((moment) => moment !== null && moment === first), moments.includes(null) ? 'knows its date' : 'earliest');
}

/** Estimates that may be equal, as far as they are sure, honour nobody. */
function qualityRow(files: readonly ImageFile[], facts: readonly FileFacts[]): FactRow {
  const qualities = facts.map(({ quality }) => quality);
  const cells = qualities.map((quality, i) => {
    if (quality === null) return files[i]?.format === 'jpeg' ? 'not to be told' : none;
    return quality.error === 0 ? `${quality.value}` : `about ${quality.value} ± ${quality.error}`;
  });
  const surelyBest = (at: number): boolean => {
    const own = qualities[at];
    const others = qualities.flatMap((other, i) => (i !== at && other ? [other] : []));
    return Boolean(own) && others.length > 0 && others.every((other) => own!.value - own!.error > other.value + other.error);
  };
  return row('JPEG quality', cells, (text) => text, cells.map((_, i) => (surelyBest(i) ? 'least compressed' : null)));
}

function placeInWords({ latitude, longitude }: GeoPlace): string {
  const degrees = (value: number, [positive, negative]: readonly [string, string]) =>
    `${Math.abs(value).toFixed(3)}° ${value < 0 ? negative : positive}`;
  return `${degrees(latitude, ['N', 'S'])}, ${degrees(longitude, ['E', 'W'])}`;
}

/** What the file asks every viewer to do with its stored pixels. */
const orientationWords: Readonly<Record<Orientation, string>> = {
  1: 'upright',
  2: 'mirrored',
  3: 'upside down',
  4: 'upside down, mirrored',
  5: 'on its side, mirrored',
  6: 'on its left side',
  7: 'on its side, mirrored',
  8: 'on its right side',
};
