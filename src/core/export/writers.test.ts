import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { Window } from 'happy-dom';
import { expect, it } from 'vitest';
import type { ExportFormat } from '../../shared/export';
import { defaultKeepPolicy } from '../../shared/keep';
import type { Report, ReportedFile, ReportedGroup } from './report';
import { writeReport } from './writers';

const odd = '<img src=x onerror="alert(1)">&\u202e\u0007.jpg';

function file(path: string, part: Partial<ReportedFile> = {}): ReportedFile {
  return {
    path, bytes: 1000, width: 40, height: 30, format: 'jpeg', modified: Date.UTC(2021, 2, 12), distance: 0, likeness: 'identical', differences: [],
    bridge: null, keep: false, reasons: [], decision: 'undecided', ...part,
  };
}

function report(groups: readonly ReportedGroup[], part: Partial<Report> = {}): Report {
  const grouped = groups.reduce((sum, { files }) => sum + files.length, 0);
  return {
    version: '1.2.3',
    made: Date.UTC(2026, 10, 21, 9, 30),
    folders: ['/photos/<b>'],
    settings: { radius: 8, shots: false, excluded: ['*.tmp'], keep: defaultKeepPolicy },
    complete: true,
    listing: null,
    stats: { files: 5, hashed: 3, cached: 1, skipped: 1, bytes: 4000, seconds: 1.5, workers: 2 },
    totals: {
      files: 5, compared: 4, skipped: 1, skippedByReason: { truncated: 1 }, unreached: 0, removed: 0, plain: 1, dismissed: 1, groups: groups.length, others: 0, grouped, bytesToGain: 1000, bytesMarked: 1000,
      decisions: { marked: 1, kept: 1, protected: 0, undecided: grouped - 2 },
    },
    groups: () => groups,
    skipped: () => [{ path: '/photos/cut.jpg', reason: 'truncated', detail: 'The file ends <early>.' }],
    plain: () => ['/photos/dark.png'],
    dismissed: () => [{ when: Date.UTC(2026, 1, 3), files: [{ content: '1:a', path: '/photos/<1>.jpg' }, { content: '2:b', path: '/photos/2.jpg' }] }],
    ...part,
  };
}

const group: ReportedGroup = {
  id: 1,
  kind: 'similar',
  bytesToGain: 1000,
  files: [file('/photos/a.jpg', { keep: true, decision: 'kept' }), file(`/photos/${odd}`, { decision: 'marked', likeness: 'similar', distance: 3, differences: ['mirrored'] })],
};

const picture = 'data:image/jpeg;base64,AAAA';

function write(format: ExportFormat, of: Report, make: (file: ReportedFile) => Promise<string | null> = () => Promise.resolve(picture)): Promise<string> {
  return text(Readable.from(writeReport(format, of, { pictures: { few: 2, make }, progress: () => undefined })));
}

function parsed(html: string): ReturnType<InstanceType<Window['DOMParser']>['parseFromString']> {
  return new new Window().DOMParser().parseFromString(html, 'text/html');
}

it('the page shows every name as a name, runs nothing and fetches nothing', async () => {
  const html = await write('html', report([group]));
  const page = parsed(html);
  expect(page.querySelectorAll('script, b, [onerror], a, link, iframe')).toHaveLength(0);
  const shown = odd.replace('\u0007', '\ufffd');
  expect([...page.querySelectorAll('.name')].map((name) => name.textContent)).toEqual(['a.jpg', shown]);
  expect([...page.querySelectorAll('img')].map((image) => image.getAttribute('src'))).toEqual([picture, picture]);
  expect(page.querySelector('h1')?.textContent).toBe('Copies in <b>');
  expect(page.querySelector('meta[http-equiv]')?.getAttribute('content')).toContain("default-src 'none'");
});

it('the page says what was found, decided and left out', async () => {
  const body = parsed(await write('html', report([group]), () => Promise.resolve(null))).body.textContent.replace(/\s+/g, ' ');
  expect(body).toContain('Found5');
  expect(body).toContain('2 similar pictures');
  expect(body).toContain('Marked to go');
  expect(body).toContain('mirrored, otherwise much alike');
  expect(body).toContain('Not compared: incomplete (1)The file ends too early');
  expect(body).toContain('/photos/cut.jpgThe file ends <early>.');
  expect(body).toContain('/photos/dark.png');
  expect(body).toContain('/photos/<1>.jpg/photos/2.jpgsaid on 2026-02-03');
  expect(body).toContain('No preview');
  expect(body).toContain('2021-03-12 00:00 UTC');
});

it('pictures are made a few at a time, and only so many of them, and the page says so', async () => {
  const groups = Array.from({ length: 3000 }, (_, i): ReportedGroup => ({ ...group, id: i + 1 }));
  let [made, most, now] = [0, 0, 0];
  const html = await write('html', report(groups), async () => {
    most = Math.max(most, ++now);
    made++;
    await Promise.resolve();
    now--;
    return picture;
  });
  expect(made).toBe(5000);
  expect(most).toBeLessThanOrEqual(3);
  expect(html.match(/<img /g)).toHaveLength(5000);
  expect(html.match(/<section class="group">/g)).toHaveLength(3000);
  expect(html).toContain('Pictures are shown for the first 2,500 groups; 500 groups more are listed without');
});

it('no cell of the table is a formula to a spreadsheet', async () => {
  const names = ['=1+1', '+1', '-1', '@SUM(1)', '\t=1', 'a, "b"'];
  const csv = await write('csv', report([{ ...group, files: names.map((name) => file(name)) }]));
  const cells = csv.split('\r\n').slice(1, -1).map((line) => line.split('similar,')[1]!.split(',1000,40')[0]!);
  expect(cells).toEqual(["'=1+1", "'+1", "'-1", "'@SUM(1)", "'\t=1", '"a, ""b"""']);
});

it('data for programs is whole, and adds up', async () => {
  const data: unknown = JSON.parse(await write('json', report([group], { made: NaN })));
  expect(data).toMatchObject({
    version: 1,
    program: { name: 'Lookalike', version: '1.2.3' },
    made: null,
    folders: ['/photos/<b>'],
    groups: [{ id: 1, kind: 'similar', files: [{ path: '/photos/a.jpg', keep: true, decision: 'kept' }, { path: `/photos/${odd}`, modified: '2021-03-12T00:00:00.000Z' }] }],
    skipped: [{ reason: 'truncated', advice: expect.stringContaining('Copy it again') as string }],
    plain: ['/photos/dark.png'],
    dismissed: [{ when: '2026-02-03T00:00:00.000Z', files: [{ content: '1:a', path: '/photos/<1>.jpg' }, {}] }],
    totals: { files: 5, compared: 4, skipped: 1 },
  });
  expect(JSON.parse(await write('json', report([], { skipped: () => [], plain: () => [] })))).toMatchObject({ groups: [], skipped: [], plain: [] });
});
