import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommandName, Input } from '../shared/contract';
import type { FileId, FolderId } from '../shared/files';
import type { GroupId } from '../shared/groups';
import type { PlanId, TransactionId } from '../shared/removal';
import { defaultSettings } from '../shared/settings';
import { plainListing, plainQuery } from '../shared/query';
import { decodeInput, inputSchemas, isCommandName } from '../shared/schema';
import { EngineBench, looks } from './testing/engine-bench';
import { wrongInputs } from './testing/wrong-inputs';

/** Everything that has a name in a library under review. */
interface Named {
  readonly folder: FolderId;
  readonly file: FileId;
  readonly copy: FileId;
  readonly group: GroupId;
  readonly preview: string;
  readonly plan: PlanId;
  readonly transaction: TransactionId;
}

const page = { offset: 0, limit: 10 };

/** A good input of every command: one that is added and has none here does not compile, and fails below. */
const goodInputs: { readonly [K in CommandName]: (named: Named) => Input<K> } = {
  'app.info': () => null,
  'settings.get': () => null,
  'settings.set': () => ({ ...defaultSettings, permanentDelete: true, excluded: ['*.tmp'] }),
  'folders.pick': () => null,
  'folders.browse': ({ folder }) => ({ at: folder }),
  'folders.make': ({ folder }) => ({ at: folder, name: 'New' }),
  'folders.recent': () => null,
  'folders.initial': () => null,
  'folders.roles': () => null,
  'folders.setRole': ({ folder }) => ({ folder, role: null }),
  'folders.setPriority': ({ folder }) => ({ folders: [folder] }),
  'folders.of': ({ file }) => ({ file }),
  'samples.make': () => null,
  'library.reopen': () => null,
  'scan.start': ({ folder }) => ({ folders: [folder] }),
  'scan.pause': () => null,
  'scan.resume': () => null,
  'scan.cancel': () => null,
  'scan.state': () => null,
  'skipped.page': () => ({ ...page, reason: null }),
  'skipped.reveal': () => ({ entry: '0.0' }),
  'plain.page': () => page,
  'groups.page': () => ({ ...page, ...plainListing }),
  'groups.ids': () => ({ ...page, ...plainListing }),
  'place.get': () => null,
  'place.save': ({ group }) => ({ listing: plainListing, group, above: 0 }),
  'groups.places': ({ group }) => ({ groups: [group], ...plainListing }),
  'dismissed.add': ({ file, copy }) => ({ files: [file, copy] }),
  'dismissed.page': () => page,
  'dismissed.remove': () => ({ id: 1 }),
  'marks.state': () => null,
  'marks.set': ({ copy, file }) => ({ mark: [copy], unmark: [file] }),
  'marks.copies': ({ group }) => ({ groups: [group] }),
  'marks.none': ({ group }) => ({ groups: [group] }),
  'marks.keep': ({ file }) => ({ file }),
  'marks.all': () => null,
  'marks.clear': () => null,
  'marks.undo': () => null,
  'marks.redo': () => null,
  'rules.preview': ({ group }) => ({ rule: { kind: 'keep', keeper: 'best' }, scope: { kind: 'groups', groups: [group] }, shots: false, decided: false }),
  'rules.page': ({ preview }) => ({ ...page, preview }),
  'rules.apply': ({ preview }) => ({ preview }),
  'keep.preview': () => ({ policy: defaultSettings.keep }),
  'files.facts': ({ file }) => ({ file }),
  'files.reveal': ({ file }) => ({ file }),
  'files.open': ({ file }) => ({ file }),
  'removal.plan': ({ folder }) => ({ choice: { action: 'move', folder } }),
  'removal.run': ({ plan }) => ({ plan, confirmation: 'delete 1 file' }),
  'removal.cancel': () => null,
  'removal.undo': ({ transaction }) => ({ transaction }),
  'removal.history': () => null,
  'export.save': () => ({ format: 'csv', listing: { query: plainQuery, sort: plainListing.sort } }),
  'export.cancel': () => null,
  'export.reveal': () => null,
  'speedup.measure': () => null,
  'speedup.cancel': () => null,
};
const commands = Object.keys(goodInputs).filter(isCommandName);

/** Ask where groups are, or what would become of them: names that are none are passed over, and nothing comes of them. */
const passesOver: ReadonlySet<CommandName> = new Set(['groups.places', 'rules.preview']);

let bench: EngineBench;
let handed: string[];

