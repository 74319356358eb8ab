import { chmod, mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { expect, finished, test, unprivileged } from './cli';
import { makePhotos } from './photos';

test('what is wrong with a request is said in a line or two, and ends with 2', async ({ cli, home }) => {
  await makePhotos(join(home.pictures, 'Holidays'));
  await writeFile(join(home.pictures, 'file'), '');
  const at = (name: string): string => join(home.pictures, name);
  const more = '(lookalike --help tells more)\n';
  const range = (low: number, high: number): string => `A whole number from ${low} to ${high} is wanted.\n${more}`;
  const cases: readonly (readonly [args: readonly string[], stderr: string])[] = [
    [['scan'], `lookalike: missing required argument 'dir'\n${more}`],
    [['scna', '.'], `lookalike: unknown command 'scna'\n(Did you mean scan?)\n${more}`],
    [['scan', '.', '--fast'], `lookalike: unknown option '--fast'\n${more}`],
    [['scan', '.', '--radius', '13'], `lookalike: option '--radius <n>' argument '13' is invalid. ${range(0, 12)}`],
    [['group', 'file', '--radius', '17'], `lookalike: option '--radius <bits>' argument '17' is invalid. ${range(0, 16)}`],
    [['scan', '.', '--workers', '1.5'], `lookalike: option '--workers <n>' argument '1.5' is invalid. ${range(1, 256)}`],
    [['bench', '.', '--workers', '1,,2'], `lookalike: option '--workers <list>' argument '1,,2' is invalid. ${range(1, 256)}`],
    [['hash', '.'], `lookalike: required option '--out <file>' not specified\n${more}`],
    [['hash', '.', '--out', 'x.txt'], 'lookalike: What to write is told by the ending of --out: “x.txt” ends neither in .json nor in .csv.\n'],
    [['scan', 'Holidays', 'gone\nline'], `lookalike: The folder “${at('gone\\nline')}” is not there. Check the path, or reconnect the drive that holds it.\n`],
    [['scan', 'Holidays', ''], 'lookalike: The name of a folder is empty. For the current folder, name it with a dot.\n'],
    [['scan', 'file'], `lookalike: The folder “${at('file')}” can’t be read: it is a file. Check its permissions, or choose another folder.\n`],
    [['scan', 'Holidays', '--json', 'gone/x.json'], `lookalike: “${at('gone/x.json')}” can’t be written: the folder for it is not there.\n`],
    [['scan', 'Holidays', '--csv', 'file/x.csv'], `lookalike: “${at('file/x.csv')}” can’t be written: the folder for it is not there.\n`],
    [['hash', 'Holidays', '--out', 'gone/x.csv'], `lookalike: “${at('gone/x.csv')}” can’t be written: the folder for it is not there.\n`],
    [['scan', 'Holidays', '--json', 'Holidays'], `lookalike: “${at('Holidays')}” can’t be written: it is a folder.\n`],
    [['scan', '.', '--json', '-', '--csv', '-'], 'lookalike: Two outputs can’t go to the same place. Give each a file of its own.\n'],
    [['scan', '.', '--json', 'x', '--csv', './x'], 'lookalike: Two outputs can’t go to the same place. Give each a file of its own.\n'],
  ];
  for (const [args, stderr] of cases) expect(await cli(...args), args.join(' ')).toEqual({ code: 2, stdout: '', stderr });
});

test('without a command it shows its help; asked-for help and version end with 0', async ({ cli }) => {
  const bare = await cli();
  const help = await cli('--help');
  expect(bare).toMatchObject({ code: 2, stdout: '' });
  expect(help).toEqual({ code: 0, stdout: bare.stderr, stderr: '' });
  for (const command of ['scan', 'hash', 'group', 'bench', 'serve']) expect(help.stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
  expect(help.stdout).not.toContain('demo');
  const scan = await cli('scan', '--help');
  expect(scan).toMatchObject({ code: 0, stderr: '' });
  expect(scan.stdout.match(/^ {2}--[\w-]+/gm)).toEqual(['  --workers', '  --no-cache', '  --radius', '  --shots', '  --json', '  --csv', '  --skipped', '  --html']);
  expect(await cli('--version')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});

test('serves other machines only with a password, which it never says', async ({ cli, home }) => {
  for (const address of ['0.0.0.0', '::', '192.0.2.1']) {
    const { code, stdout, stderr } = await cli('serve', '--host', address);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`Other machines could reach ${address}, so a password has to be set first: in LOOKALIKE_PASSWORD, or in a file named by --password-file.`);
  }
  await writeFile(join(home.pictures, 'short'), 'too easy');
  const short = await cli('serve', '--host', '0.0.0.0', '--password-file', 'short');
  expect(short).toEqual({ code: 2, stdout: '', stderr: 'lookalike: The password is too short: it needs at least 12 characters.\n' });
});

test('says what is wrong when it may not read, write or store', async ({ cli, home }) => {
  const nobody = unprivileged();
  test.skip(nobody === null, 'Nobody but root can read the program here.');
  await makePhotos(join(home.pictures, 'Holidays'));
  await mkdir(join(home.pictures, 'Locked'), { mode: 0 });
  await writeFile(join(home.pictures, 'kept.json'), 'kept', { mode: 0o444 });
  await chmod(dirname(home.pictures), 0o555);
  await chmod(home.pictures, 0o555);
  const run = (...args: string[]) => finished(cli.start(args, nobody!));
  const at = (name: string): string => join(home.pictures, name);

  expect(await run('scan', 'Locked', '--no-cache')).toEqual({
    code: 2,
    stdout: '',
    stderr: `lookalike: The folder “${at('Locked')}” can’t be read: permission denied. Check its permissions, or choose another folder.\n`,
  });
  for (const name of ['kept.json', 'new.json']) {
    expect(await run('scan', 'Holidays', '--no-cache', '--json', name)).toEqual({
      code: 2,
      stdout: '',
      stderr: `lookalike: “${at(name)}” can’t be written: permission denied.\n`,
    });
  }
  expect(await readFile(at('kept.json'), 'utf8')).toBe('kept');
  const stored = await run('scan', 'Holidays');
  expect(stored).toMatchObject({ code: 2, stdout: '' });
  expect(stored.stderr).toMatch(/^lookalike: Lookalike’s own data could not be read or written: .*EACCES.* Or use --no-cache, which needs none\.\n$/);

  const passed = await run('scan', '.', '--no-cache');
  expect(passed.code).toBe(1);
  expect(passed.stdout).toContain('1 unreadable folder');
  expect(passed.stdout).toContain(`  ${at('Locked')}: You have no permission to list this folder.\n`);
  for (const path of [dirname(home.pictures), home.pictures, at('Locked')]) await chmod(path, 0o755);
});

test('says so when standard output takes no more', async ({ cli, home }) => {
  test.skip(process.platform !== 'linux', 'A full device to write to is a Linux thing.');
  await makePhotos(join(home.pictures, 'Holidays'));
  const full = await open('/dev/full', 'w');
  const child = cli.start(['scan', 'Holidays'], { stdio: ['ignore', full.fd, 'pipe'] });
  expect(await finished(child)).toMatchObject({ code: 2, stderr: 'lookalike: Standard output can’t be written: there is no space left.\n' });
  await full.close();
});

test('hash writes every fingerprint once, and which files share one', async ({ cli, home }) => {
  const photos = await makePhotos(join(home.pictures, 'Holidays'));
  const summary = /^16 images hashed in [\d.]+ s with 2 workers, 2 skipped\.\n$/;
  for (const out of ['hashes.json', 'hashes.CSV']) {
    const run = await cli('hash', 'Holidays', 'Holidays/Phone', '--workers', '2', '--out', out);
    expect(run).toMatchObject({ code: 0, stdout: '', stderr: expect.stringMatching(summary) });
  }
  const json = hashes.parse(JSON.parse(await readFile(join(home.pictures, 'hashes.json'), 'utf8')));
  expect(json.files).toHaveLength(16);
  expect(json.skipped.map(({ reason }) => reason)).toEqual(['truncated', 'not-an-image']);
  expect(json.stats).toMatchObject({ files: 18, hashed: 16, cached: 0, skipped: 2 });
  const merged = Object.entries(json.hashes).flatMap(([hash, paths]) => paths.map((path) => `${path} ${hash}`));
  expect(merged.toSorted()).toEqual(json.files.map(({ path, hash }) => `${path} ${hash}`).toSorted());
  const shared = Object.values(json.hashes).find((paths) => paths.includes(join(photos.folder, 'Scene 1.jpg')));
  expect(shared).toContain(join(photos.folder, 'Backup/Scene 1 (1).jpg'));

  const [header, ...rows] = (await readFile(join(home.pictures, 'hashes.CSV'), 'utf8')).split('\r\n');
  expect(header).toBe('path,hash,width,height,format,bytes');
  expect(rows).toEqual([...json.files.map((file) => Object.values(file).join(',')), '']);
});

test('bench measures, as a table and as JSON', async ({ cli, home }) => {
  await mkdir(join(home.pictures, 'Nothing'));
  const none = await cli('bench', 'Nothing');
  expect(none).toEqual({ code: 2, stdout: '', stderr: 'lookalike: There is no image here to measure with. Choose a folder with more images.\n' });

  await makePhotos(join(home.pictures, 'Holidays'));
  const table = await cli('bench', 'Holidays', '--workers', '1');
  expect(table).toMatchObject({ code: 0, stderr: '' });
  expect(table.stdout).toMatch(/^16 files, [\d.]+ [kM]B, on \d+ cores?\nworkers {2}seconds {2}images\/s {2}speedup {2}efficiency {2}whole run {2}speedup\n {6}1 .* 1\.00× +100 % +[\d.]+ s +1\.00×\nSeconds are .*\n$/);

  const { code, stdout, stderr } = await cli('bench', 'Holidays', '--workers', '2', '--json');
  expect([code, stderr]).toEqual([0, '']);
  const report = speedup.parse(JSON.parse(stdout));
  expect(report.files).toBe(16);
  expect(report.runs.map(({ workers }) => workers)).toEqual([1, 2]);
  expect(report.runs[0]).toMatchObject({ speedup: 1, efficiency: 1 });
  const [one, two] = report.runs;
  expect(two!.speedup).toBeCloseTo(one!.seconds / two!.seconds);
  expect(report.wholeRuns.map(({ workers }) => workers)).toEqual([1, 2]);
});

const hashes = z.strictObject({
  version: z.literal(1),
  files: z.array(
    z.strictObject({
      path: z.string().startsWith('/'),
      hash: z.string().regex(/^[0-9a-f]{16}$/),
      width: z.number(),
      height: z.number(),
      format: z.enum(['jpeg', 'png', 'webp']),
      bytes: z.number(),
    }),
  ),
  hashes: z.record(z.string().regex(/^[0-9a-f]{16}$/), z.array(z.string())),
  skipped: z.array(z.strictObject({ path: z.string(), reason: z.string(), detail: z.string() })),
  stats: z.looseObject({}),
});

const speedup = z.strictObject({
  files: z.number(),
  bytes: z.number(),
  cores: z.number().min(1),
  serialShare: z.number().min(0).max(1),
  wholeRuns: z.array(z.strictObject({ workers: z.number(), seconds: z.number().positive() })),
  runs: z.array(
    z.strictObject({ workers: z.number(), seconds: z.number().positive(), filesPerSecond: z.number().positive(), speedup: z.number(), efficiency: z.number() }),
  ),
});
