import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import Database from 'libsql';
import { expect, finished, lasting, readReportFile, test } from './cli';
import { makeAltered, makeKinds, makePhotos, makeRelated, makeSlowPhotos } from './photos';

test('reports copies as documented, and tells by the exit code that there are some', async ({ cli, home }) => {
  const photos = await makePhotos(join(home.pictures, 'Holidays'));
  const json = join(home.pictures, 'report.json');
  const table = await cli('scan', 'Holidays', '--json', json, '--workers', '2');
  expect(table).toMatchObject({ code: 1, stderr: '' });
  expect(table.stdout).toMatch(/18 files in [\d.]+ s with 2 workers \([\d,]+ images\/s\): 16 hashed, 0 from the cache, 2 skipped\./);
  expect(table.stdout).toContain('Skipped: 1 incomplete, 1 not an image.\n');
  expect(table.stdout).toContain(`  ${photos.folder}/Cut short.jpg: The file ends before its picture does.\n`);
  expect(table.stdout).toMatch(/^3 groups, 7 files, [\d.]+ kB to gain\.$/m);
  expect(table.stdout).toMatch(/^Group \d: 2 identical files\n {2}keep +640×480 +[\d.]+ kB +\/.*\n {2}copy +640×480 +[\d.]+ kB {2}identical {2}\/.*$/m);
  expect(table.stdout).toMatch(/^Group \d: 3 similar pictures$/m);

  const report = await readReportFile(json);
  expect(report.stats).toMatchObject({ files: 18, hashed: 16, cached: 0, skipped: 2, workers: 2 });
  expect(report.skipped.map(({ reason }) => reason)).toEqual(['truncated', 'not-an-image']);
  expect(report.totals).toMatchObject({ files: 18, compared: 16, skipped: 2, groups: 3, grouped: 7 });
  expect(report.groups.map(({ id }) => id)).toEqual([1, 2, 3]);
  expect(report.groups.map(({ kind }) => kind).toSorted()).toEqual(['exact', 'similar', 'similar']);
  for (const { kind, files } of report.groups) {
    expect(files.map(({ keep }) => keep)).toEqual(files.map((_, i) => i === 0));
    expect(files[0]!.distance).toBe(0);
    const contents = await Promise.all(files.map(({ path }) => readFile(path)));
    expect(contents.every((content) => content.equals(contents[0]!))).toBe(kind === 'exact');
    expect(files.map(({ bytes }) => bytes)).toEqual(contents.map(({ length }) => length));
  }
  const copies = report.groups.flatMap(({ files }) => files.filter(({ keep }) => !keep).map(({ path }) => path));
  expect(copies.toSorted()).toEqual(photos.copies.toSorted());
});

