import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { makeBroken, pngOf } from './broken-photos';
import { expect, finished, readReport, reasons, test, unprivileged } from './cli';
import { makePhotos } from './photos';

test('a bad file costs nothing but itself, and is told with its reason', async ({ cli, home }) => {
  const { folder } = await makePhotos(join(home.pictures, 'Holidays'));
  const broken = join(home.pictures, 'Broken');
  const expected = await makeBroken(broken, join(folder, 'Scene 7.jpg'), join(folder, 'Scene 3.png'));
  await copyFile(join(folder, 'Scene 7.jpg'), join(broken, 'zz last.jpg'));

  const report = await cli.scan(broken);
  expect(reasons(report, broken)).toEqual(expected);
  expect(report.stats).toMatchObject({ hashed: 1, cached: 0, skipped: Object.keys(expected).length });
  expect(report.stats.files).toBe(1 + report.stats.skipped);

  // What lies in the content is remembered, and reported just the same.
  const again = await cli.scan(broken);
  expect(again.skipped).toEqual(report.skipped);
  expect(again.stats).toMatchObject({ hashed: 0, cached: 1 });

  const table = await cli('scan', broken);
  expect(table.code).toBe(0);
  expect(table.stdout).toContain('Skipped: 9 incomplete, 4 not images, 3 of an unsupported kind, 3 links, 3 damaged, 2 too large, 1 empty.\n');
  expect(table.stdout).toMatch(/^ {2}… and \d more; --json lists them all\.$/m);
});

test('files are known by their content, whatever they are called', async ({ cli, home }) => {
  const { folder } = await makePhotos(join(home.pictures, 'Holidays'));
  await mkdir(join(home.pictures, 'Renamed'));
  for (const name of ['no extension', 'a photo.png', 'a photo.txt', '.hidden']) {
    await copyFile(join(folder, 'Scene 7.jpg'), join(home.pictures, 'Renamed', name));
  }
  const { groups, skipped } = await cli.scan('Renamed');
  expect(skipped).toEqual([]);
  expect(groups).toMatchObject([{ kind: 'exact', files: [{}, {}, {}, {}] }]);
});

test('names that are no text are told byte by byte', async ({ cli, home }) => {
  test.skip(process.platform !== 'linux', 'Other systems refuse such names.');
  const { folder } = await makePhotos(join(home.pictures, 'Holidays'));
  await mkdir(join(home.pictures, 'Names'));
  await copyFile(join(folder, 'Scene 7.jpg'), join(home.pictures, 'Names/good.jpg'));
  await writeFile(Buffer.concat([Buffer.from(join(home.pictures, 'Names/')), Buffer.from('bad\xff.jpg', 'latin1')]), 'x');
  const report = await cli.scan('Names');
  expect(report.stats).toMatchObject({ files: 2, hashed: 1, skipped: 1 });
  expect(report.skipped[0]).toMatchObject({ reason: 'bad-name', path: join(home.pictures, 'Names/bad\\xff.jpg') });
});

test('a picture that is large when unpacked is read within bounds, or refused', async ({ cli, home }) => {
  await writeFile(join(home.pictures, 'large.png'), pngOf(30_000, 30_000, deflateSync(Buffer.alloc(30_000 * 3751))));
  await writeFile(join(home.pictures, 'larger.png'), pngOf(40_000, 40_000, deflateSync(Buffer.alloc(1000))));
  const report = await cli.scan('.', '--workers', '1');
  expect(reasons(report, home.pictures)).toEqual({ 'larger.png': 'too-large' });
  expect(report.stats.hashed).toBe(1);
});

test('a drawing that names other files is read without them', async ({ cli, home }) => {
  await makePhotos(join(home.pictures, 'Holidays'));
  await mkdir(join(home.pictures, 'Drawings'));
  const drawing = (href: string): string =>
    '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48"><circle cx="20" cy="20" r="18" fill="#24c"/>' +
    `<image href="${href}" width="64" height="48"/></svg>`;
  await writeFile(join(home.pictures, 'Drawings/with.svg'), drawing(join(home.pictures, 'Holidays/Scene 7.jpg')));
  await writeFile(join(home.pictures, 'Drawings/without.svg'), drawing(''));
  const { groups, skipped } = await cli.scan('Drawings', '--radius', '0');
  expect(skipped).toEqual([]);
  expect(groups).toMatchObject([{ kind: 'similar', files: [{ distance: 0 }, { distance: 0 }] }]);
});

test('what may not be read is passed over with its reason', async ({ cli, home }) => {
  const nobody = unprivileged();
  test.skip(nobody === null, 'Nobody but root can read the program here.');
  const { folder } = await makePhotos(join(home.pictures, 'Holidays'));
  await chmod(dirname(home.pictures), 0o755);
  await mkdir(join(folder, 'Locked'), { mode: 0 });
  await writeFile(join(folder, 'secret.jpg'), 'x', { mode: 0 });
  const run = await finished(cli.start(['scan', 'Holidays', '--no-cache', '--json', '-'], nobody!));
  expect(run).toMatchObject({ code: 1, stderr: '' });
  const report = readReport(run.stdout);
  expect(report.groups).toHaveLength(3);
  expect(reasons(report, folder)).toMatchObject({ Locked: 'folder-unreadable', 'secret.jpg': 'no-permission' });
  await chmod(join(folder, 'Locked'), 0o755);
});
