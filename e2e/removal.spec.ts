import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { expectAccessible } from './accessible';
import type { AppPage } from './app-page';
import { expect, test } from './fixtures';
import { bytesOf, makePhotos, type Photos } from './photos';
import { mountWithoutTrash } from './volume';

/** Opens the dialog of removal for all copies, with something else than the trash chosen. */
async function choose(app: AppPage, choice: string): Promise<Locator> {
  await app.markAllCopies();
  await app.button(/^Review and move to trash/).click();
  const dialog = app.dialog('Remove copies');
  await dialog.getByLabel('What to do with them').selectOption(choice);
  return dialog;
}

async function opened(start: (...folders: string[]) => Promise<AppPage>, photos: Photos): Promise<AppPage> {
  const app = await start(photos.folder);
  await app.scanned();
  return app;
}

test('copies wait in a holding folder, and come back', async ({ start, home, photos }) => {
  const app = await opened(start, photos);
  const before = await bytesOf(photos.copies);
  const count = photos.copies.length;
  const dialog = await choose(app, 'Keep in a holding folder');
  await expect(dialog).toContainText('This can be undone');
  await dialog.getByRole('button', { name: `Move ${count} files to holding folder` }).click();
  await expect(app.notices).toContainText(`${count} files moved to the holding folder`);
  for (const path of photos.copies) expect(existsSync(path), path).toBe(false);
  const [stamp] = await readdir(join(photos.folder, '.lookalike-removed'));
  expect(readdirSync(join(photos.folder, '.lookalike-removed', stamp!, 'Phone')).sort()).toEqual(['Scene 2.jpg', 'Scene 3.webp']);
  expect(await home.trashed()).toEqual([]);

  await app.button('History of removals').click();
  const history = app.dialog('History of removals');
  await expect(history).toContainText(`${count} files in the holding folder`);
  await history.getByRole('button', { name: /^Undo the removal/ }).click();
  await expect(history).toContainText('Nothing to put back');
  await history.getByRole('button', { name: 'Done' }).click();
  await expect(app.notices).toContainText(`${count} files put back`);
  expect(await bytesOf(photos.copies)).toEqual(before);
  expect(existsSync(join(photos.folder, '.lookalike-removed'))).toBe(false);
});

test('copies move to a folder that keeps their folders, and come back', async ({ start, home, photos }) => {
  const target = join(home.pictures, 'Removed copies');
  await mkdir(target);
  const app = await opened(start, photos);
  const before = await bytesOf(photos.copies);
  const count = photos.copies.length;
  await app.answerDialog(target);
  const dialog = await choose(app, 'Move to another folder');
  if (!app.host.electron) await app.browseTo('Where to move the copies', target, 'Choose this folder');
  await expect(dialog).toContainText('Removed copies');
  await dialog.getByRole('button', { name: `Move ${count} files` }).click();
  await expect(app.notices).toContainText(`${count} files moved`);
  expect(existsSync(join(target, 'Holidays/Backup/Scene 1 (1).jpg'))).toBe(true);
  expect(readdirSync(join(target, 'Holidays/Phone')).sort()).toEqual(['Scene 2.jpg', 'Scene 3.webp']);

  await app.undo(count);
  expect(await bytesOf(photos.copies)).toEqual(before);
  expect(readdirSync(target)).toEqual([]);
});

test('where there is no trash, the window says so, deletes nothing, and offers a holding folder on the same drive', async ({ start, home }) => {
  const folder = join(home.pictures, 'Share');
  const volume = await mountWithoutTrash(folder);
  test.skip(volume === null, 'mounting a file system needs Linux and the right to: run the journeys as root');
  try {
    const photos = await makePhotos(folder);
    const app = await opened(start, photos);
    const before = await bytesOf(photos.copies);
    const count = photos.copies.length;
    await app.markAllCopies();
    await app.button(/^Review and move to trash/).click();
    const dialog = app.dialog('Remove copies');
    await expect(dialog).toContainText(`There is no trash for ${count} files`);
    const confirm = dialog.getByRole('button', { name: 'Move 0 files to trash' });
    await expect(confirm).toHaveAttribute('aria-disabled', 'true');
    await confirm.click({ force: true });
    await expect(dialog).toContainText(`There is no trash for ${count} files`);
    expect(await bytesOf(photos.copies)).toEqual(before);

    await dialog.getByRole('button', { name: 'Use a holding folder' }).click();
    await dialog.getByRole('button', { name: `Move ${count} files to holding folder` }).click();
    await expect(app.notices).toContainText(`${count} files moved to the holding folder`);
    for (const path of photos.copies) expect(existsSync(path), path).toBe(false);
    const [stamp] = readdirSync(join(folder, '.lookalike-removed'));
    expect(readdirSync(join(folder, '.lookalike-removed', stamp!, 'Phone')).sort()).toEqual(['Scene 2.jpg', 'Scene 3.webp']);
    expect(await home.trashed()).toEqual([]);

    await app.undo(count);
    expect(await bytesOf(photos.copies)).toEqual(before);
    await app.host.close();
  } finally {
    volume?.unmount();
  }
});