test('a report to read is one page, with pictures, that never takes an image’s place', async ({ cli, home }) => {
  const photos = await makePhotos(join(home.pictures, 'Holidays'));
  expect(await cli('scan', 'Holidays', '--html', 'report.html', '--workers', '2')).toMatchObject({ code: 1, stderr: '' });
  const page = await readFile(join(home.pictures, 'report.html'), 'utf8');
  expect(page.match(/<img class="picture" src="data:image\/(?:jpeg|webp);base64,/g)).toHaveLength(7);
  expect(page.match(/<section class="group">/g)).toHaveLength(photos.groups);
  for (const path of photos.copies) expect(page).toContain(`<bdi>${basename(path)}</bdi>`);
  expect(page).not.toMatch(/<script|https?:/);
  expect(await readdir(home.pictures)).toEqual(['Holidays', 'report.html']);

  const photo = join(photos.folder, 'Scene 1.jpg');
  const before = await readFile(photo);
  const refused = { code: 2, stdout: '', stderr: `lookalike: “${photo}” can’t be written: there is an image of that name.\n` };
  expect(await cli('scan', 'Holidays', '--html', photo)).toEqual(refused);
  expect(await readFile(photo)).toEqual(before);
});

test('a second scan opens no image, and one without cache leaves nothing behind', async ({ cli, home }) => {
  const { folder } = await makePhotos(join(home.pictures, 'Holidays'));
  await settle(folder, null);
  const data = home.env['LOOKALIKE_DATA']!;
  const bare = await cli.scan(folder, '--no-cache');
  expect(existsSync(data)).toBe(false);
  const first = await cli.scan(folder);
  expect(lasting(first)).toEqual(lasting(bare));

  await settle(folder, (bytes) => Buffer.alloc(bytes, 0x55));
  const second = await cli.scan(folder);
  expect(lasting(second)).toEqual(lasting(first));
  expect(second.stats).toMatchObject({ files: 18, hashed: 0, cached: 16, skipped: 2, bytes: 0 });
  // …and the garbage was really there to be found.
  expect((await cli.scan(folder, '--no-cache')).stats).toMatchObject({ hashed: 0, skipped: 18 });
});

test('the result is the same whatever the number of workers', async ({ cli, home }) => {
  const { folder } = await makePhotos(join(home.pictures, 'Holidays'));
  const reports = await Promise.all(['1', '2', '5'].map((workers) => cli.scan(folder, '--no-cache', '--workers', workers)));
  expect(reports.map(({ stats }) => stats.workers)).toEqual([1, 2, 5]);
  expect(lasting(reports[1]!)).toEqual(lasting(reports[0]!));
  expect(lasting(reports[2]!)).toEqual(lasting(reports[0]!));
});

test('the radius says how far copies may differ', async ({ cli, home }) => {
  await makeRelated(home.pictures);
  const strict = await cli.scan(home.pictures, '--radius', '0');
  const loose = await cli.scan(home.pictures, '--radius', '12');
  expect(strict.groups).toEqual([]);
  expect(loose.groups).toHaveLength(1);
  const { distance } = loose.groups[0]!.files[1]!;
  expect(distance).toBeGreaterThan(0);
  expect(distance).toBeLessThanOrEqual(12);
  expect((await cli.scan(home.pictures, '--radius', `${distance - 1}`)).groups).toEqual([]);
  expect((await cli.scan(home.pictures, '--radius', `${distance}`)).groups).toHaveLength(1);
});

test('a copy that was turned, mirrored, cropped or framed is found, and the report says so', async ({ cli, home }) => {
  const altered = await makeAltered(join(home.pictures, 'Edited'));
  const table = await cli('scan', 'Edited', '--json', 'out.json', '--csv', 'out.csv');
  expect(table).toMatchObject({ code: 1, stderr: '' });
  const { groups } = await readReportFile(join(home.pictures, 'out.json'));
  expect(groups).toHaveLength(1);
  const [kept, ...copies] = groups[0]!.files;
  expect(kept).toMatchObject({ path: join(home.pictures, 'Edited/Original.jpg'), distance: 0, differences: [], keep: true });
  const reported = Object.entries(altered).map(([name, { reported }]) => [name, reported]);
  expect(Object.fromEntries(copies.map(({ path, differences }) => [basename(path), differences]))).toEqual(Object.fromEntries(reported));
  const rows = parseCsv(await readFile(join(home.pictures, 'out.csv'), 'utf8')).slice(2);
  expect(rows.map((row) => row[9])).toEqual(copies.map(({ differences }) => differences.join(' ')));
  for (const [name, { words }] of Object.entries(altered)) expect(table.stdout).toMatch(new RegExp(`  copy .* ${words} .*/${name}\n`));
});

test('files are called by what they share, and what is too plain to compare is listed', async ({ cli, home }) => {
  const { samePixels, plain } = await makeKinds(home.pictures);
  const { groups, plain: listed } = await cli.scan(home.pictures, '--shots');
  const names = (files: readonly { readonly path: string }[]): string[] => files.map(({ path }) => basename(path)).sort();
  expect(Object.fromEntries(groups.map(({ kind, files }) => [kind, names(files)]))).toEqual({ 'same-pixels': samePixels, 'similar-shot': ['shot 1.jpg', 'shot 2.jpg'] });
  expect(groups[0]!.files.slice(1).map(({ likeness }) => likeness)).toEqual(samePixels.slice(1).map(() => 'same-pixels'));
  expect(listed.map((path) => basename(path))).toEqual(plain);
  const again = await cli('scan', '.');
  expect(again.stdout).toContain(`${samePixels.length} files with the same pixels`);
  expect(again.stdout).not.toContain('similar shots');
  expect(again.stdout).toContain(`${plain.length} images have too little detail to compare`);
});

test('folders are searched once, however they are named', async ({ cli, home }) => {
  const { folder, files } = await makePhotos(join(home.pictures, 'Holidays'));
  const report = await cli.scan('Holidays', home.pictures, `${folder}/Backup/..`, join(folder, 'Phone'));
  expect(report.stats.files).toBe(files);
  expect(report.groups).toHaveLength(3);
});

test('without copies or without images it says so and ends with 0', async ({ cli, home }) => {
  expect(await cli('scan', '.')).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^0 files in .*\nNo images found\.\n$/) });
  await makePhotos(join(home.pictures, 'Holidays'));
  await mkdir(join(home.pictures, 'One'));
  await rename(join(home.pictures, 'Holidays/Scene 5.jpg'), join(home.pictures, 'One/5.jpg'));
  const alone = await cli('scan', 'One', '--workers', '1');
  expect(alone).toMatchObject({ code: 0, stderr: '' });
  expect(alone.stdout).toMatch(/^1 file in .* with 1 worker .*: 1 hashed, 0 from the cache, 0 skipped\.\nNo copies found\.\n$/);
});

