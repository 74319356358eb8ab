import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { protectionBy } from './protection';

let home: string;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'lookalike-protected-')));
  for (const folder of ['a/b/c', 'a/out/d', 'free']) mkdirSync(join(home, folder), { recursive: true });
});
afterEach(() => rmSync(home, { recursive: true }));

test('a folder is protected by what it is, not by what it is called', async () => {
  const protection = protectionBy({
    roles: [{ path: join(home, 'a'), role: 'protected' }, { path: join(home, 'a/b'), role: 'reference' }, { path: join(home, 'a/out'), role: 'excluded' }],
    priority: [],
  });
  symlinkSync('a', join(home, 'way'));
  symlinkSync('../../free', join(home, 'a/b/back'));
  const said = async (folder: string) => (await protection(join(home, folder)))?.detail.replace(home, '') ?? 'free';
  expect(await said('a')).toContain('“/a”, which you protected');
  expect(await said('a/b/c')).toContain('“/a/b”, your reference');
  expect(await said('way/b/c')).toContain('“/a/b”');
  expect(await said('a/b/back')).toBe('free');
  expect(await said('a/out/d')).toBe('free');
  expect(await said('free')).toBe('free');
  expect(await said('gone')).toBe('free');
});

test('a protected folder by another name is that folder still', async () => {
  const rules = { roles: [{ path: join(home, 'a'), role: 'protected' as const }], priority: [] };
  const protection = protectionBy(rules);
  await protection(join(home, 'free'));
  renameSync(join(home, 'a'), join(home, 'z'));
  expect(await protection(join(home, 'z/b'))).toMatchObject({ reason: 'protected' });
});
