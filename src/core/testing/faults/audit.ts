import { existsSync, readdirSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import type { Group } from '../../../shared/groups';
import type { ScanState, Skipped } from '../../../shared/scan';
import { holdingName } from '../../trash/places';
import type { EngineBench } from '../engine-bench';
import { digestOf, filesBelow, type Photos } from './photos';

/** A promise that was broken; says which. */
export class Broken extends Error {}

export function expect(holds: boolean, promise: () => string): asserts holds {
  if (!holds) throw new Broken(promise());
}

/** How many files there are of each content, in the library and wherever files can have gone. */
function contentsOf(home: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const path of [...filesBelow(join(home, 'photos')), ...filesBelow(join(home, 'chosen')), ...trashed(home)]) {
    const content = existsSync(path) ? digestOf(path) : `a link that leads nowhere, ${path}`;
    counts.set(content, (counts.get(content) ?? 0) + 1);
  }
  return counts;
}

/** Every file that went and has not come back, in the trash, in holding folders and in the folder that files move to. */
export function awayFiles(home: string): readonly string[] {
  const held = filesBelow(join(home, 'photos')).filter((path) => path.split(sep).includes(holdingName));
  return [...held, ...filesBelow(join(home, 'chosen')), ...trashed(home)];
}

function trashed(home: string): readonly string[] {
  return filesBelow(join(home, 'xdg/Trash/files'));
}

/** Every file is in exactly one place: none is lost, and none is there twice. */
export function auditContents(home: string, photos: Photos): void {
  const actual = contentsOf(home);
  photos.acceptReturned(actual);
  const wrong = [...new Set([...actual.keys(), ...photos.expected.keys()])].filter((content) => actual.get(content) !== photos.expected.get(content));
  expect(wrong.length === 0, () => {
    const where = [...filesBelow(join(home, 'photos')), ...awayFiles(home)];
    const told = wrong.map((content) => `${content.slice(0, 12)}: ${actual.get(content) ?? 0} instead of ${photos.expected.get(content) ?? 0} (${where.filter((path) => existsSync(path) && digestOf(path) === content).join(', ')})`);
    return `files are lost or doubled: ${told.join('; ')}`;
  });
}

/** Nothing of the engine's own is left where it does not belong. */
export function auditLeftovers(home: string): void {
  const parts = filesBelow(home).filter((path) => basename(path).startsWith('.lookalike-') || path.endsWith('.part'));
  expect(parts.length === 0, () => `left over: ${parts.join(', ')}`);
  expect(!existsSync(join(home, holdingName)), () => 'files were held above the library');
  // Nothing was ever damaged, so that nothing may have been set aside.
  const known = /^(journal\.db(\.seal)?|cache\.db|looks\.bin|choices\.log|removal\.lock|in-use\.lock)(-wal|-shm|-journal)?$/;
  const strange = readdirSync(join(home, 'store')).filter((name) => !known.test(name));
  expect(strange.length === 0, () => `left over in the data folder: ${strange.join(', ')}`);
  // A file in the trash says where it was.
  const mute = trashed(home).filter((path) => !existsSync(path.replace('/Trash/files/', '/Trash/info/') + '.trashinfo'));
  expect(mute.length === 0, () => `in the trash without a word: ${mute.join(', ')}`);
}

/** No file is without an answer, and none was skipped without a reason. */
export async function auditScan(bench: EngineBench, { stats, skippedByReason }: ScanState): Promise<void> {
  const { files, hashed, cached, skipped } = stats;
  expect(files === hashed + cached + skipped, () => `${files} files, but ${hashed} hashed, ${cached} known and ${skipped} skipped`);
  const reasons = Object.values(skippedByReason).reduce((sum, count) => sum + count, 0);
  const all: Skipped[] = [];
  while (all.length < skipped) {
    const { items, total } = await bench.call('skipped.page', { offset: all.length, limit: 200, reason: null });
    expect(total === skipped && items.length > 0, () => `${skipped} skipped, but ${total} listed`);
    all.push(...items);
  }
  expect(reasons === skipped, () => `${skipped} skipped, but reasons for ${reasons}`);
  const mute = all.find(({ detail }) => detail === '');
  expect(mute === undefined, () => `skipped without a reason: ${mute?.path ?? ''}`);
}

/** Every group on all pages. */
export async function everyGroup(bench: EngineBench): Promise<readonly Group[]> {
  const groups: Group[] = [];
  for (;;) {
    const { items, total } = await bench.call('groups.page', { offset: groups.length, limit: 200 });
    groups.push(...items);
    if (groups.length >= total) return groups;
  }
}
