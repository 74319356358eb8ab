import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expectAccessible, expectReachable, showTwiceAsLarge } from './accessible';
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

  for (const [button, title] of [[/^Skipped files/, 'Skipped files'], ['Settings', 'Settings'], ['History of removals', 'History'], ['Keyboard shortcuts', 'Shortcuts']] as const) {
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

test('everyone can use the menus of a file', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  await app.groups.getByRole('option').first().click();
  await app.button(/^More about/).last().click();
  await expect(app.page.getByRole('menu')).toBeVisible();
  await expectAccessible(app, 'menu');
  await app.page.keyboard.press('Escape');
  await expect(app.button(/^More about/).last()).toBeFocused();
});

test('the shortcuts are a key away, in a comparison too', async ({ start, photos }) => {
  const app = await start(photos.folder);
  const sheet = app.dialog('Keyboard shortcuts');
  await app.scanned();
  await app.groups.getByRole('option').first().click();
  await app.page.keyboard.press('?');
  await expect(sheet.getByRole('region', { name: 'Shortcuts' })).toBeFocused();
  await expect(sheet).toContainText('Not copies: don’t show the group again');
  await app.page.keyboard.press('n');
  await app.page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(app.groups).toBeFocused();
  await app.expectGroups(photos.groups);

  await app.page.keyboard.press('Enter');
  const comparison = app.page.getByRole('dialog', { name: /pictures|copies|pixels/ });
  await expect(comparison).toBeVisible();
  await app.page.keyboard.press('?');
  await expect(sheet).toBeVisible();
  await app.page.keyboard.press('f');
  await expectAccessible(app, 'shortcuts over a comparison');
  await app.page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(comparison).toBeVisible();
  await expect(app.stage).toHaveAttribute('data-mode', 'side');

  await app.page.keyboard.press('Escape');
  await expect(comparison).toBeHidden();
  if (app.host.electron) {
    await app.host.electron.evaluate(({ Menu }) => {
      const help = Menu.getApplicationMenu()?.items.find(({ role }) => role === 'help');
      help?.submenu?.items.find(({ label }) => label === 'Keyboard shortcuts')?.click();
    });
  } else await app.button('Keyboard shortcuts').click();
  await expect(sheet).toBeVisible();
});

test('shown twice as large, everything can still be reached', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  await showTwiceAsLarge(app);
  await app.groups.getByRole('option').first().click();
  await expectReachable(app, 'review');
  await app.markAllCopies();
  await app.groups.focus();
  await app.page.keyboard.press('n');
  await expect(app.notices.getByRole('button', { name: 'Undo' })).toBeInViewport();
  await expectReachable(app, 'dismissed');
  await expectAccessible(app, 'twice as large');
  await app.showActivity();
  await expectReachable(app, 'workers and speedup');

  for (const button of [/^Skipped files/, 'Settings', 'History of removals', 'Keyboard shortcuts', 'Compare in the whole window', /^Review and move to trash/]) {
    await app.button(button).click();
    const dialog = app.page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    await expectReachable(app, String(button));
    await app.page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
});

test('what the system asks for is honoured: no motion, its own colours, more contrast', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  await app.groups.getByRole('option').first().click();
  const mark = app.button('Mark copies');
  const styleOf = (name: string): Promise<string> => mark.evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), name);
  const usual = { motion: await styleOf('transition-duration'), line: await styleOf('border-top-color') };
  expect(usual.motion).not.toBe('0s');
  await app.page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await styleOf('transition-duration')).toBe('0s');

  await app.page.emulateMedia({ contrast: 'more' });
  expect(await styleOf('border-top-color')).not.toBe(usual.line);
  await expectAccessible(app, 'more contrast');
  await app.page.emulateMedia({ contrast: 'no-preference', forcedColors: 'active' });
  expect(await app.page.evaluate(() => getComputedStyle(document.body).getPropertyValue('--line'))).toBe('ButtonBorder');
  // What is pressed or selected is told by more than a background, which forced colours take away.
  const selected = app.groups.getByRole('option', { selected: true });
  expect(await selected.evaluate((row) => getComputedStyle(row).outlineStyle)).toBe('solid');
});
