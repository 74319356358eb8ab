import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { expectAccessible } from './accessible';
import type { AppPage } from './app-page';
import { expect, test } from './fixtures';
import { bytesOf, makeUnits } from './photos';

async function openFolders(app: AppPage): Promise<Locator> {
  await app.button('Folders').click();
  const dialog = app.dialog('Folders');
  await expect(dialog.getByRole('list').first()).toBeVisible();
  return dialog;
}

/** Adds a folder by the system's dialog or the folder browser, and says what it is for. */
async function say(app: AppPage, folder: string, name: string, role: string): Promise<void> {
  const dialog = await openFolders(app);
  await app.answerDialog(folder);
  await dialog.getByRole('button', { name: 'Add a folder…' }).click();
  if (!app.host.electron) await app.browseTo('Add a folder', folder, 'Add this folder');
  await app.dialog('Folders').getByLabel(`Role of ${name}`).selectOption(role);
  await app.dialog('Folders').getByRole('button', { name: 'Done' }).click();
}

/** Chooses the group of two that a file of a folder is in. */
async function chooseGroup(app: AppPage, file: string, folder: string): Promise<Locator> {
  const card = app.page.getByRole('article', { name: file }).filter({ hasText: folder });
  // Groups come after the end of the scan, and the one beside the list after its row: until then it is the one before.
  await expect(async () => {
    for (const option of await app.groups.getByRole('option').all()) {
      await option.click();
      if (await appears(card)) return;
    }
    throw new Error(`No group has ${file} of ${folder}.`);
  }).toPass();
  return card;
}

async function appears(card: Locator): Promise<boolean> {
  try {
    await card.waitFor({ timeout: 2000 });
    return true;
  } catch {
    return false;
  }
}

test('what is in a protected folder can’t be marked, by one nor by all, and stays', async ({ start, photos, home }) => {
  const app = await start(photos.folder);
  await app.scanned();
  const card = await chooseGroup(app, 'Scene 2.jpg', 'Phone');
  await card.getByRole('button', { name: /^More about/ }).click();
  await app.page.getByRole('menuitem', { name: 'Protect “Phone”' }).click();
  await expect(card.getByText('Protected', { exact: true })).toBeVisible();
  await expect(card.getByRole('button', { name: /^Mark/ })).toHaveAttribute('aria-disabled', 'true');
  await expectAccessible(app, 'a protected picture');

  // Both in “Phone” stay: one exact copy and one that is no better than what is kept go.
  await app.markAllCopies();
  await app.moveToTrash(2);
  expect([...(await home.trashed())].sort()).toEqual(['Scene 1 (1).jpg', 'Scene 3.jpg']);
  expect(['Scene 2.jpg', 'Scene 3.webp'].map((name) => existsSync(join(photos.folder, 'Phone', name)))).toEqual([true, true]);
});

test('folders and patterns that are left out are not scanned, and can be seen', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  await app.expectGroups(photos.groups);
  await say(app, join(photos.folder, 'Backup'), 'Backup', 'Left out');
  const dialog = await openFolders(app);
  const pattern = dialog.getByLabel('Pattern to leave out');
  await pattern.fill('[a');
  await expect(dialog.getByRole('alert')).toContainText('never closed');
  await pattern.fill('*.WEBP');
  await pattern.press('Enter');
  await expect(dialog.getByText('What is left out has changed')).toBeVisible();
  await expectAccessible(app, 'the dialog of folders');
  await dialog.getByRole('button', { name: 'Scan again' }).click();
  await app.scanned();
  await app.expectGroups(2);
  await app.button(/^Skipped files/).click();
  const skipped = app.dialog('Skipped files');
  await expect(skipped).toContainText('Left out by you');
  await expect(skipped).toContainText('Backup');
});

test('groups in reference folders alone are not shown, and the order of folders can be changed', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  const dialog = await openFolders(app);
  await dialog.getByLabel('Role of Holidays').selectOption('Reference');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(app.page.getByRole('listbox', { name: 'Groups' })).toHaveCount(0);
  await say(app, join(photos.folder, 'Phone'), 'Phone', 'Protected');
  await app.expectGroups(2);
  await expect(app.page.getByText('1 more group in reference folders alone')).toBeVisible();
  const again = await openFolders(app);
  await again.getByRole('button', { name: 'Move Phone up' }).click();
  await expect(again.getByRole('listitem').first()).toHaveAccessibleName('Phone');
});

test('a picture stays whole with its RAW file, and with its film, through trash and undo', async ({ start, home }) => {
  const folder = join(home.pictures, 'Camera');
  const unit = await makeUnits(folder);
  const before = await bytesOf(unit);
  const app = await start(folder);
  await app.scanned();
  await chooseGroup(app, 'IMG_2.jpg', 'Backup');
  await expect(app.cards.getByText('Live Photo')).toHaveCount(2);
  await chooseGroup(app, 'IMG_1.jpg', 'Backup');
  await expect(app.cards.getByText('RAW + JPEG')).toHaveCount(2);

  await app.markAllCopies();
  await app.button(/^Review and move to trash/).click();
  const dialog = app.dialog('Remove copies');
  await expect(dialog).toContainText('and 2 files that belong to them');
  await expect(dialog).toContainText('Its film IMG_2.MOV has no copy that stays');
  await dialog.getByRole('button', { name: 'Move 1 file to trash' }).click();
  await expect(app.notices).toContainText('1 file moved to the trash');
  expect([...(await home.trashed())].sort()).toEqual(['IMG_1.CR2', 'IMG_1.jpg', 'IMG_1.xmp']);
  for (const name of ['IMG_1.jpg', 'IMG_1.CR2', 'IMG_2.jpg', 'IMG_2.MOV', 'Backup/IMG_2.jpg', 'Backup/IMG_2.MOV']) expect(existsSync(join(folder, name)), name).toBe(true);
  await app.undo(3);
  expect(await bytesOf(unit)).toEqual(before);
});