test('a folder to move to is made on the way, with the keyboard, and a name that is taken or none is refused @web', async ({ start, home, photos }) => {
  const app = await opened(start, photos);
  const before = await bytesOf(photos.copies);
  const count = photos.copies.length;
  const dialog = await choose(app, 'Move to another folder');
  const browser = app.dialog('Where to move the copies');
  await expect(browser.getByRole('option', { name: 'Holidays' })).toBeVisible();
  await app.tabTo(browser.getByRole('button', { name: 'New folder' }));
  await app.page.keyboard.press('Enter');
  const name = browser.getByLabel('Name of the new folder');
  await expect(name).toBeFocused();
  await app.page.keyboard.press('Escape');
  await expect(browser.getByRole('button', { name: 'New folder' })).toBeFocused();
  await app.page.keyboard.press('Enter');

  await name.fill('../outside');
  await expect(browser.getByRole('alert')).toHaveText('A name has no slashes and no line breaks.');
  await app.page.keyboard.press('Enter');
  await name.fill('Holidays');
  await app.page.keyboard.press('Enter');
  await expect(browser.getByRole('alert')).toContainText('there is something of that name already');
  await expectAccessible(app, 'a name that is taken');
  await name.fill('Removed copies');
  await app.page.keyboard.press('Enter');
  await expect(browser.getByRole('navigation', { name: 'Path' }).locator('strong')).toHaveText('Removed copies');
  await expect(browser.getByRole('button', { name: 'Choose this folder' })).toBeFocused();
  await app.page.keyboard.press('Enter');
  await expect(dialog).toContainText('Removed copies');
  await dialog.getByRole('button', { name: `Move ${count} files` }).click();
  await expect(app.notices).toContainText(`${count} files moved`);
  expect(readdirSync(home.pictures).sort()).toEqual(['Holidays', 'Removed copies']);
  expect(existsSync(join(home.pictures, 'Removed copies/Holidays/Backup/Scene 1 (1).jpg'))).toBe(true);
  await app.undo(count);
  expect(await bytesOf(photos.copies)).toEqual(before);
});

for (const [choice, words] of [['Replace by hard links', 'a hard link'], ['Replace by symbolic links', 'a symbolic link']] as const) {
  test(`an exact copy gives way to ${words}, what only looks alike stays, and undo makes a file of it`, async ({ start, photos }) => {
    const app = await opened(start, photos);
    const [exact, ...alike] = photos.copies;
    const before = await bytesOf(photos.copies);
    const dialog = await choose(app, choice);
    await expect(dialog).toContainText(`1 file will become ${words}`);
    await expect(dialog).toContainText(`${alike.length} marked files will not be touched`);
    await dialog.getByRole('button', { name: `Replace 1 file by ${words}` }).click();
    await expect(app.notices).toContainText(`1 file replaced by ${words}`);
    const kept = join(photos.folder, 'Scene 1.jpg');
    if (words === 'a symbolic link') expect(lstatSync(exact!).isSymbolicLink()).toBe(true);
    else expect(statSync(exact!).ino).toBe(statSync(kept).ino);
    expect(await bytesOf(photos.copies)).toEqual(before);

    await app.undo(1);
    expect(lstatSync(exact!).isFile()).toBe(true);
    expect(statSync(exact!).ino).not.toBe(statSync(kept).ino);
    expect(await bytesOf(photos.copies)).toEqual(before);
  });
}

test('deleting for good is offered only by the settings, and wants to be typed', async ({ start, photos }) => {
  const app = await opened(start, photos);
  const count = photos.copies.length;
  await app.markAllCopies();
  await app.button(/^Review and move to trash/).click();
  const dialog = app.dialog('Remove copies');
  await expect(dialog.getByRole('option', { name: 'Delete for good' })).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await app.button('Settings').click();
  await app.dialog('Settings').getByLabel('Offer to delete copies for good').check();
  await app.dialog('Settings').getByRole('button', { name: 'Done' }).click();
  await app.button(/^Review and move to trash/).click();
  await dialog.getByLabel('What to do with them').selectOption('Delete for good');
  await expect(dialog).toContainText('This can’t be undone');
  const confirm = dialog.getByRole('button', { name: `Delete ${count} files for good` });
  await expect(confirm).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByLabel(/to confirm$/).fill(`delete ${count} files`);
  await confirm.click();
  await expect(app.notices).toContainText(`${count} files deleted for good`);
  await expect(app.notices.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  for (const path of photos.copies) expect(existsSync(path), path).toBe(false);
  expect(existsSync(join(photos.folder, 'Scene 1.jpg'))).toBe(true);
});

test('a removal stops when it is told to, and what went comes back', async ({ start, home, photos }) => {
  test.slow();
  const copies = 6000;
  const folder = join(home.pictures, 'Many');
  await mkdir(folder);
  const one = join(photos.folder, 'Scene 1.jpg');
  for (let i = 0; i <= copies; i++) await copyFile(one, join(folder, `Copy ${i}.jpg`));
  const app = await start(folder);
  await app.scanned();
  await app.markAllCopies();
  await app.button(/^Review and move to trash/).click();
  const dialog = app.dialog('Remove copies');
  await dialog.getByRole('button', { name: `Move ${copies.toLocaleString('en')} files to trash` }).click();
  await expect(dialog.getByRole('status')).toContainText(/· [1-9]/);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(app.notices).toContainText('Stopped:');
  const trashed = (await home.trashed()).length;
  expect(trashed).toBeLessThan(copies);
  expect(readdirSync(folder)).toHaveLength(copies + 1 - trashed);

  await app.undo(trashed);
  expect(await home.trashed()).toEqual([]);
  expect(readdirSync(folder)).toHaveLength(copies + 1);
  expect(readFileSync(join(folder, 'Copy 7.jpg'))).toEqual(readFileSync(one));
});
