import { join } from 'node:path';
import sharp from 'sharp';
import type { AppPage } from './app-page';
import { expect, test } from './fixtures';
import { makeComparable } from './photos';

interface Shown {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
  /** Whether its pixels are here. */
  readonly loaded: boolean;
}

/** How the pictures on the stage are laid, in the order of their panes: their scale, and where their middles are. */
function laid({ stage }: AppPage): Promise<readonly Shown[]> {
  return stage.evaluate((node) =>
    [...node.querySelectorAll<HTMLElement>('span[style*="matrix"]')].map((picture) => {
      const pane = picture.parentElement!.getBoundingClientRect();
      const { a, b, c, d } = new DOMMatrix(picture.style.transform);
      const box = picture.getBoundingClientRect();
      const seen = [...picture.querySelectorAll('img')].filter((img) => getComputedStyle(img).visibility === 'visible');
      return {
        scale: Math.sqrt(Math.abs(a * d - b * c)),
        x: box.x + box.width / 2 - pane.x,
        y: box.y + box.height / 2 - pane.y,
        loaded: seen.some(({ complete, naturalWidth }) => complete && naturalWidth > 0),
      };
    }),
  );
}

async function allLoaded(app: AppPage): Promise<void> {
  await expect.poll(async () => (await laid(app)).map(({ loaded }) => loaded)).toEqual([true, true]);
}

test('two pictures are compared without a mouse, zoomed and pushed as one', async ({ start, home }) => {
  const folder = join(home.pictures, 'Comparable');
  const copies = await makeComparable(folder);
  const app = await start(folder);
  const { keyboard } = app.page;
  await app.scanned();
  await app.expectGroups(1);
  await app.tabTo(app.groups);
  await keyboard.press('Home');
  await app.tabTo(app.stage);

  const original = app.page.getByRole('article', { name: 'Original.jpg' });
  await expect(original).toContainText('1280 × 960');
  await expect(original).toContainText('Canon EOS R');
  await expect(original).toContainText('12 Mar 2021');

  const seen = new Set<string>();
  for (let copy = 0; copy < copies.length; copy++) {
    await keyboard.press(String(copy + 2));
    const name = (await app.chosenCard.getAttribute('aria-label'))!;
    seen.add(name);
    await allLoaded(app);
    if (name === 'Turned.jpg') {
      await expect(original).toContainText('95 (least compressed)');
      await expect(app.chosenCard).toContainText('80');
    }

    await keyboard.press('0');
    const whole = await laid(app);
    await keyboard.press('+');
    await keyboard.press('+');
    const closer = await laid(app);
    closer.forEach(({ scale }, i) => expect(scale / whole[i]!.scale).toBeCloseTo(1.25 ** 2));
    await keyboard.press('ArrowLeft');
    await keyboard.press('ArrowDown');
    const pushed = await laid(app);
    pushed.forEach(({ x, y }, i) => expect([x - closer[i]!.x, y - closer[i]!.y].map(Math.round)).toEqual([64, -64]));
    await keyboard.press('1');
    const density = await app.page.evaluate(() => devicePixelRatio);
    expect((await laid(app))[0]!.scale).toBeCloseTo(1 / density);
    await expect(app.stage.locator('img[data-size=full]').first()).toBeAttached();
    await allLoaded(app);
    await keyboard.press('0');
    await expect(app.button('Show all of it')).toBeDisabled();
  }
  expect([...seen].sort()).toEqual([...copies].sort());
});

test('copies that were turned, mirrored or made small lie exactly on the kept picture', async ({ start, home }) => {
  const folder = join(home.pictures, 'Comparable');
  const copies = await makeComparable(folder);
  const app = await start(folder);
  await app.scanned();
  await app.groups.getByRole('option').click();
  await app.page.keyboard.press('d');
  for (let copy = 0; copy < copies.length; copy++) {
    await app.page.keyboard.press(String(copy + 2));
    await allLoaded(app);
    // Four times as strong as it is, what compression did stays dark; a picture beside its place would not.
    await expect.poll(() => brightness(app)).toBeLessThan(30);
  }
});

