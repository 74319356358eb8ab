import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expectAccessible } from './accessible';
import { expect, test } from './fixtures';

test('everyone can use the start and its folder browser', async ({ app, host }) => {
  await expectAccessible(app, 'start');
  if (host !== 'web') return;
  await app.button('Choose folder').click();
  await expect(app.dialog('Choose a folder')).toBeVisible();
  await expectAccessible(app, 'folder browser');
});

test('everyone can use a library under review', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  await app.groups.getByRole('option').first().click();
  await expectAccessible(app, 'review');

  await app.showActivity();
  await expectAccessible(app, 'workers and speedup');

  for (const [button, title] of [[/^Skipped files/, 'Skipped files'], ['Settings', 'Settings'], ['History of removals', 'History']] as const) {
    await app.button(button).click();
    const dialog = app.page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    await expectAccessible(app, title);
    await app.page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
});

test('everyone can compare pictures', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  await app.groups.getByRole('option').first().click();
  for (const view of ['Flicker', 'Difference', 'Overlay', 'Side by side']) {
    await app.button(view).click();
    await expectAccessible(app, view);
  }
  await app.button('Compare in the whole window').click();
  await expect(app.page.getByRole('dialog')).toBeVisible();
  await expectAccessible(app, 'comparison in the whole window');
  await app.page.keyboard.press('Escape');
});

test('everyone can use the removal', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  await app.markAllCopies();
  await expectAccessible(app, 'marked');
  await app.button(/^Review and move to trash/).click();
  await expect(app.dialog('Remove copies')).toBeVisible();
  await expectAccessible(app, 'removal dialog');
  await app.page.keyboard.press('Escape');
  await app.moveToTrash(photos.copies.length);
  await expectAccessible(app, 'removed');
});

test('everyone can read what went wrong or was not found', async ({ start, home }) => {
  const missing = await start(join(home.pictures, 'Nowhere'));
  await expect(missing.notices.getByRole('alert')).toContainText('is not there');
  await expectAccessible(missing, 'error');
  await missing.host.close();

  const folder = join(home.pictures, 'Empty');
  await mkdir(folder);
  const empty = await start(folder);
  await empty.scanned();
  await expectAccessible(empty, 'no images');
});
