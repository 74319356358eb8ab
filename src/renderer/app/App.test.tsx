// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { RecentLibrary } from '../../shared/host';
import type { RemovalChoice, ReviewPlan } from '../../shared/removal';
import type { ScanState } from '../../shared/scan';
import { defaultSettings } from '../../shared/settings';
import { ok } from '../../shared/errors';
import { idleScan } from '../../shared/idle-scan';
import { noMarks } from '../../shared/marks';
import { createMockHost, mockGroup, mockInfo } from '../testing/mock-client';
import { createReviewHost } from '../testing/mock-review';
import { renderApp, type Rendered } from '../testing/render';

const photos = { id: 'photos', name: 'Photos', path: '/home/ada/Photos' };
const groups = [mockGroup('a', 'b', 'c'), mockGroup('x', 'y')];
const summary = { revision: 1, images: 100, groups: 2, files: 5, bytesToGain: 3000, plain: 0, referenceGroups: 0, groupsByRadius: [], incomplete: false };

const scanning: ScanState = {
  ...idleScan,
  phase: 'scanning',
  folders: [photos],
  stats: { files: 100, hashed: 40, cached: 0, skipped: 1, bytes: 4e6, seconds: 2, workers: 2 },
  listed: true,
  skippedByReason: { truncated: 1 },
  workerStates: [1, 2].map((number) => ({
    number, status: 'busy', files: 20, filesPerSecond: 10, busyShare: 0.97, current: `IMG_${number}.jpg`,
  })),
};
const done: ScanState = { ...scanning, phase: 'done', groups: summary };

let shown: Rendered;
afterEach(() => shown.unmount());

