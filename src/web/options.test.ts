import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { expect, it, vi } from 'vitest';
import { serveOptions } from './options';

const alone = { address: '127.0.0.1', port: 0, publicUrls: [], passwordFile: null, open: false };

it('opens what it is given, and lets nothing else be chosen', () => {
  const folders = [resolve('a'), resolve('b c')];
  expect(serveOptions(['a', 'b c'])).toEqual({ ...alone, folders, roots: folders });
});

it('lets the home folder be chosen from when nothing is named', () => {
  expect(serveOptions(['--open', '--port', '8123'])).toEqual({ ...alone, folders: [], roots: [homedir()], port: 8123, open: true });
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

it('takes an address to listen on, and names that a proxy gives it', () => {
  const args = ['--host', '::', '--public-url', 'https://photos.example', '--public-url', 'http://localhost:9000/', '--password-file', 'secret', 'a'];
  expect(serveOptions(args)).toMatchObject({
    address: '::',
    publicUrls: [new URL('https://photos.example'), new URL('http://localhost:9000')],
    passwordFile: resolve('secret'),
    folders: [resolve('a')],
  });
});

it.each([
  ['--host', 'localhost'], ['--host', '127.0.0.1:80'], ['--host', ''], ['--public-url', 'photos.example'], ['--public-url', 'https://photos.example/lookalike'],
  ['--public-url', 'https://me:secret@photos.example'], ['--public-url', 'file:///tmp'], ['--public-url', 'https://photos.example/?a'], ['--password-file', ''],
])('refuses %s %j', (option, value) => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(() => serveOptions([option, value])).toThrow(/argument '.*' is invalid/);
  said.mockRestore();
});

it('says how a password is set without its standing in a list of processes', () => {
  const said: string[] = [];
  const heard = vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  expect(() => serveOptions(['--help'])).toThrow('outputHelp');
  heard.mockRestore();
  expect(said.join('')).toMatch(/--password-file[\s\S]*LOOKALIKE_PASSWORD/);
  expect(() => serveOptions(['--password', 'x'])).toThrow();
});
