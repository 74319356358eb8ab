import { renameSync, utimesSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppPage } from './app-page';
import { expect, test } from './fixtures';
import { makeRelated } from './photos';

const sum = (app: AppPage) => app.page.locator('footer').getByRole('status');
const row = (app: AppPage, index: number) => app.groups.getByRole('option').nth(index);

test('marks and chosen keepers are there again after a restart', async ({ start, photos }) => {
  let app = await start(photos.folder);
  await app.scanned();
  await app.markAllCopies();
  await expect(sum(app)).toContainText(`${photos.copies.length} files marked`);
  // Of the exact pair the other one is to stay.
  await app.groups.getByText('2 exact copies').click();
  await app.cards.nth(1).getByRole('button', { name: 'Keep this one instead' }).click();
  await expect(app.cards.first().getByRole('heading')).toHaveText('Scene 1 (1).jpg');
  const before = await sum(app).textContent();
  await app.host.close();

  app = await start(photos.folder);
  await app.scanned();
  await expect(sum(app)).toHaveText(before ?? '');
  await app.groups.getByText('2 exact copies').click();
  await expect(app.cards.first()).toContainText('your choice');
  await expect(app.cards.nth(1)).toContainText('Marked to go');
});

test('marks follow a file that was moved and one that was touched', async ({ start, photos }) => {
  let app = await start(photos.folder);
  await app.scanned();
  await app.markAllCopies();
  await expect(sum(app)).toContainText(`${photos.copies.length} files marked`);
  const before = await sum(app).textContent();
  await app.host.close();
  await mkdir(join(photos.folder, 'Moved'));
  renameSync(join(photos.folder, 'Phone/Scene 2.jpg'), join(photos.folder, 'Moved/Another name.jpg'));
  utimesSync(join(photos.folder, 'Phone/Scene 3.webp'), 1e9, 1e9);
  app = await start(photos.folder);
  await app.scanned();
  await expect(sum(app)).toHaveText(before ?? '');
});

test('marks are undone and redone step by step, with the focus where it was', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  const count = photos.copies.length;
  await app.markAllCopies();
  await row(app, 0).click();
  await app.groups.press('k');
  await expect(row(app, 0)).not.toContainText('marked');
  const some = await sum(app).textContent();
  await app.page.keyboard.press('Control+z');
  await expect(sum(app)).toContainText(`${count} files marked`);
  await app.page.keyboard.press('Control+z');
  await expect(sum(app)).toHaveText('Nothing marked');
  await expect(app.button('Undo marks')).toHaveAttribute('aria-disabled', 'true');
  await app.page.keyboard.press('Control+Shift+Z');
  await app.page.keyboard.press('Control+y');
  await expect(sum(app)).toHaveText(some ?? '');
  await expect(app.groups).toBeFocused();
  await app.button('Undo marks').click();
  await app.button(/^Redo marks/).click();
  await expect(sum(app)).toHaveText(some ?? '');
});

test('marks outlast a strictness at which their groups are none', async ({ start, home }) => {
  const folder = join(home.pictures, 'Related');
  await mkdir(folder);
  await makeRelated(folder);
  const app = await start(folder);
  await app.scanned();
  const strictness = app.page.getByRole('slider', { name: 'Strictness' });
  await strictness.press('End');
  await app.expectGroups(1);
  await app.markAllCopies();
  await expect(sum(app)).toContainText('1 file marked');
  await strictness.press('Home');
  await expect(sum(app)).toHaveText('Nothing marked');
  await strictness.press('End');
  await expect(sum(app)).toContainText('1 file marked');
});

test('another page shows the same marks, at once', async ({ start, photos, host }) => {
  test.skip(host !== 'web', 'A window of Electron is alone.');
  const app = await start(photos.folder);
  await app.scanned();
  const other = await app.page.context().browser()!.newPage();
  await other.goto((await app.host.newAddress?.()) ?? '');
  await other.getByRole('listbox', { name: 'Groups' }).getByRole('option').first().click();
  await app.markAllCopies();
  await expect(other.locator('footer').getByRole('status')).toContainText(`${photos.copies.length} files marked`);
  await expect(other.getByRole('listbox', { name: 'Groups' }).getByRole('option').first()).toContainText('marked');

  await app.button(/^Review and move to trash/).click();
  await other.getByRole('button', { name: 'Undo marks' }).click();
  await other.getByRole('listbox', { name: 'Groups' }).press(' ');
  await app.dialog('Remove copies').getByRole('button', { name: /^Move \d+ files? to trash/ }).click();
  await expect(app.dialog('Remove copies')).toContainText('The marks have changed');
});
