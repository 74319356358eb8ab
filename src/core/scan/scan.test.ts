import { chmodSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scanBatchSize, scanFolders, type ScanOptions } from './scan';
import { systemFiles, type FileSystem } from './file-system';
import { noAnswer, surveyBy, type Surveyor } from './survey';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(realpathSync(tmpdir()), 'lookalike-scan-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function put(...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), path);
  }
}

/** Many empty files in the root. */
function fill(count: number): void {
  for (let i = 0; i < count; i++) writeFileSync(join(root, `${String(i).padStart(4, '0')}.jpg`), '');
}

const survey = surveyBy(systemFiles);

async function scan(roots: readonly string[] = [''], given: Partial<ScanOptions> & { readonly files?: FileSystem } = {}) {
  const files: string[] = [];
  const skipped: string[] = [];
  const details: string[] = [];
  const signal = new AbortController().signal;
  for await (const batch of scanFolders(roots.map((path) => join(root, path)), { signal, survey: surveyBy(given.files ?? systemFiles), ...given })) {
    expect(batch.files.length + batch.skipped.length).toBeLessThanOrEqual(scanBatchSize);
    files.push(...batch.files.map(({ path }) => relative(root, path)));
    skipped.push(...batch.skipped.map(({ path, reason }) => `${reason} ${relative(root, path)}`));
    details.push(...batch.skipped.map(({ detail }) => detail));
  }
  return { files, skipped, details };
}

const posix = process.platform !== 'win32';

