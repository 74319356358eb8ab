import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realFolders } from './real-folders';
import { RoleMap } from './role-map';

describe('what holds for the files of a folder', () => {
  const map = new RoleMap({
    roles: [{ path: '/a', role: 'protected' }, { path: '/a/b', role: 'reference' }, { path: '/a/b/c', role: 'excluded' }],
    priority: ['/x', '/a/b'],
  });

  it('is what was said of the nearest folder above', () => {
    expect(['/', '/ab', '/a', '/a/z', '/a/b', '/a/b/y/z', '/a/b/c/d'].map((folder) => map.standingOf(folder)))
      .toEqual(['free', 'free', 'protected', 'protected', 'reference', 'reference', 'free']);
  });

  it('ranks folders that are not in the order behind all others', () => {
    expect(['/x/1', '/a/b/1', '/a', '/'].map((folder) => map.rankOf(folder))).toEqual([0, 1, 2, 2]);
    expect(new RoleMap({ roles: [], priority: [] }).placeOf('/a')).toEqual({ standing: 0, rank: 0 });
  });
});

describe('the real name of a folder', () => {
  let home: string;
  beforeEach(() => {
    home = realpathSync(mkdtempSync(join(tmpdir(), 'lookalike-real-')));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it('is found for all that a scan met by way of a link', () => {
    mkdirSync(join(home, 'photos/inner'), { recursive: true });
    symlinkSync('photos', join(home, 'way'));
    const real = realFolders([join(home, 'way'), join(home, 'gone'), '/']);
    expect(real(join(home, 'way'))).toBe(join(home, 'photos'));
    expect(real(join(home, 'way/inner/x'))).toBe(join(home, 'photos/inner/x'));
    expect(real(join(home, 'gone/x'))).toBe(join(home, 'gone/x'));
    expect(real('')).toBe('/');
  });
});
