import { expect, test } from './fixtures';
import { bytesOf } from './photos';

test('the whole job can be done without a mouse', async ({ app, host, photos }) => {
  const { keyboard } = app.page;
  const before = await bytesOf(photos.copies);

  await app.answerDialog(photos.folder);
  await expect(app.button('Choose folder')).toBeFocused();
  await keyboard.press('Enter');
  if (host === 'web') {
    const browser = app.dialog('Choose a folder');
    const list = browser.getByRole('listbox', { name: 'Folders' });
    await expect(list).toBeFocused();
    await expect(list.getByRole('option', { name: 'Holidays' })).toBeVisible();
    await keyboard.press('Enter');
    await expect(browser.getByRole('navigation', { name: 'Path' }).locator('strong')).toHaveText('Holidays');
    await app.tabTo(browser.getByRole('button', { name: 'Open this folder' }));
    await keyboard.press('Enter');
  }
  await app.scanned();

  await app.tabTo(app.groups);
  await keyboard.press('Home');
  await keyboard.press('Space');
  for (let group = 1; group < photos.groups; group++) {
    await keyboard.press('ArrowDown');
    await keyboard.press('Space');
  }
  await expect(app.page.getByRole('contentinfo')).toContainText(`${photos.copies.length} files marked`);

  await app.tabTo(app.button(/^Review and move to trash/));
  await keyboard.press('Enter');
  const confirm = app.dialog('Remove copies').getByRole('button', { name: `Move ${photos.copies.length} files to trash` });
  await expect(confirm).toBeVisible();
  await app.tabTo(confirm);
  await keyboard.press('Enter');

  const undo = app.notices.getByRole('button', { name: 'Undo' });
  await expect(undo).toBeVisible();
  await app.tabTo(undo);
  await keyboard.press('Enter');
  await expect(app.notices).toContainText('files put back');
  expect(await bytesOf(photos.copies)).toEqual(before);
});
