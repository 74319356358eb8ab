import type { Locator } from '@playwright/test';
import { expectAccessible } from './accessible';
import type { AppPage } from './app-page';
import { expect, test } from './fixtures';

/** What the list says of each group: which file it keeps, and how many are marked. */
async function told(app: AppPage): Promise<readonly string[]> {
  const rows = app.groups.getByRole('option');
  await expect(rows.first()).toBeVisible();
  // Rows come with their page, after the list.
  await expect(rows.filter({ hasNotText: 'keeps' })).toHaveCount(0);
  return rows.allTextContents();
}

async function openRules(app: AppPage): Promise<Locator> {
  await app.button('Rules…').click();
  const dialog = app.dialog('Rules');
  await expect(dialog).toBeVisible();
  return dialog;
}

test('a rule says what it would do, does that, and is undone as one step', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  const footer = app.page.getByRole('contentinfo');
  const before = await told(app);
  const dialog = await openRules(app);
  const effect = dialog.getByRole('region', { name: 'What the rule would do' });
  await expect(effect.getByRole('heading')).toHaveText(/^Marks 4 files \(.+\) in 3 groups$/);
  await expect(effect).toContainText('3 files of these groups stay.');
  await expect(effect.getByRole('option')).toHaveCount(3);
  await expectAccessible(app, 'rules');

  await dialog.getByLabel('Mark what matches a path').check();
  await expect(dialog.getByRole('button', { name: 'Apply' })).toHaveAttribute('aria-disabled', 'true');
  const pattern = dialog.getByLabel('Path or pattern');
  await pattern.fill('phone/{');
  await expect(dialog.getByRole('alert')).toContainText('never closed');
  await pattern.fill('phone/*');
  await expect(effect.getByRole('heading')).toHaveText(/^Marks 2 files \(.+\) in 2 groups$/);
  await expect(effect).toContainText('1 group left as it is: without a file that matches.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(footer).toContainText('Nothing marked');
  await openRules(app);
  await dialog.getByRole('button', { name: 'Mark 2 files' }).click();
  await expect(app.notices).toContainText('2 files in 2 groups marked');
  await expect(app.groups.getByRole('option').filter({ hasText: '1 marked' })).toHaveCount(2);
  await expect(app.groups.getByRole('option').filter({ hasText: 'exact copies' })).not.toContainText('marked');

  await app.page.keyboard.press('ControlOrMeta+z');
  await expect(footer).toContainText('Nothing marked');
  await expect(app.notices).not.toContainText('marked');
  expect(await told(app)).toEqual(before);
  await app.page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(footer).toContainText('2 files marked');
});

test('a rule for some groups leaves others and what was decided alone, and undo brings back just that', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  const footer = app.page.getByRole('contentinfo');
  await app.page.getByRole('textbox', { name: 'Search paths' }).fill('webp');
  await app.expectGroups(1);
  await app.groups.getByRole('option').first().click();
  await app.page.keyboard.press('Space');
  await expect(footer).toContainText('2 files marked');
  await app.page.getByRole('textbox', { name: 'Search paths' }).fill('phone');
  await app.expectGroups(2);
  const before = await told(app);
  const dialog = await openRules(app);
  await expect(dialog.getByLabel('What the list shows (2)')).toBeChecked();
  const effect = dialog.getByRole('region', { name: 'What the rule would do' });
  await expect(effect).toContainText('1 group left as it is: decided already.');
  await dialog.getByLabel('Keep what matches a path').check();
  await dialog.getByLabel('Path or pattern').fill('phone');
  await dialog.getByLabel('Groups decided already').check();
  await expect(effect.getByRole('heading')).toHaveText(/^Marks 2 files \(.+\) in 2 groups$/);
  await expect(effect).toContainText('1 mark is taken back.');
  await dialog.getByRole('button', { name: 'Mark 2 files' }).click();
  await expect(footer).toContainText('3 files marked');

  await app.notices.getByRole('button', { name: 'Undo' }).click();
  await expect(footer).toContainText('2 files marked');
  expect(await told(app)).toEqual(before);
});

test('a rule can be used without a mouse, for what is selected', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  const { keyboard } = app.page;
  await app.tabTo(app.groups);
  await keyboard.press('Home');
  await keyboard.press('Shift+ArrowDown');
  await app.tabTo(app.button('Rules…'));
  await keyboard.press('Enter');
  const dialog = app.dialog('Rules');
  await expect(dialog.getByLabel('Keep the best')).toBeFocused();
  await expect(dialog.getByLabel('What is selected (2)')).toBeChecked();
  await keyboard.press('ArrowDown');
  await expect(dialog.getByLabel('Keep the oldest')).toBeChecked();
  const apply = dialog.getByRole('button', { name: /^Mark \d files?$/ });
  await expect(apply).not.toHaveAttribute('aria-disabled', 'true');
  await app.tabTo(apply);
  await keyboard.press('Enter');
  await expect(app.notices).toContainText('in 2 groups marked');
});