test('odd names stay whole in CSV and JSON, and on one line of the table', async ({ cli, home }) => {
  await makePhotos(join(home.pictures, 'Holidays'));
  await mkdir(join(home.pictures, 'Odd'));
  const names = ['plain.jpg', 'a, "b".jpg', 'two\nlines.jpg', '🦊 \u001b[31m\u009b31m\u202e.jpg'];
  for (const name of names) await copyFile(join(home.pictures, 'Holidays/Scene 5.jpg'), join(home.pictures, 'Odd', name));
  const odd = await cli('scan', 'Odd', '--csv', 'out.csv', '--json', 'out.json');
  const report = await readReportFile(join(home.pictures, 'out.json'));
  const paths = report.groups[0]!.files.map(({ path }) => path);
  expect(paths.toSorted()).toEqual(names.map((name) => join(home.pictures, 'Odd', name)).toSorted());
  const rows = parseCsv(await readFile(join(home.pictures, 'out.csv'), 'utf8'));
  expect(rows[0]).toEqual(['group', 'kind', 'path', 'bytes', 'width', 'height', 'distance', 'keep', 'likeness', 'differences', 'bridge', 'format', 'modified', 'reasons', 'decision']);
  expect(rows.slice(1)).toEqual(report.groups[0]!.files.map((file, i) => ['1', 'exact', file.path, `${file.bytes}`, '640', '480', '0', `${i === 0}`, 'identical', '', '', 'jpeg', file.modified, expect.any(String), 'undecided']));
  expect(odd.stdout.split('\n').filter((line) => /^ {2}(?:keep|copy) /.test(line))).toHaveLength(4);
  expect(odd.stdout).toContain('/Odd/two\\nlines.jpg\n');
  expect(odd.stdout).toContain('/Odd/🦊 \\u001b[31m\\u009b31m\\u202e.jpg\n');
  expect((await cli('scan', 'Odd', '--csv', '-')).stdout).toBe(await readFile(join(home.pictures, 'out.csv'), 'utf8'));
});

test('a reader that goes away early is no failure', async ({ cli, home }) => {
  await makePhotos(join(home.pictures, 'Holidays'));
  const child = cli.start(['scan', 'Holidays']);
  child.stdout!.destroy();
  expect(await finished(child)).toMatchObject({ code: 1, stderr: '' });
});

test('Ctrl-C ends a scan soon, and what was hashed is kept', async ({ cli, home }) => {
  const files = 24;
  await makeSlowPhotos(home.pictures, files);
  const child = cli.start(['scan', '.', '--workers', '1']);
  const ended = finished(child);
  await expect.poll(() => stored(join(home.env['LOOKALIKE_DATA']!, 'cache.db')), { intervals: [20] }).toBeGreaterThan(0);
  child.kill('SIGINT');
  expect(await ended).toEqual({ code: 130, stdout: '', stderr: 'lookalike: Interrupted. What was hashed so far is kept for the next scan.\n' });

  const { stats } = await cli.scan('.');
  expect(stats.cached).toBeGreaterThan(0);
  expect(stats.hashed).toBeGreaterThan(0);
  expect(stats.cached + stats.hashed).toBe(files);
});

test('a damaged cache is set aside, and the person told', async ({ cli, home }) => {
  const { folder } = await makePhotos(join(home.pictures, 'Holidays'));
  const data = home.env['LOOKALIKE_DATA']!;
  await mkdir(data);
  await writeFile(join(data, 'cache.db'), 'no database '.repeat(1000));
  const scan = await cli('scan', folder);
  expect(scan.code).toBe(1);
  expect(scan.stderr).toMatch(/^lookalike: The cache of fingerprints was damaged; it was set aside as “.*” and a fresh one begun\. Files are read again as they are scanned; nothing else is lost\.\n$/);
});

/** Every file of a folder, given the same time of change, and first `content(bytes)` for its own if that is wanted. */
async function settle(folder: string, content: ((bytes: number) => Buffer) | null): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) {
    const path = join(folder, name);
    const { size, isFile } = await stat(path).then((found) => ({ size: found.size, isFile: found.isFile() }));
    if (!isFile) continue;
    if (content) await writeFile(path, content(size));
    await utimes(path, 1_700_000_000, 1_700_000_000);
  }
}

/** Fingerprints in a cache that another process may be about to make. */
function stored(path: string): number {
  if (!existsSync(path)) return 0;
  const db = new Database(path, { readonly: true });
  try {
    const row: unknown = db.prepare('SELECT count(*) FROM file').raw().get();
    return Array.isArray(row) ? Number(row[0]) : 0;
  } catch {
    return 0;
  } finally {
    db.close();
  }
}

/** RFC 4180. */
function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain!);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}