/** How bright the middle of the stage is on the whole, 0–255. */
async function brightness({ page, stage }: AppPage): Promise<number> {
  const { x, y, width, height } = (await stage.boundingBox())!;
  const clip = { x: x + width * 0.35, y: y + height * 0.2, width: width * 0.3, height: height * 0.5 };
  const { channels } = await sharp(await page.screenshot({ clip })).stats();
  return Math.max(...channels.slice(0, 3).map(({ mean }) => mean));
}

test('flicker, difference and overlay are one key away, and come along into the whole window', async ({ start, home }) => {
  const folder = join(home.pictures, 'Comparable');
  await makeComparable(folder);
  const app = await start(folder);
  const { keyboard } = app.page;
  await app.scanned();
  await app.groups.getByRole('option').click();
  const kept = (await app.cards.first().getAttribute('aria-label'))!;
  const copy = (await app.chosenCard.getAttribute('aria-label'))!;

  await keyboard.press('f');
  await expect(app.button('Flicker')).toHaveAttribute('aria-pressed', 'true');
  await expect(app.stage.getByRole('status')).toHaveText(`Copy: ${copy}`);
  await expect(app.stage.getByRole('img', { name: kept })).toBeHidden();
  await keyboard.press('f');
  await expect(app.stage.getByRole('status')).toHaveText(`Keep: ${kept}`);
  await expect(app.stage.getByRole('img', { name: kept })).toBeVisible();

  await keyboard.press('d');
  await expect(app.button('Difference')).toHaveAttribute('aria-pressed', 'true');
  await expect(app.stage.getByRole('status')).toContainText('Black where both are equal');
  await allLoaded(app);
  await app.button(/^Strengthen differences, now 4 times$/).click();
  await expect(app.stage.getByRole('status')).toContainText('16 times as strong');

  await keyboard.press('o');
  const divider = app.stage.getByRole('slider');
  await app.tabTo(divider);
  await keyboard.press('End');
  await expect(divider).toHaveAttribute('aria-valuenow', '100');
  await keyboard.press('ArrowLeft');
  await expect(divider).toHaveAttribute('aria-valuenow', '98');

  await app.stage.focus();
  await keyboard.press('Enter');
  const dialog = app.page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Overlay' })).toHaveAttribute('aria-pressed', 'true');
  await expect(app.stage).toBeFocused();
  await keyboard.press('s');
  await keyboard.press('ArrowRight');
  await expect(dialog).toContainText('Copy 2 of 3');
  await keyboard.press('Delete');
  await expect(dialog.getByRole('article').filter({ hasText: 'Marked to go' })).toHaveCount(1);
  await keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(app.page.getByRole('contentinfo')).toContainText('1 file marked');
});

test('the wheel and the hand move all pictures together', async ({ start, home }) => {
  const folder = join(home.pictures, 'Comparable');
  await makeComparable(folder);
  const app = await start(folder);
  const { mouse } = app.page;
  await app.scanned();
  await app.groups.getByRole('option').click();
  await allLoaded(app);
  const whole = await laid(app);
  const box = (await app.stage.boundingBox())!;
  await mouse.move(box.x + box.width * 0.75, box.y + box.height / 2);
  await mouse.wheel(0, -600);
  await expect.poll(async () => (await laid(app))[0]!.scale / whole[0]!.scale).toBeCloseTo(Math.exp(0.9));
  const closer = await laid(app);
  await mouse.down();
  await mouse.move(box.x + box.width * 0.75 + 30, box.y + box.height / 2 - 20, { steps: 3 });
  await mouse.up();
  const moved = await laid(app);
  moved.forEach(({ x, y }, i) => expect([x - closer[i]!.x, y - closer[i]!.y].map(Math.round)).toEqual([30, -20]));
  await mouse.dblclick(box.x + box.width / 4, box.y + box.height / 2);
  await expect(app.button('Show all of it')).toBeDisabled();
});
