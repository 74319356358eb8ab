import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeReadError, FileReader, maxFileBytes } from './read-file';

let folder: string;
const reader = new FileReader();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lookalike-read-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Uint8Array): { path: string; bytes: number; modified: number } {
  const path = join(folder, name);
  writeFileSync(path, content);
  const { size, mtimeMs } = statSync(path);
  return { path, bytes: size, modified: mtimeMs };
}

function reasonFor(path: string, bytes: number, modified: number): string {
  const read = reader.read(path, bytes, modified);
  return read.ok ? 'read' : read.failure.reason;
}

it('reads files large and small, one after the other', () => {
  const large = new Uint8Array(40 * 1024 ** 2).map((_, i) => i % 251);
  for (const content of [Uint8Array.of(1, 2, 3), large, Uint8Array.of(4)]) {
    const { path, bytes, modified } = write('again', content);
    const read = reader.read(path, bytes, modified);
    expect(read.ok && Buffer.compare(read.bytes, content)).toBe(0);
    reader.trim();
  }
});

it('says why a file can’t be read', () => {
  const file = write('file', 'content');
  expect(reasonFor(join(folder, 'none'), 1, 0)).toBe('vanished');
  expect(reasonFor(join(file.path, 'inside a file'), 1, 0)).toBe('vanished');
  expect(reasonFor(folder, 1, 0)).toBe('changed');
  expect(reasonFor(file.path, 6, file.modified)).toBe('changed');
  utimesSync(file.path, 1, 1);
  expect(reasonFor(file.path, 7, file.modified)).toBe('changed');
  expect(reasonFor(file.path, 7, 1000)).toBe('read');
  expect(reasonFor(write('nothing', '').path, 0, statSync(join(folder, 'nothing')).mtimeMs)).toBe('empty');
  expect(describeReadError(Object.assign(new Error('no'), { code: 'EACCES' })).reason).toBe('no-permission');
  expect(describeReadError(Object.assign(new Error('i/o error'), { code: 'EIO' }))).toEqual({
    reason: 'read-error',
    detail: 'The system could not read it: i/o error.',
  });
});

it('refuses a giant without reading it', () => {
  const { path } = write('giant', '');
  truncateSync(path, maxFileBytes + 1);
  expect(reasonFor(path, maxFileBytes + 1, statSync(path).mtimeMs)).toBe('too-large');
});

it.skipIf(process.platform === 'win32')('neither follows a link nor waits at a pipe', () => {
  const { path, bytes, modified } = write('target', 'content');
  symlinkSync(path, join(folder, 'link'));
  expect(reasonFor(join(folder, 'link'), bytes, modified)).toBe('link');
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  expect(reasonFor(join(folder, 'pipe'), 0, 0)).toBe('changed');
});

it.skipIf(process.platform === 'win32')('leaves no file open', () => {
  mkdirSync(join(folder, 'some'));
  const probe = (): number => {
    const descriptor = openSync(folder, 'r');
    closeSync(descriptor);
    return descriptor;
  };
  const before = probe();
  const { path, bytes, modified } = write('closed', 'content');
  for (const [at, size] of [[path, bytes], [path, 1], [join(folder, 'some'), 1], [join(folder, 'none'), 1]] as const) {
    reader.read(at, size, modified);
  }
  expect(probe()).toBe(before);
});