describe('scanning folders', () => {
  it('finds every file, folder by folder in sorted order, with size and time', async () => {
    put('b/z.txt', 'b/inner/2.jpg', 'a/1.jpg', '10.png', '9.png', 'b/line\nbreak "quoted" 🦊.jpg', 'no extension');
    expect((await scan()).files).toEqual(['10.png', '9.png', 'no extension', 'a/1.jpg', 'b/line\nbreak "quoted" 🦊.jpg', 'b/z.txt', 'b/inner/2.jpg']);
    for await (const { files } of scanFolders([root], { survey, signal: new AbortController().signal })) {
      expect(files[0]!.bytes).toBe(6);
      expect(Math.abs(Date.now() - files[0]!.modified)).toBeLessThan(60_000);
    }
  });

  it('hands out bounded batches', async () => {
    fill(1100);
    const { files } = await scan();
    expect(files).toHaveLength(1100);
    expect(files).toEqual(files.toSorted());
  });

  it('follows no links: loops, broken ones and links to files and folders are told, and what they lead to is not', async () => {
    put('a/1.jpg');
    symlinkSync('..', join(root, 'a/loop'));
    symlinkSync('nowhere', join(root, 'broken.jpg'));
    symlinkSync('a/1.jpg', join(root, 'other.jpg'));
    symlinkSync('a', join(root, 'z'));
    expect(await scan()).toMatchObject({ files: ['a/1.jpg'], skipped: ['link broken.jpg', 'link other.jpg', 'link z', 'link a/loop'] });
  });

  it('walks overlapping folders once, links to them included', async () => {
    put('a/b/1.jpg', 'a/2.jpg', 'ab/3.jpg');
    symlinkSync('a/b', join(root, 'way'));
    expect((await scan(['a/b', 'way', 'a', 'a/', 'ab'])).files).toEqual(['a/2.jpg', 'a/b/1.jpg', 'ab/3.jpg']);
    expect((await scan(['way', 'a/b'])).files).toEqual(['way/1.jpg']);
  });

  it('passes over trash and thumbnail caches, unless they are what was asked for', async () => {
    const hidden = ['.Trash-1000', '$RECYCLE.BIN', '.thumbnails', '@eaDir', '.cache/thumbnails', '.local/share/Trash'];
    put(...hidden.map((folder) => `${folder}/x.jpg`), 'Trash/kept.jpg', 'thumbnails/kept.jpg', '.hidden/kept.jpg');
    expect((await scan()).files).toEqual(['.hidden/kept.jpg', 'Trash/kept.jpg', 'thumbnails/kept.jpg']);
    expect((await scan(['.Trash-1000'])).files).toEqual(['.Trash-1000/x.jpg']);
  });

  it('says which folders are missing or are none, and goes on', async () => {
    put('a/1.jpg', 'file.jpg');
    expect(await scan(['gone', 'file.jpg', 'a'])).toMatchObject({
      files: ['a/1.jpg'],
      skipped: ['vanished gone', 'folder-unreadable file.jpg'],
    });
  });

  it('goes on when a folder can’t be read, for whatever reason', async () => {
    put('a/1.jpg', 'b/2.jpg', 'c/3.jpg', 'd/4.jpg');
    const failures: Readonly<Record<string, string>> = { a: 'EACCES', b: 'EIO', c: 'ENOENT' };
    const result = await scan([''], {
      files: {
        ...systemFiles,
        readFolder: (path) => {
          const code = failures[relative(root, path)];
          if (code) throw Object.assign(new Error(code), { code });
          return systemFiles.readFolder(path);
        },
      },
    });
    expect(result.files).toEqual(['d/4.jpg']);
    expect(result.skipped).toEqual(['folder-unreadable a', 'folder-unreadable b', 'vanished c']);
    expect(result.details[1]).toContain('EIO');
  });

  it('reads one folder ahead of what is taken, and no more', async () => {
    for (let i = 0; i < 9; i++) put(...Array.from({ length: 100 }, (_, file) => `${i}/${100 + file}.jpg`));
    const read: string[] = [];
    const files = { ...systemFiles, readFolder: (path: string) => (read.push(relative(root, path)), systemFiles.readFolder(path)) };
    const walk = scanFolders([root], { signal: new AbortController().signal, survey: surveyBy(files) });
    const first = await walk.next();
    const taken = first.done === true ? 0 : first.value.files.length;
    await new Promise((resolve) => setTimeout(resolve));
    expect(taken).toBeGreaterThan(0);
    expect(read).toEqual(['', ...Array.from({ length: Math.ceil(taken / 100) + 1 }, (_, i) => String(i))]);
  });

  it('tells a folder met twice, and hands out its files once', async () => {
    put('a/1.jpg', 'b/2.jpg');
    const result = await scan([''], { files: { ...systemFiles, identify: (folder) => (folder === root ? 'top' : 'mounted twice') } });
    expect(result).toMatchObject({ files: ['a/1.jpg'], skipped: ['link b'] });
    expect(result.details[0]).toContain(join(root, 'a'));
  });

  it('tells files that vanish or change between listing and looking', async () => {
    put('1.jpg', 'real.jpg');
    mkdirSync(join(root, 'now-a-folder'));
    const result = await scan([''], {
      files: {
        ...systemFiles,
        readFolder: () => ({ files: ['gone.jpg', 'now-a-folder', 'real.jpg'], folders: [], others: [] }),
      },
    });
    expect(result).toMatchObject({ files: ['real.jpg'], skipped: ['vanished gone.jpg', 'changed now-a-folder'] });
  });

  it('goes on when a folder does not answer, and asks no more of a drive after the third', async () => {
    put(...Array.from({ length: 9 }, (_, i) => `dead/${i}/lost.jpg`), 'dead.jpg', 'z/1.jpg');
    const asked: string[] = [];
    const dead = join(root, 'dead');
    const hanging: Surveyor = {
      ...survey,
      list: async (folder) => {
        asked.push(relative(root, folder));
        if (folder.startsWith(join(dead, '/'))) return noAnswer;
        const found = await survey.list(folder);
        return typeof found === 'string' ? found : { ...found, id: `${folder === dead ? 2 : 1}:${folder}` };
      },
    };
    const result = await scan([''], { survey: hanging });
    expect(result.files).toEqual(['dead.jpg', 'z/1.jpg']);
    expect(result.skipped).toEqual(Array.from({ length: 9 }, (_, i) => `no-answer dead/${i}`));
    // One more is on its way while the third is being waited for.
    expect(asked).toEqual(['', 'dead', 'dead/0', 'dead/1', 'dead/2', 'z']);
  });

  it('goes on when a folder was given another name in mid-scan', async () => {
    put('a/1.jpg', 'b/2.jpg', 'b/inner/3.jpg', 'c/4.jpg');
    const renaming: Surveyor = {
      ...survey,
      look: async (folder, names) => {
        const found = await survey.look(folder, names);
        if (folder === join(root, 'b')) renameSync(folder, join(root, 'elsewhere'));
        return found;
      },
    };
    expect(await scan([''], { survey: renaming })).toMatchObject({ files: ['a/1.jpg', 'b/2.jpg', 'c/4.jpg'], skipped: ['vanished b/inner/3.jpg'] });
  });

  it('goes on when looks at the files of a folder come to no end, with those that did', async () => {
    put('a/1.jpg', 'a/2.jpg', 'a/3.jpg', 'b/4.jpg');
    const few: Surveyor = {
      ...survey,
      look: (folder, names) => (names[0] === '2.jpg' ? Promise.resolve(noAnswer) : survey.look(folder, names.slice(0, 1))),
    };
    expect(await scan([''], { survey: few })).toMatchObject({ files: ['a/1.jpg', 'b/4.jpg'], skipped: ['no-answer a'] });
  });

  it('stops when told to', async () => {
    fill(600);
    const abort = new AbortController();
    let batches = 0;
    for await (const batch of scanFolders([root], { survey, signal: abort.signal })) {
      batches += Math.sign(batch.files.length);
      abort.abort();
    }
    expect(batches).toBe(1);
  });

  // The kernel lets root read everything, so there the case above has to do.
  it.runIf(posix && process.getuid?.() !== 0)('reports a folder without permission', async () => {
    put('locked/1.jpg', 'open/2.jpg');
    chmodSync(join(root, 'locked'), 0);
    const result = await scan();
    chmodSync(join(root, 'locked'), 0o700);
    expect(result).toMatchObject({ files: ['open/2.jpg'], skipped: ['folder-unreadable locked'] });
  });

  it.runIf(process.platform === 'linux')('names what has no name in UTF-8, byte by byte', async () => {
    put('good�.jpg');
    const folder = Buffer.from(root + '/');
    writeFileSync(Buffer.concat([folder, Buffer.from('bad\xff\\.jpg', 'latin1')]), '');
    mkdirSync(Buffer.concat([folder, Buffer.from('caf\xe9', 'latin1')]));
    const result = await scan();
    expect(result).toMatchObject({ files: ['good�.jpg'], skipped: ['bad-name bad\\xff\\x5c.jpg', 'bad-name caf\\xe9'] });
    expect(result.details[1]).toContain('caf\\xe9');
  });

  it.runIf(posix)('reports pipes and sockets without opening them', async () => {
    put('1.jpg');
    execFileSync('mkfifo', [join(root, 'pipe.jpg')]);
    const server = createServer().listen(join(root, 'socket.jpg'));
    await new Promise((resolve) => server.once('listening', resolve));
    const result = await scan();
    await new Promise((resolve) => server.close(resolve));
    expect(result).toMatchObject({ files: ['1.jpg'], skipped: ['not-an-image pipe.jpg', 'not-an-image socket.jpg'] });
  });
});
