// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { Group } from '../../shared/groups';
import type { ScanState } from '../../shared/scan';
import { fail, ok } from '../../shared/errors';
import { idleScan } from '../../shared/idle-scan';
import { mockFacts, mockFile, mockGroup } from '../testing/mock-client';
import { createReviewHost } from '../testing/mock-review';
import { renderApp, type Rendered } from '../testing/render';

const photos = { id: 'photos', name: 'Photos', path: '/home/ada/Photos' };
const base = mockGroup('kept', 'turned', 'mirrored', 'cropped', 'small');
const maps = [null, [0, 1, 0, -1, 0, 0], [-1, 0, 0, 0, 1, 0], [0.8, 0, 0, 0, 0.8, 0], [1, 0, 0, 0, 1, 0]] as const;
const sizes = [[400, 300], [300, 400], [400, 300], [320, 240], [200, 150]] as const;
const group: Group = {
  ...base,
  kind: 'similar',
  members: base.members.map((member, i) => ({
    ...member,
    likeness: 'similar',
    map: maps[i] ?? null,
    file: mockFile(member.file.id, { width: sizes[i]![0], height: sizes[i]![1] }),
  })),
};
const pair = mockGroup('x', 'y');
const done: ScanState = {
  ...idleScan, phase: 'done', folders: [photos], groups: { revision: 1, images: 7, groups: 2, files: 7, bytesToGain: 5000, plain: 0, referenceGroups: 0, groupsByRadius: [], incomplete: false },
};

let shown: Rendered;
afterEach(() => shown.unmount());

async function open(answers: Parameters<typeof createReviewHost>[1] = {}) {
  const host = createReviewHost([group, pair], {
    'scan.state': () => ok(done),
    ...answers,
  }, (file, size) => `blob:${size}/${file}`);
  shown = await renderApp(host);
  return host;
}

const stage = () => shown.get('group', /^Pictures$/);
const press = (key: string, init: KeyboardEventInit = {}) => shown.press(document.body, key, init);
const names = () => [...document.querySelectorAll('article')].map((card) => card.getAttribute('aria-label'));
/** The transforms of the pictures in the stage, by file, as numbers. */
function transforms(): Readonly<Record<string, readonly number[]>> {
  const pictures = [...stage().querySelectorAll<HTMLElement>('span[style*="matrix"]')];
  return Object.fromEntries(
    pictures.map((picture) => [
      /[^/]+$/.exec(picture.querySelector('img')?.src ?? '')?.[0] ?? '',
      (picture.style.transform.match(/-?[\d.]+/g) ?? []).map((number) => Math.round(Number(number) * 1000) / 1000),
    ]),
  );
}

