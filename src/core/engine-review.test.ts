import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainQuery, plainSort, type GroupQuery } from '../shared/query';
import type { RuleUse } from '../shared/rules';
import { EngineBench, looks } from './testing/engine-bench';

let bench: EngineBench;

/** Three groups: of three, two and two equal files, in the order of what there is to gain. */
beforeEach(async () => {
  bench = new EngineBench();
  await bench.open();
  for (const name of ['Phone/a.jpg', 'Backup/a.jpg', 'Camera/a.jpg']) bench.make(`photos/${name}`, looks[0]!, 'a'.repeat(50));
  for (const name of ['Phone/b.jpg', 'Backup/b.jpg']) bench.make(`photos/${name}`, looks[1]!, 'b'.repeat(20));
  for (const name of ['Phone/c.jpg', 'Camera/c.jpg']) bench.make(`photos/${name}`, looks[2]!, 'c');
  await bench.scan();
});
afterEach(() => bench.clear());

const page = { offset: 0, limit: 10 };
const query = (part: Partial<GroupQuery>): GroupQuery => ({ ...plainQuery, ...part });

/** The names of the groups, by the letter of their files. */
async function shown(part: Partial<GroupQuery>): Promise<string> {
  const { items } = await bench.call('groups.page', { ...page, query: query(part) });
  return items.map(({ members }) => members[0]!.file.name[0]).join('');
}

async function marked(): Promise<readonly string[]> {
  const members = (await bench.groups()).flatMap((group) => group.members);
  return members.filter((member) => member.marked).map(({ file }) => file.path.replace(join(bench.home, 'photos/'), '')).sort();
}

describe('the list of groups', () => {
  it('is what a query asks for, with sums and in the order asked for', async () => {
    const found = await bench.call('groups.page', { ...page, query: query({ text: 'backup' }), sort: { by: 'members', descending: false } });
    expect(found.items.map(({ members }) => members.length)).toEqual([2, 3]);
    expect([found.total, found.sums]).toEqual([2, { groups: 2, files: 5, bytesToGain: 120 }]);
    expect(await shown({ text: 'camera' })).toBe('ac');
  });

  it('is another one when something is decided, if that is what it is about', async () => {
    const undecided = query({ decided: 'undecided' });
    const before = await bench.call('groups.page', { ...page, query: undecided });
    const plain = await bench.call('groups.page', page);
    await bench.call('marks.copies', { groups: [before.items[1]!.id] });
    const after = await bench.call('groups.page', { ...page, query: undecided });
    expect([before.total, after.total]).toEqual([3, 2]);
    expect(after.revision).not.toBe(before.revision);
    expect((await bench.call('groups.page', page)).revision).toBe(plain.revision);
    expect(await shown({ decided: 'decided' })).toBe('b');
  });

  it('says where groups are in it, and names a stretch of them', async () => {
    const all = await bench.call('groups.ids', { offset: 0, limit: 10_000 });
    expect(all.ids).toEqual((await bench.groups()).map(({ id }) => id));
    const listing = { query: query({ text: 'camera' }), sort: plainSort };
    expect((await bench.call('groups.ids', { ...listing, offset: 1, limit: 5 })).ids).toEqual([all.ids[2]]);
    const copy = (await bench.groups())[0]!.members[1]!.file.id;
    const { places } = await bench.call('groups.places', { ...listing, groups: [all.ids[2]!, all.ids[1]!, copy, 'gone', all.ids[0]!] });
    const [first, second] = [{ group: all.ids[0], index: 0 }, { group: all.ids[2], index: 1 }];
    // A file that a group was named by and is kept by no more stands for the group that it is in.
    expect(places).toEqual([second, null, first, null, first]);
  });

  it('knows what is new since the library was scanned before', async () => {
    expect((await bench.call('scan.state', null)).scannedBefore).toBeNull();
    expect(await shown({ isNew: true })).toBe('');
    bench.make('photos/New/b.jpg', looks[1]!, 'b'.repeat(20));
    bench.workers.found.set(join(bench.home, 'photos/Moved/a.jpg'), looks[0]!);
    mkdirSync(join(bench.home, 'photos/Moved'));
    renameSync(join(bench.home, 'photos/Backup/a.jpg'), join(bench.home, 'photos/Moved/a.jpg'));
    const { scannedBefore } = await bench.scan();
    expect(scannedBefore).toBeGreaterThan(0);
    expect(await shown({ isNew: true })).toBe('b');
    expect(await shown({ isNew: false })).toBe('abc');
  });
});

describe('a rule', () => {
  const use = (part: Partial<RuleUse>): RuleUse => ({
    rule: { kind: 'pattern', pattern: 'backup/*', files: 'mark' }, scope: { kind: 'all' }, shots: false, decided: false, ...part,
  });

  it('does what was previewed, in one step', async () => {
    const preview = await bench.call('rules.preview', use({}));
    expect(preview).toMatchObject({ groups: 2, going: 2, bytes: 70, staying: 3, skipped: { 'no-match': 1 } });
    expect(await marked()).toEqual([]);
    const examples = await bench.call('rules.page', { offset: 1, limit: 10, preview: preview.id });
    expect(examples.total).toBe(2);
    expect(examples.items[0]!.files.map(({ file, goes }) => [file.path.includes('Backup'), goes])).toEqual([[false, false], [true, true]]);

    expect(await bench.call('rules.apply', { preview: preview.id })).toEqual({ kind: 'applied', files: 2, bytes: 70 });
    expect(await marked()).toEqual(['Backup/a.jpg', 'Backup/b.jpg']);
    await bench.call('marks.undo', null);
    expect(await marked()).toEqual([]);
    await bench.call('marks.redo', null);
    expect(await marked()).toHaveLength(2);
  });

  it('is previewed anew where marks have changed since', async () => {
    const preview = await bench.call('rules.preview', use({}));
    await bench.call('marks.copies', { groups: [(await bench.groups())[0]!.id] });
    const before = await marked();
    const outcome = await bench.call('rules.apply', { preview: preview.id });
    expect(outcome).toMatchObject({ kind: 'outdated', preview: { groups: 1, going: 1, skipped: { decided: 1 } } });
    expect(await marked()).toEqual(before);
    expect(await bench.refusal('rules.apply', { preview: preview.id })).toMatchObject({ kind: 'not-found' });
  });

  it('is for what a query shows, or for chosen groups, as far as they are there', async () => {
    const camera = await bench.call('rules.preview', use({ rule: { kind: 'keep', keeper: 'best' }, scope: { kind: 'query', query: query({ text: 'camera' }) } }));
    expect(camera).toMatchObject({ groups: 2, going: 3 });
    const id = (await bench.groups())[1]!.id;
    const chosen = await bench.call('rules.preview', use({ rule: { kind: 'keep', keeper: 'oldest' }, scope: { kind: 'groups', groups: [id, 'gone', id] } }));
    expect(chosen).toMatchObject({ groups: 1, going: 1 });
  });

  it('refuses a malformed pattern with what is wrong', async () => {
    const error = await bench.refusal('rules.preview', use({ rule: { kind: 'pattern', pattern: '*.{jpg', files: 'keep' } }));
    expect(error).toMatchObject({ kind: 'invalid-input', detail: expect.stringContaining('never closed') as unknown });
    expect(await bench.refusal('rules.preview', use({ rule: { kind: 'pattern', pattern: ' ', files: 'keep' } }))).toMatchObject({ kind: 'invalid-input' });
  });
});
