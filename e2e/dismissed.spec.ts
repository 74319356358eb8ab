import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expectAccessible } from './accessible';
import { expect, test } from './fixtures';

test('what was dismissed stays so over rescans, moves, renames and restarts, until it is restored', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  await app.expectGroups(3);
  const pair = app.groups.getByRole('option', { name: 'Scene 2.jpg' });
  await pair.click();
  await app.page.keyboard.press('n');
  await expect(app.notices).toContainText('“Scene 2.jpg” and “Scene 2.jpg” are not shown as copies of each other any more.');
  await app.expectGroups(2);
  await expect(app.groups).toBeFocused();
  await expect(app.groups.getByRole('option', { selected: true })).toHaveCount(1);
  await expect(pair).toHaveCount(0);

  await app.button('Scan again').click();
  await app.scanned();
  await app.expectGroups(2);

  await mkdir(join(photos.folder, 'Moved'));
  await rename(join(photos.folder, 'Phone/Scene 2.jpg'), join(photos.folder, 'Moved/Small.jpg'));
  await rename(join(photos.folder, 'Scene 2.jpg'), join(photos.folder, 'Large.jpg'));
  await app.host.close();
  const again = await start(photos.folder);
  await again.scanned();
  await again.expectGroups(2);

  await again.button('Not copies').first().click();
  const list = again.dialog('Not copies');
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await expect(list.getByRole('listitem')).toContainText('Large.jpg, Small.jpg');
  await expectAccessible(again, 'list of what was dismissed');
  await list.getByRole('button', { name: 'Restore Large.jpg, Small.jpg' }).click();
  await expect(list).toContainText('Nothing was dismissed yet');
  await again.page.keyboard.press('Escape');
  await again.expectGroups(3);
  await expect(again.groups.getByRole('option', { name: 'Large.jpg' })).toBeVisible();
});

test('pictures are dismissed where they are compared, and come back by Undo', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  const three = app.groups.getByRole('option', { name: 'Scene 3.png' });
  await three.click();
  await app.button('Compare in the whole window').click();
  const dialog = app.page.getByRole('dialog');
  await expect(dialog.getByRole('status')).toHaveText('Copy 1 of 2');
  await app.page.keyboard.press('n');
  await expect(dialog.getByRole('heading', { level: 2 })).toContainText('2 similar pictures');
  // The other pair of the three goes too, and the next group comes up in its place.
  await app.page.keyboard.press('n');
  await expect(dialog.getByRole('article').first()).not.toHaveAccessibleName('Scene 3.png');
  await app.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await app.notices.getByRole('button', { name: 'Undo' }).last().click();
  await expect(three).toHaveAttribute('aria-selected', 'true');

  await app.button('Not copies').last().click();
  await expect(three).toHaveCount(0);
  await expect(app.groups).toBeFocused();
});

test('with the last group dismissed there is something to go on with', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  await app.groups.focus();
  await app.page.keyboard.press('Home');
  for (let left = photos.groups; left > 1; left--) {
    await app.page.keyboard.press('n');
    await app.expectGroups(left - 1);
  }
  await app.page.keyboard.press('n');
  await expect(app.page.getByRole('main')).toContainText('No copies');
  expect(await app.page.evaluate(() => document.activeElement !== document.body)).toBe(true);
});