beforeEach(async () => {
  bench = new EngineBench();
  vi.stubEnv('XDG_DATA_HOME', join(bench.home, 'xdg'));
  handed = [];
  const hand = (path: string): void => void handed.push(path);
  bench.host = { browseRoots: [join(bench.home, 'photos')], reveal: hand, open: (path) => { hand(path); return Promise.resolve(null); } };
  await bench.open();
  for (const name of ['a1', 'a2', 'a3']) bench.make(`${name}.jpg`, looks[0]!, 'a, thrice');
  for (const name of ['b1', 'b2']) bench.make(`${name}.jpg`, looks[1]!, 'b, twice');
  bench.make('lone.jpg', looks[2]!);
  mkdirSync(join(bench.home, 'elsewhere'));
  for (const name of ['a4.jpg', 'secret.jpg']) writeFileSync(join(bench.home, 'elsewhere', name), 'a, thrice');
});
afterEach(async () => {
  await bench.clear();
  vi.unstubAllEnvs();
});

/** A library with a removal behind it, a file marked, and a plan to delete it for good. */
async function review(): Promise<Named> {
  const [folder] = await bench.grant('photos');
  await bench.scan();
  const second = (await bench.groups()).find(({ members }) => members.length === 2)!;
  await bench.call('marks.set', { mark: [second.members[1]!.file.id], unmark: [] });
  const done = await bench.call('removal.plan', { choice: { action: 'trash' } });
  const { transaction } = await bench.call('removal.run', { plan: done.id, confirmation: null });
  const [group] = await bench.groups();
  const [file, copy] = group!.members.map((member) => member.file.id);
  await bench.call('settings.set', { ...defaultSettings, permanentDelete: true, excluded: ['*.tmp'] });
  const { id: preview } = await bench.call('rules.preview', goodInputs['rules.preview']({ group: group!.id } as Named));
  await bench.call('marks.set', { mark: [copy!], unmark: [] });
  const { id: plan } = await bench.call('removal.plan', { choice: { action: 'delete' } });
  return { folder: folder!, file: file!, copy: copy!, group: group!.id, preview, plan, transaction };
}

/** Names and contents of all that the program has no business with, and of what it was not told to remove. */
function disk(): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const folder of ['photos', 'elsewhere', 'xdg/Trash/files']) {
    for (const entry of readdirSync(join(bench.home, folder), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile()) found[path] = createHash('sha256').update(readFileSync(path)).digest('hex');
    }
  }
  return found;
}

/** What was named elsewhere: by another engine, by a library that was closed, or by nobody. */
async function otherIds({ file, folder, plan }: Named): Promise<readonly string[]> {
  const other = new EngineBench();
  await other.open();
  other.make('x1.jpg', looks[0]!, 'x, twice');
  other.make('x2.jpg', looks[0]!, 'x, twice');
  const [theirs] = await other.grant('photos');
  await other.scan();
  const [group] = await other.groups();
  const path = join(bench.home, 'elsewhere');
  const [token = ''] = file.split('.');
  const ids = [
    theirs!, group!.id, group!.members[1]!.file.id,
    path, join(path, 'a4.jpg'), `${bench.home}/photos/../elsewhere`, '../elsewhere', '/etc/passwd', '%2e%2e%2felsewhere', 'file:///etc/passwd', '/proc/self/root', '.', '~',
    `${token}.zzzzzz`, `${token}.-1`, `${token}.NaN`, `${token}.1e3`, `${token}.`, token, ` ${file}`, `${file} `, `${file}\0`, `${file}/../x`, file.toUpperCase(),
    `${folder}/..`, `${folder}\0`, folder.slice(0, -1), `${plan}x`, '00000000-0000-0000-0000-000000000000', 'constructor', 'hasOwnProperty', '0', 'null', '1 OR 1=1',
  ];
  await other.clear();
  return ids;
}

it('every command of the contract is tried', () => {
  expect(commands.toSorted()).toEqual(Object.keys(inputSchemas).toSorted());
});

