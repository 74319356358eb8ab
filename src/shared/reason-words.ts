import type { FileExtra } from './files';
import type { KeepReason } from './keep';
import { percent, plural, times } from './numbers';

/** Reasons that fit on a line; the rest is in the table of points. */
const mostWords = 4;

interface Reasoned {
  readonly reasons: readonly KeepReason[];
}

/** Why the suggested keeper, which comes first, is kept. Ties are said, not hidden. */
export function meritsInWords(members: readonly Reasoned[]): string {
  const [keeper, ...others] = members;
  const equal = others.filter(({ reasons }) => reasons.length === 0).length;
  const merits = (keeper?.reasons ?? []).slice(0, mostWords).map(merit);
  if (equal === 0) return merits.length === 0 ? 'suggested' : merits.join(', ');
  if (equal === others.length) return 'nothing tells these apart';
  return [...merits, `nothing tells it from ${plural(equal, 'other')}`].join(', ');
}

/** How a file fares beside the suggested keeper. */
export function reasonsInWords(reasons: readonly KeepReason[]): string {
  if (reasons.length === 0) return 'nothing tells it from the one to keep';
  const worse = reasons.filter(({ better }) => !better).slice(0, mostWords).map(fault);
  const better = reasons.filter((reason) => reason.better).slice(0, mostWords).map(advantage);
  if (worse.length === 0) return better.join(', ');
  return better.length === 0 ? worse.join(', ') : `${worse.join(', ')}, but ${better.join(', ')}`;
}

function merit(reason: KeepReason): string {
  switch (reason.criterion) {
    case 'resolution':
      return 'larger';
    case 'quality':
      return reason.measure === 'estimate' ? 'better quality' : 'less compressed';
    case 'date':
      return 'older';
    default:
      return advantage(reason);
  }
}

function advantage(reason: KeepReason): string {
  switch (reason.criterion) {
    case 'resolution':
      return `${multiple(reason.ratio)} pixels`;
    case 'quality':
      return reason.measure === 'estimate' ? `quality ${reason.own} against ${reason.other}` : 'less compressed';
    case 'depth':
      return `${reason.own} bits against ${reason.other}`;
    case 'lossless':
      return 'lossless';
    case 'metadata':
      return `has ${listed(reason.parts, 'and')}`;
    case 'companion':
      return 'with its RAW file or film';
    case 'original':
      return 'not edited';
    case 'folder':
      return 'in a folder that comes first';
    case 'name':
      return 'original name';
    case 'date':
      return `${span(reason.apart)}older`;
    case 'reference':
      return 'in a reference folder';
  }
}

function fault(reason: KeepReason): string {
  switch (reason.criterion) {
    case 'resolution':
      return `${fraction(reason.ratio)} pixels`;
    case 'quality':
      return reason.measure === 'estimate' ? `quality ${reason.own} against ${reason.other}` : 'more compressed';
    case 'depth':
      return `${reason.own} bits against ${reason.other}`;
    case 'lossless':
      return 'lossy';
    case 'metadata':
      return `no ${listed(reason.parts, 'or')}`;
    case 'companion':
      return 'without a RAW file or film';
    case 'original':
      return 'edited';
    case 'folder':
      return 'in a folder that comes later';
    case 'name':
      return 'named as a copy';
    case 'date':
      return `${span(reason.apart)}newer`;
    case 'reference':
      return 'not in a reference folder';
  }
}

const fractions: readonly (readonly [number, string])[] = [[1 / 2, 'half the'], [1 / 4, 'a quarter of the'], [1 / 3, 'a third of the'], [3 / 4, 'three quarters of the']];

function fraction(ratio: number): string {
  const plain = fractions.find(([value]) => Math.abs(ratio / value - 1) < 0.03);
  if (plain) return plain[1];
  if (ratio > 0.99) return 'slightly fewer';
  return ratio < 0.01 ? 'hardly any' : `${percent(ratio)} of the`;
}

function multiple(ratio: number): string {
  if (Math.abs(ratio / 2 - 1) < 0.03) return 'twice the';
  return ratio < 1.1 ? 'slightly more' : `${times(ratio)} the`;
}

const partWords: Readonly<Record<FileExtra, string>> = { exif: 'EXIF', gps: 'GPS', profile: 'colour profile', date: 'date taken' };

/** Place and date stand in the EXIF block, so that one says it all. */
function listed(parts: readonly FileExtra[], and: string): string {
  const said = parts.includes('exif') ? parts.filter((part) => part === 'exif' || part === 'profile') : parts;
  const words = said.map((part) => partWords[part]);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${and} ${words.at(-1)!}`;
}

const day = 86_400_000;

/** With a blank behind it; nothing where it is too short to matter. */
function span(ms: number): string {
  const days = Math.floor(ms / day);
  if (days < 1) return '';
  if (days < 60) return `${plural(days, 'day')} `;
  return days < 730 ? `${plural(Math.floor(days / 30.44), 'month')} ` : `${plural(Math.floor(days / 365.25), 'year')} `;
}