describe('the comparison', () => {
  it('lays copies as the kept picture lies, at every zoom', async () => {
    await open();
    // Two panes of 400 × 600: all of the kept picture fits just so.
    expect(transforms()).toEqual({ kept: [1, 0, 0, 1, 0, 150], turned: [0, -1, 1, 0, 0, 450] });
    await press('3');
    expect(transforms()).toEqual({ kept: [1, 0, 0, 1, 0, 150], mirrored: [-1, 0, 0, 1, 400, 150] });
    await press('4');
    expect(transforms()['cropped']).toEqual([1, 0, 0, 1, 40, 180]);
    await press('5');
    expect(transforms()['small']).toEqual([2, 0, 0, 2, 0, 150]);
    await press('+');
    expect(transforms()).toEqual({ kept: [1.25, 0, 0, 1.25, -50, 112.5], small: [2.5, 0, 0, 2.5, -50, 112.5] });
    await shown.press(stage(), 'ArrowRight');
    expect(transforms()).toEqual({ kept: [1.25, 0, 0, 1.25, -114, 112.5], small: [2.5, 0, 0, 2.5, -114, 112.5] });
    await press('0');
    expect(transforms()['small']).toEqual([2, 0, 0, 2, 0, 150]);
  });

  it('shows them as they are when asked to', async () => {
    await open();
    await press('a');
    expect(transforms()['turned']?.slice(0, 4)).toEqual([1.333, 0, 0, 1.333]);
    expect(shown.get('button', 'Align').getAttribute('aria-pressed')).toBe('false');
  });

  it('goes through the copies with the kept one beside them, by arrows, digits and a click', async () => {
    const host = await open();
    expect(names()).toEqual(['kept.jpg', 'turned.jpg']);
    await shown.press(stage(), 'ArrowRight');
    expect(names()).toEqual(['kept.jpg', 'mirrored.jpg']);
    await shown.press(stage(), 'PageUp');
    await shown.press(stage(), 'ArrowLeft');
    expect(names()).toEqual(['kept.jpg', 'turned.jpg']);
    await press('5');
    expect(document.querySelector('section[aria-label="Selected group"]')?.textContent).toContain('Copy 4 of 4');
    expect(shown.get('button', 'Further copy').getAttribute('aria-disabled')).toBe('true');
    await press('9');
    expect(names()).toEqual(['kept.jpg', 'small.jpg']);
    await shown.press(stage(), 'k');
    expect(names()[0]).toBe('small.jpg');
    await shown.press(stage(), 'Delete');
    expect(host.marked()).toEqual(['kept']);
  });

  it('flickers by one key, and only for as long as that is held', async () => {
    await open();
    const caption = () => stage().querySelector('[role="status"]')?.textContent;
    const release = (after: number) => shown.settle(() => {
      const event = new KeyboardEvent('keyup', { key: 'f', bubbles: true });
      Object.defineProperty(event, 'timeStamp', { value: performance.now() + after });
      window.dispatchEvent(event);
    });
    await press('f');
    await release(0);
    expect(caption()).toBe('Copy: turned.jpg');
    await press('f');
    await press('f', { repeat: true });
    await release(0);
    expect(caption()).toBe('Keep: kept.jpg');
    await press('f');
    await release(5000);
    expect(caption()).toBe('Keep: kept.jpg');
    await press('s');
    await press('f');
    await release(5000);
    expect(stage().dataset['mode']).toBe('side');
  });

  it('shows the difference where both are, as strong as wanted, from the files’ own pixels', async () => {
    await open();
    await press('4');
    await press('d');
    expect(shown.get('button', 'Difference').getAttribute('aria-pressed')).toBe('true');
    const [kept, copy] = [...stage().querySelectorAll<HTMLElement>('div[style*="polygon"]')];
    expect(kept?.style.filter).toBe('brightness(4)');
    // 812 × 600 of room for 400 × 300 pixels, and the copy is the middle 80 % of them.
    expect(copy?.style.clipPath.match(/[\d.]+/g)?.map(Number)).toEqual([87, 61, 725, 61, 725, 539, 87, 539]);
    expect([...stage().querySelectorAll('img')].map(({ src }) => src)).toContain('blob:full/cropped');
    await shown.click('button', /^Strengthen differences/);
    expect(stage().textContent).toContain('16 times as strong');
    await press('d');
    expect(stage().dataset['mode']).toBe('side');
  });

  it('falls back to what the engine draws, and says so where there is nothing', async () => {
    await open();
    const fail = () => shown.settle(() => stage().querySelectorAll('img').forEach((img) => img.dispatchEvent(new Event('error'))));
    const sources = () => [...stage().querySelectorAll('img')].map(({ src }) => src);
    expect(sources()).toEqual(['blob:full/kept', 'blob:full/turned']);
    await fail();
    expect(sources()).toEqual(['blob:large/kept', 'blob:large/turned']);
    await fail();
    expect(shown.all('img', /^No preview of/)).toHaveLength(2);
  });

  it('moves the divider of the overlay by its own keys, without leaving the copy', async () => {
    await open();
    await press('o');
    const divider = shown.get('slider', /^Divider/);
    await shown.press(divider, 'ArrowRight');
    expect(divider.getAttribute('aria-valuenow')).toBe('52');
    await shown.press(divider, 'Home');
    expect(divider.getAttribute('aria-valuenow')).toBe('0');
    expect(names()).toEqual(['kept.jpg', 'turned.jpg']);
  });

  it('stays with its way of comparing from group to group, but not with the place', async () => {
    await open();
    await press('3');
    await press('+');
    await press('o');
    await shown.press(shown.get('listbox', 'Groups'), 'End');
    expect(stage().dataset['mode']).toBe('overlay');
    expect(names()).toEqual(['x.jpg', 'y.jpg']);
    expect(shown.app.compare.store.getState().lens).not.toBeNull();
    expect(shown.get('button', 'Show all of it').getAttribute('aria-disabled')).toBe('true');
  });

  it('has the whole window when asked to, with the same keys', async () => {
    const host = await open();
    await shown.press(stage(), 'Enter');
    const dialog = shown.get('dialog', '5 similar pictures');
    const cards = () => [...dialog.querySelectorAll('article')].map((card) => card.getAttribute('aria-label'));
    await shown.press(dialog, 'ArrowRight');
    expect(cards()).toEqual(['kept.jpg', 'mirrored.jpg']);
    await shown.press(dialog, 'Delete');
    expect(host.marked()).toEqual(['mirrored']);
    await shown.press(dialog, 'f');
    expect(dialog.textContent).toContain('Copy: mirrored.jpg');
  });

  it('leaves keys alone that somebody types', async () => {
    await open();
    const input = document.body.appendChild(document.createElement('input'));
    await shown.press(input, 'd');
    await press('d', { ctrlKey: true });
    input.remove();
    expect(stage().dataset['mode']).toBe('side');
  });

  it('tells what differs, and what can’t be read', async () => {
    const host = await open({
      'files.facts': ({ file }) =>
        file === 'mirrored' ? fail({ kind: 'cannot-read', detail: 'it is gone' }) : ok({ ...mockFacts, camera: file === 'kept' ? 'Canon EOS R' : null }),
    });
    expect(document.querySelector('article')?.textContent).toContain('CameraCanon EOS R (names its camera)');
    await press('3');
    expect(document.querySelectorAll('article')[1]?.textContent).toContain('it is gone');
    expect(host.calls.filter(({ name }) => name === 'files.facts').map(({ input }) => input)).toEqual(
      ['kept', 'turned', 'mirrored', 'cropped', 'small'].map((file) => ({ file })),
    );
  });
});
