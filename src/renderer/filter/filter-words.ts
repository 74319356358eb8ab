import type { GroupKind } from '../../shared/groups';
import { isOpen, plainQuery, type GroupQuery, type GroupSort, type SortKey, type Span } from '../../shared/query';
import { formatName } from '../review/words';
import { bytes, day } from '../ui/format';

export const kindNames: Readonly<Record<GroupKind, string>> = {
  exact: 'Exact copies',
  'same-pixels': 'Same pixels',
  similar: 'Similar pictures',
  'similar-shot': 'Similar shots',
};

/** One condition of a query, in words, and the query's part without it. */
export interface Condition {
  readonly words: string;
  readonly without: Partial<GroupQuery>;
}

/** What a query asks for besides its text, which stands in the search field. */
export function conditionsOf({ formats, kinds, bytes: size, dates, distance, decided, isNew }: GroupQuery): readonly Condition[] {
  const conditions: Condition[] = [];
  const add = (words: string, part: keyof GroupQuery): void => void conditions.push({ words, without: { [part]: plainQuery[part] } });
  if (kinds.length > 0) add(kinds.map((kind) => kindNames[kind]).join(', '), 'kinds');
  if (formats.length > 0) add(formats.map(formatName).join(', '), 'formats');
  if (!isOpen(size)) add(spanInWords(size, bytes), 'bytes');
  if (!isOpen(dates)) add(spanInWords(dates, day), 'dates');
  if (!isOpen(distance)) add(distanceInWords(distance), 'distance');
  if (decided !== 'any') add(decided === 'decided' ? 'Decided' : 'Undecided', 'decided');
  if (isNew !== null) add(isNew ? 'With new files' : 'Without new files', 'isNew');
  return conditions;
}

function distanceInWords({ min, max }: Span): string {
  if (min === null) return `Distance up to ${max ?? 0}`;
  return max === null ? `Distance ${min} or more` : `Distance ${min}–${max}`;
}

function spanInWords({ min, max }: Span, inWords: (value: number) => string): string {
  if (min === null) return `Up to ${inWords(max ?? 0)}`;
  if (max === null) return `From ${inWords(min)}`;
  const [from, to] = [inWords(min), inWords(max)];
  return from === to ? from : `${from} – ${to}`;
}

interface SortWords {
  readonly name: string;
  readonly ascending: string;
  readonly descending: string;
  /** Which of the two is meant first. */
  readonly descendsFirst: boolean;
}

export const sortWords: Readonly<Record<SortKey, SortWords>> = {
  gain: { name: 'Space to gain', ascending: 'Least first', descending: 'Most first', descendsFirst: true },
  members: { name: 'Number of files', ascending: 'Fewest first', descending: 'Most first', descendsFirst: true },
  distance: { name: 'Distance', ascending: 'Most alike first', descending: 'Least alike first', descendsFirst: false },
  date: { name: 'Date', ascending: 'Oldest first', descending: 'Newest first', descendsFirst: true },
  folder: { name: 'Folder', ascending: 'A to Z', descending: 'Z to A', descendsFirst: false },
};

export function sortInWords({ by, descending }: GroupSort): string {
  return `${sortWords[by].name}, ${sortWords[by][descending ? 'descending' : 'ascending'].toLowerCase()}`;
}
