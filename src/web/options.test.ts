import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { expect, it, vi } from 'vitest';
import { serveOptions } from './options';

it('opens what it is given, and lets nothing else be chosen', () => {
  const folders = [resolve('a'), resolve('b c')];
  expect(serveOptions(['a', 'b c'])).toEqual({ folders, roots: folders, port: 0, open: false });
});

it('lets the home folder be chosen from when nothing is named', () => {
  expect(serveOptions(['--open', '--port', '8123'])).toEqual({ folders: [], roots: [homedir()], port: 8123, open: true });
});

it('leaves out roots that lie inside others', () => {
  const { folders, roots } = serveOptions(['--root', 'photos', '..other', '--', 'photos/2024', 'photos', 'photos2']);
  expect(folders).toEqual([resolve('photos/2024'), resolve('photos'), resolve('photos2')]);
  expect(roots).toEqual([resolve('photos'), resolve('photos2'), resolve('..other')]);
});

it('takes a folder whose name begins with a dash after --', () => {
  expect(serveOptions(['--', '-x']).folders).toEqual([resolve('-x')]);
});

it.each(['-1', '65536', '80.5', '0x50', 'http', ''])('refuses the port %j', (port) => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(() => serveOptions(['--port', port])).toThrow('1 to 65535');
  said.mockRestore();
});