describe('a page that was taken over', () => {
  it('gets nowhere with any wrong thing, said to any command', async () => {
    const named = await review();
    const ids = new Set<string>(Object.values(named));
    const others = await otherIds(named);
    const before = disk();
    let tried = 0;
    const broken: string[] = [];
    for (const command of commands) {
      const good = goodInputs[command](named);
      expect(decodeInput(command, good).ok, command).toBe(true);
      for (const { name, input } of wrongInputs(good, ids, others)) {
        tried++;
        const fits = decodeInput(command, input).ok;
        const result = await bench.engine.call(command, input);
        const names = / = /.test(name) && others.some((other) => name.endsWith(` = ${other}`));
        const kind = result.ok ? 'ok' : result.error.kind;
        if (kind === 'internal' || (!fits && kind !== 'invalid-input') || (names && kind === 'ok' && !passesOver.has(command))) broken.push(`${command}: ${name}: ${kind}`);
        if (JSON.stringify(result).length > 100_000) broken.push(`${command}: ${name}: a long answer`);
        if (JSON.stringify(result).includes('secret')) broken.push(`${command}: ${name}: tells of what is elsewhere`);
      }
    }
    expect(broken).toEqual([]);
    expect(tried).toBeGreaterThan(5000);
    expect(disk()).toEqual(before);
    expect(handed).toEqual([]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();

    // Some inputs with a thing less still fit, and changed marks; what is reviewed now is all that goes.
    await bench.call('marks.clear', null);
    await bench.call('marks.set', { mark: [named.copy], unmark: [] });
    const { id } = await bench.call('removal.plan', { choice: { action: 'delete' } });
    const { removed } = await bench.call('removal.run', { plan: id, confirmation: 'delete 1 file' });
    expect(removed).toEqual([named.copy]);
    expect(Object.keys(before).filter((path) => !(path in disk()))).toHaveLength(1);
  });

  it('gets nowhere with names that are no commands', async () => {
    for (const name of ['', 'app.quit', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'app.info ', 'APP.INFO', 'app', 'x'.repeat(1_000_000)]) {
      const error = await bench.refusal(name, null);
      expect(error).toMatchObject({ kind: 'unknown-command' });
      expect(JSON.stringify(error).length).toBeLessThan(200);
    }
  });

  it('removes nothing but what was marked in a group, planned, and not changed since', async () => {
    const named = await review();
    const lone = named.file.replace(/\..*$/, '.5');
    const before = disk();
    await bench.call('marks.clear', null);
    for (const file of [lone, 'a4.jpg', join(bench.home, 'elsewhere/a4.jpg')]) {
      const marked = await bench.engine.call('marks.set', { mark: [file], unmark: [] });
      if (marked.ok) expect((await bench.call('marks.state', null)).files, file).toBe(0);
    }
    expect(await bench.refusal('removal.run', { plan: named.plan, confirmation: 'delete 1 file' })).toMatchObject({ kind: 'plan-outdated' });
    expect(await bench.refusal('removal.plan', { choice: { action: 'trash' } })).toMatchObject({ kind: 'nothing-marked' });
    await bench.call('marks.set', { mark: [named.copy], unmark: [] });
    await bench.scan();
    expect(await bench.refusal('removal.run', { plan: named.plan, confirmation: 'delete 1 file' })).toMatchObject({ kind: 'not-found' });
    expect(disk()).toEqual(before);
  });

  it('leaves a file of every group, whatever it marks', async () => {
    await bench.scan();
    const groups = await bench.groups();
    const all = groups.flatMap(({ members }) => members.map(({ file }) => file.id));
    await bench.engine.call('marks.set', { mark: all, unmark: [] });
    await bench.call('marks.all', null);
    for (const { members } of groups) await bench.engine.call('marks.set', { mark: members.map(({ file }) => file.id), unmark: [] });
    const plan = await bench.call('removal.plan', { choice: { action: 'trash' } });
    await bench.call('removal.run', { plan: plan.id, confirmation: null });
    const left = readdirSync(join(bench.home, 'photos')).toSorted();
    expect(left).toContain('lone.jpg');
    for (const first of ['a', 'b']) expect(left.filter((name) => name.startsWith(first)).length, first).toBeGreaterThan(0);
  });

  it('may say everything at any time, in any order', async () => {
    const wrong = { folder: 'x', file: 'x', copy: 'y', group: 'x', preview: 'x', plan: 'x', transaction: 'x' };
    const say = async (named: Named): Promise<void> => {
      const results = await Promise.all(commands.toReversed().map((command) => bench.engine.call(command, goodInputs[command](named))));
      const bad = results.flatMap((result, i) => (!result.ok && result.error.kind === 'internal' ? [`${commands.toReversed()[i]}: ${result.error.detail}`] : []));
      expect(bad).toEqual([]);
    };
    const before = disk0();
    await say(wrong);
    bench.workers.release(1);
    await bench.start();
    await say(wrong);
    bench.workers.release();
    await bench.phase('done', 'cancelled');
    await say(wrong);
    expect(disk0()).toEqual(before);
  });

  it('may say it ten thousand times at once', async () => {
    await bench.scan();
    const before = disk0();
    const results = await Promise.all(Array.from({ length: 10_000 }, (_, i) => {
      const command = (['groups.page', 'marks.set', 'removal.run', 'folders.browse', 'files.facts'] as const)[i % 5]!;
      return bench.engine.call(command, command === 'groups.page' ? page : goodInputs[command]({ folder: 'x', file: 'x', copy: 'x', group: 'x', preview: 'x', plan: 'x', transaction: 'x' }));
    }));
    expect(results.filter(({ ok }) => ok)).toHaveLength(2000);
    expect(disk0()).toEqual(before);
  });
});

/** The pictures, before there is any trash. */
function disk0(): readonly string[] {
  return readdirSync(join(bench.home, 'photos')).toSorted();
}
