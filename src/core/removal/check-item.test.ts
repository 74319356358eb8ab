import { expect, test } from 'vitest';
import { checkItem } from './check-item';
import { unprotected } from '../folder-roles/protection';
import type { FileChecks } from './checks';
import type { RemovalFile } from './plan';

interface Facts {
  readonly bytes?: number;
  readonly modified?: number;
  readonly inode?: bigint;
  readonly links?: number;
  readonly content?: string;
  readonly trashed?: boolean;
  readonly unreadable?: boolean;
}

/** A disk with these files; each is as it was scanned but for what is said. */
function disk(files: Readonly<Record<string, Facts>>): FileChecks {
  const names = Object.keys(files);
  const content = (path: string): string => {
    const { unreadable = false, content: text = 'same' } = files[path] ?? {};
    if (unreadable) throw Object.assign(new Error('no'), { code: 'EACCES' });
    return text;
  };
  return {
    look: (path) => {
      const file = files[path];
      if (!file) return Promise.resolve({ ok: false, failure: { reason: 'vanished', detail: 'Gone.' } });
      const { bytes = 4, modified = 5, inode = BigInt(names.indexOf(path)), links = 1 } = file;
      return Promise.resolve({ ok: true, facts: { bytes, modified, device: 1n, inode, links } });
    },
    list: () => Promise.resolve(names),
    isReadable: (path) => Promise.resolve(files[path]?.unreadable !== true),
    haveSameContent: async (a, b) => Promise.resolve(content(a) === content(b)),
    isInTrash: (path) => Promise.resolve(files[path]?.trashed === true),
  };
}

const item = (identical: boolean): RemovalFile => ({
  path: 'a', bytes: 4, modified: 5, survivors: [{ path: 'b', bytes: 4, identical }, { path: 'c', bytes: 4, identical: false }],
});

/** The survivor for which `a` may go, or the reason why it may not. */
async function answer(files: Readonly<Record<string, Facts>>, { identical = true, going = [] as readonly string[], reversible = true } = {}): Promise<string> {
  const checked = await checkItem(item(identical), { checks: disk(files), going: new Set(going), protection: unprotected }, { reversible });
  return checked.ok ? checked.value.path : checked.failure.reason;
}

test('an exact copy goes only for the sake of an equal file that is another, outside any trash, and stays', async () => {
  const all = { a: {}, b: {}, c: {} };
  expect(await answer(all)).toBe('b');
  expect(await answer({ ...all, a: { bytes: 5 } })).toBe('changed');
  expect(await answer({ ...all, a: { modified: 6 } })).toBe('changed');
  expect(await answer({ ...all, a: { content: 'SAME' } })).toBe('not-equal');
  expect(await answer({ a: {}, c: {} })).toBe('no-survivor');
  expect(await answer({ ...all, b: { bytes: 5 } })).toBe('no-survivor');
  expect(await answer({ ...all, b: { trashed: true } })).toBe('no-survivor');
  expect(await answer({ ...all, b: { unreadable: true } })).toBe('no-permission');
  expect(await answer(all, { going: ['b'] })).toBe('no-survivor');
  expect(await answer({ ...all, b: { inode: 0n } })).toBe('no-survivor');
});

test('a second name of the same file survives only where the move can be taken back', async () => {
  const hardLinks = { a: { links: 2 }, b: { inode: 0n, links: 2 } };
  expect(await answer(hardLinks)).toBe('b');
  expect(await answer(hardLinks, { reversible: false })).toBe('no-survivor');
});

test('a picture that is merely alike goes for the sake of any that can be read', async () => {
  expect(await answer({ a: {}, b: { content: 'else' } }, { identical: false })).toBe('b');
  expect(await answer({ a: {}, b: { unreadable: true }, c: {} }, { identical: false })).toBe('c');
  expect(await answer({ a: {}, b: { unreadable: true } }, { identical: false })).toBe('no-survivor');
});