describe('the window', () => {
  it('opens a chosen folder, shows its workers at work, and steers the scan', async () => {
    const host = createMockHost({ 'folders.pick': () => ok([photos]), 'scan.pause': () => ok(null), 'scan.cancel': () => ok(null) });
    shown = await renderApp(host);
    await shown.click('button', 'Choose folder');
    expect(host.calls).toContainEqual({ name: 'scan.start', input: { folders: ['photos'] } });

    await shown.settle(() => host.emit('scan.state', scanning));
    expect(shown.get('region', 'Workers').textContent).toContain('IMG_2.jpg');
    expect(shown.get('progressbar', 'Worker 1').getAttribute('aria-valuenow')).toBe('40');
    expect(shown.get('button', 'Measure speedup').getAttribute('aria-disabled')).toBe('true');
    await shown.click('button', 'Pause');
    await shown.settle(() => host.emit('scan.state', { ...scanning, phase: 'paused' }));
    expect(shown.all('button', 'Resume')).toHaveLength(1);
    await shown.click('button', 'Cancel scan');
    expect(host.calls.map(({ name }) => name)).toEqual(expect.arrayContaining(['scan.pause', 'scan.cancel']));

    const compared = (images: number): ScanState => ({ ...done, groups: { ...idleScan.groups, images } });
    await shown.settle(() => host.emit('scan.state', compared(40)));
    expect(shown.all('region', 'Workers')).toHaveLength(0);
    expect(document.body.textContent).toContain('No copies among 40 images');

    await shown.settle(() => host.emit('scan.state', compared(38)));
    expect(document.body.textContent).toContain('No copies left among 38 images');
  });

  it('shows how far a scan is from nothing on, once all files are listed', async () => {
    const host = createMockHost({});
    shown = await renderApp(host);
    const fill = (): Element | null => shown.get('progressbar', 'Scan').firstElementChild;
    await shown.settle(() => host.emit('scan.state', { ...scanning, listed: false }));
    const listing = fill();
    await shown.settle(() => host.emit('scan.state', scanning));
    const known = fill();
    expect(known).not.toBe(listing);
    await shown.settle(() => host.emit('scan.state', { ...scanning, stats: { ...scanning.stats, hashed: 50 } }));
    expect(fill()).toBe(known);
  });

  it('does not open a library whose folder is away, and says why', async () => {
    const away: RecentLibrary = { folders: [photos], scanned: 0, files: 10, groups: 1, available: false };
    const host = createMockHost({ 'folders.recent': () => ok([away]) });
    shown = await renderApp(host);
    await shown.click('button', /Photos.*Not there now/);
    expect(host.calls.map(({ name }) => name)).not.toContain('scan.start');
  });

  it('scans the folders that the program was started with', async () => {
    const host = createMockHost({ 'folders.initial': () => ok([photos]) });
    shown = await renderApp(host);
    expect(host.calls).toContainEqual({ name: 'scan.start', input: { folders: ['photos'] } });
  });

  it('marks with the keyboard, never the last file of a group, and takes marks back', async () => {
    const host = createReviewHost(groups, { 'scan.state': () => ok(done) });
    shown = await renderApp(host);
    const list = shown.get('listbox', 'Groups');
    await shown.press(list, ' ');
    expect(host.marked()).toEqual(['b', 'c']);
    expect(document.querySelector('footer')?.textContent).toContain('2 files marked');

    const keeper = document.querySelector<HTMLElement>('article[aria-label="a.jpg"]')!;
    await shown.press(keeper, 'Delete');
    expect(host.marked()).toEqual(['b', 'c']);
    expect(keeper.querySelector('[aria-pressed]')?.getAttribute('title')).toContain('always stays');

    await shown.press(document.body, 'z', { ctrlKey: true });
    expect(host.marked()).toEqual([]);
    await shown.press(document.body, 'y', { ctrlKey: true });
    expect(host.marked()).toEqual(['b', 'c']);
    await shown.press(document.body, 'z', { ctrlKey: true });
    await shown.press(list, 'End');
    await shown.press(list, 'Delete');
    expect(host.marked()).toEqual(['y']);
  });

  it('shows what another window marks, with the selection and the focus where they were', async () => {
    const host = createReviewHost(groups, { 'scan.state': () => ok(done) });
    shown = await renderApp(host);
    await shown.press(shown.get('listbox', 'Groups'), 'End');
    const { selection } = shown.app.view.store.getState();
    const card = document.querySelector<HTMLElement>('article[aria-label="y.jpg"]')!;
    const button = card.querySelector<HTMLElement>('[aria-pressed]')!;
    button.focus();
    await shown.settle(() => host.mark('b', 'y'));
    expect(card.textContent).toContain('Marked to go');
    expect(document.activeElement).toBe(button);
    expect(shown.app.view.store.getState().selection).toEqual(selection);
    expect(document.querySelector('footer')?.textContent).toContain('2 files marked');
    await shown.settle(() => host.emit('marks.state', { ...noMarks, revision: 9, unsaved: { kind: 'storage', detail: 'disk full' } }));
    expect(document.body.textContent).toContain('disk full');
  });

  it('moves marked files to the trash after saying what that means, and puts them back', async () => {
    const plan: ReviewPlan = {
      id: 'plan', action: 'trash', folder: null, companions: 0, trashless: 0, confirmation: null, files: 3, bytes: 3000, folders: [{ path: '/photos', files: 3 }], staying: 2,
      oddities: [{ kind: 'whole-folder', folder: '/photos/old', files: 2 }], refused: [], undoable: true,
    };
    const host = createReviewHost(groups, {
      'scan.state': () => ok(done),
      'removal.plan': () => ok(plan),
      'removal.run': () =>
        ok({ transaction: 't', action: 'trash', removed: ['b', 'c', 'y'], companions: 0, bytes: 3000, failures: [], cancelled: false, undoable: true }),
      'removal.undo': () => ok({ transaction: 't', restored: 3, failures: [] }),
    });
    shown = await renderApp(host);
    await shown.click('button', 'Mark all copies');
    await shown.click('button', 'Review and move to trash');
    const dialog = shown.get('dialog', 'Remove copies');
    expect(dialog.textContent).toContain('2 files of the same groups will stay');
    expect(dialog.textContent).toContain('the folder would have none left');
    await shown.click('button', 'Move 3 files to trash');
    expect(host.calls).toContainEqual({ name: 'removal.plan', input: { choice: { action: 'trash' } } });
    expect(shown.all('dialog', 'Remove copies')).toHaveLength(0);
    expect(document.body.textContent).toContain('3 files moved to the trash (3 kB).'.replace(' kB', '\u00a0kB'));

    await shown.click('button', /^Undo$/);
    expect(host.calls).toContainEqual({ name: 'removal.undo', input: { transaction: 't' } });
    expect(document.body.textContent).toContain('3 files put back where they were.');
  });

  it('says beforehand what can’t be undone, offers a way that can, and deletes only what was typed', async () => {
    const planFor = (choice: RemovalChoice): ReviewPlan => ({
      id: choice.action, action: choice.action, folder: null, companions: 0, files: 3, bytes: 3000, folders: [], staying: 2, oddities: [], refused: [],
      trashless: choice.action === 'trash' ? 1 : 0,
      undoable: choice.action === 'hold',
      confirmation: choice.action === 'delete' ? 'delete 3 files' : null,
    });
    const host = createReviewHost(groups, {
      'scan.state': () => ok(done),
      'settings.get': () => ok({ ...defaultSettings, permanentDelete: true }),
      'removal.plan': ({ choice }) => ok(planFor(choice)),
      'removal.run': () =>
        ok({ transaction: 't', action: 'delete', removed: ['b'], companions: 0, bytes: 3000, failures: [], cancelled: false, undoable: false }),
    });
    shown = await renderApp(host);
    await shown.click('button', 'Mark all copies');
    await shown.click('button', 'Review and move to trash');
    const dialog = shown.get('dialog', 'Remove copies');
    expect(dialog.textContent).toContain('There is no trash for 1 file');
    expect(dialog.textContent).toContain('Lookalike can’t undo this');
    await shown.click('button', 'Use a holding folder');
    expect(dialog.textContent).toContain('3 files will go to the holding folder');
    expect(dialog.textContent).toContain('This can be undone');

    await shown.settle(() => void shown.app.removal.choose('delete'));
    expect(dialog.textContent).toContain('This can’t be undone');
    await shown.click('button', 'Delete 3 files for good');
    expect(host.calls.some(({ name }) => name === 'removal.run')).toBe(false);
    await shown.type(dialog.querySelector('input')!, ' Delete 3 files');
    await shown.click('button', 'Delete 3 files for good');
    expect(host.calls).toContainEqual({ name: 'removal.run', input: { plan: 'delete', confirmation: ' Delete 3 files' } });
    expect(document.body.textContent).toContain('deleted for good');
    expect(shown.all('button', /^Undo$/)).toHaveLength(0);
  });

  it('says what the engine has to say, whenever that is, and the same words once', async () => {
    const host = createMockHost({ 'app.info': () => ok({ ...mockInfo, notices: ['A removal was finished that had been cut off.'] }) });
    shown = await renderApp(host);
    const said = (words: RegExp): number => [...shown.get('region', 'Notices').querySelectorAll('strong')].filter(({ textContent }) => words.test(textContent)).length;
    expect(said(/cut off/)).toBe(1);
    await shown.settle(() => host.emit('app.notice', { text: 'Three decisions were lost with the disk’s last write.' }));
    await shown.settle(() => host.emit('app.notice', { text: 'Three decisions were lost with the disk’s last write.' }));
    expect([said(/cut off/), said(/decisions were lost/)]).toEqual([1, 1]);
    await shown.settle(() => shown.all('button', 'Dismiss')[1]?.click());
    expect([said(/cut off/), said(/decisions were lost/)]).toEqual([1, 0]);
  });

  it('says what went wrong with a scan and offers a way on', async () => {
    const failed: ScanState = { ...idleScan, phase: 'failed', folders: [photos], error: { kind: 'folder-missing', path: '/gone' } };
    const host = createMockHost({ 'scan.state': () => ok(failed) });
    shown = await renderApp(host);
    expect(document.querySelector('main')?.textContent).toContain('The folder “/gone” is not there.');
    await shown.click('button', 'Try again');
    expect(host.calls).toContainEqual({ name: 'scan.start', input: { folders: ['photos'] } });
  });
});
