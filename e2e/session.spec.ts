import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppPage } from './app-page';
import { expect, test } from './fixtures';
import { makePairs, scene } from './photos';

async function expectPlace(app: AppPage): Promise<void> {
  await expect(app.page.getByRole('textbox', { name: 'Search paths' })).toHaveValue('phone');
  await expect(app.groups.getByRole('option', { selected: true })).toContainText('Scene 2.jpg');
  await expect(app.page.getByRole('contentinfo')).toContainText('1 file marked');
}

test('a review is come back to where it was left: filter, group and marks', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  await app.groups.getByRole('option', { name: 'Scene 2.jpg' }).click();
  await app.page.keyboard.press('Space');
  await expect(app.page.getByRole('contentinfo')).toContainText('1 file marked');
  await app.page.getByRole('textbox', { name: 'Search paths' }).fill('phone');
  await app.expectGroups(2);
  await app.groups.getByRole('option', { name: 'Scene 2.jpg' }).click();
  await app.page.reload();
  await expectPlace(app);
  await app.host.close();

  const again = await start(photos.folder);
  await again.scanned();
  await expectPlace(again);
});

/** How far the list is scrolled. */
const scrolled = (app: AppPage): Promise<number> => app.groups.evaluate((list) => list.scrollTop);

test('the program opens where it was left: library, filter, group, scroll and marks, without a scan', async ({ start, home }) => {
  const folder = join(home.pictures, 'Pairs');
  await makePairs(folder, 40);
  // One group that is not searched for.
  for (const name of ['Alone.jpg', 'Alone again.jpg']) await scene(99).jpeg().toFile(join(folder, name));
  const left = await start(folder);
  await left.scanned();
  await left.page.getByRole('textbox', { name: 'Search paths' }).fill('copies');
  await left.expectGroups(40);
  await left.groups.getByRole('option').first().click();
  await left.groups.press('End');
  const selected = (app: AppPage) => app.groups.getByRole('option', { selected: true });
  // Its row is on its way.
  await expect(selected(left)).toContainText('keeps');
  await left.page.keyboard.press('Space');
  await expect(left.page.getByRole('contentinfo')).toContainText('1 file marked');
  await expect(selected(left)).toContainText('1 marked');
  const name = (await selected(left).textContent()) ?? '';
  await expect.poll(() => scrolled(left)).toBeGreaterThan(0);
  await left.groups.evaluate((list) => list.scrollBy(0, -40));
  const height = await scrolled(left);
  // What the page says last is written down when it goes.
  await left.page.reload();
  await expect(selected(left)).toHaveText(name);
  await left.host.close();
  await rename(join(folder, 'Pair 00.jpg'), join(folder, 'Later.jpg'));

  const app = await start();
  await expect(app.header.getByRole('heading')).toHaveText('Pairs');
  await app.expectGroups(40);
  await expect(app.header).toContainText('82 images as of');
  await expect(app.page.getByRole('textbox', { name: 'Search paths' })).toHaveValue('copies');
  await expect(selected(app)).toHaveText(name);
  await expect(app.page.getByRole('contentinfo')).toContainText('1 file marked');
  await expect.poll(async () => Math.abs((await scrolled(app)) - height)).toBeLessThan(60);
  await expect(app.button(/^Skipped files/)).toBeDisabled();
  await app.button('Scan again').click();
  await expect(app.header).not.toContainText('as of');
  await app.scanned();
});

test('a folder named at the start is opened rather than the last one, and a drive that is away leaves the choice', async ({ start, home, photos }) => {
  const other = join(home.pictures, 'Other');
  await makePairs(other, 1);
  const first = await start(photos.folder);
  await first.scanned();
  await first.host.close();
  const second = await start(other);
  await expect(second.header.getByRole('heading')).toHaveText('Other');
  await second.scanned();
  await second.expectGroups(1);
  await second.button('Recent libraries').click();
  await second.page.getByRole('menuitem', { name: /Holidays/ }).click();
  await second.expectGroups(photos.groups);
  await second.scanned();
  await second.host.close();
  await rename(photos.folder, join(home.pictures, 'Away'));

  const app = await start();
  await expect(app.button('Choose folder')).toBeFocused();
  await expect(app.page.getByRole('region', { name: 'Recent' }).getByRole('button', { name: /Holidays/ })).toBeDisabled();
  await app.page.getByRole('region', { name: 'Recent' }).getByRole('button', { name: /Other/ }).click();
  await app.scanned();
});
