import { copyFile, mkdir, rename, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { expectAccessible } from './accessible';
import type { AppPage } from './app-page';
import { expect, test } from './fixtures';

function search(app: AppPage): Locator {
  return app.page.getByRole('textbox', { name: 'Search paths' });
}

function heading(app: AppPage): Locator {
  return app.page.getByRole('main').getByRole('heading').first();
}

function selected(app: AppPage): Locator {
  return app.groups.getByRole('option', { selected: true });
}

test('the list shows what one searches and filters for, and says so', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  await app.expectGroups(photos.groups);

  await app.page.keyboard.press('/');
  await expect(search(app)).toBeFocused();
  await app.page.keyboard.type('PHONE scene');
  await app.expectGroups(2);
  await expect(heading(app)).toHaveText(/^2 of 3 groups, .+ of .+ to gain$/);

  await app.page.getByRole('button', { name: 'Filter', exact: true }).click();
  const filter = app.page.getByRole('dialog', { name: 'Filter' });
  await filter.getByLabel('WebP').check();
  await app.expectGroups(1);
  await expectAccessible(app, 'filter');
  await filter.getByLabel('Exact copies').check();
  await expect(app.page.getByRole('main')).toContainText('No group matches');
  await filter.getByRole('button', { name: 'Done' }).click();
  await expectAccessible(app, 'no group matches');
  await app.button('Remove the filter “WebP”').click();
  await app.button('Clear the search').click();
  await app.expectGroups(1);
  await expect(heading(app)).toHaveText(/^1 of 3 groups/);
  await search(app).fill('nowhere');
  await app.button('Clear search and filters').click();
  await app.expectGroups(3);
  await expect(search(app)).toHaveValue('');
  await expect(app.page.getByRole('list', { name: 'Filters' })).toHaveCount(0);
});

test('the list is sorted as one wants it', async ({ start, photos }) => {
  await utimes(join(photos.folder, 'Phone/Scene 2.jpg'), new Date('2031-01-01'), new Date('2031-01-01'));
  const app = await start(photos.folder);
  await app.scanned();
  const first = app.groups.getByRole('option').first();
  const sort = async (choice: string): Promise<void> => {
    await app.button('Sort').click();
    await app.page.getByRole('menuitemradio', { name: choice }).click();
  };
  await sort('Number of files');
  await expect(first).toContainText('keeps Scene 3');
  await sort('Date');
  await expect(first).toContainText('keeps Scene 2');
  await sort('Oldest first');
  await expect(first).not.toContainText('keeps Scene 2');
  await sort('Folder');
  await expect(first).toContainText('keeps Scene 1');
  await sort('Z to A');
  await expect(first).toContainText('keeps Scene 3');
  await app.button('Sort').click();
  await expect(app.page.getByRole('menuitemradio', { name: 'Z to A' })).toBeChecked();
  await expectAccessible(app, 'sort menu');
});

test('what is decided leaves a list of undecided groups, and the next one is looked at', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  await app.page.getByRole('button', { name: 'Filter', exact: true }).click();
  await app.page.getByRole('dialog', { name: 'Filter' }).getByLabel('Undecided').check();
  await app.page.keyboard.press('Escape');
  await app.groups.focus();
  await app.page.keyboard.press('Home');
  const below = app.groups.getByRole('option').nth(1);
  await expect(below).toContainText('keeps');
  const second = await below.textContent();
  await app.page.keyboard.press('Space');
  await app.expectGroups(2);
  await expect(selected(app)).toHaveText(second!);
  await app.page.keyboard.press('ControlOrMeta+z');
  await app.expectGroups(3);
});

test('many groups are chosen with keys and clicks, and stay chosen where they are still there', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  await expect(app.groups).toHaveAttribute('aria-multiselectable', 'true');
  const option = app.groups.getByRole('option');
  await option.first().click();
  await app.page.keyboard.press('Shift+ArrowDown');
  await expect(selected(app)).toHaveCount(2);
  await expect(heading(app)).toHaveText('2 of 3 groups selected');
  await expectAccessible(app, 'many chosen');
  await app.page.keyboard.press('ArrowDown');
  await expect(selected(app)).toHaveCount(1);
  await option.first().click({ modifiers: ['ControlOrMeta'] });
  await expect(selected(app)).toHaveCount(2);
  await option.nth(2).click({ modifiers: ['Shift'] });
  await expect(selected(app)).toHaveCount(3);

  await search(app).fill('phone');
  await app.expectGroups(2);
  await expect(heading(app)).toHaveText('2 of 2 groups selected');
  await app.button('Clear the search').click();
  await app.expectGroups(3);
  await expect(selected(app)).toHaveCount(2);

  await app.groups.focus();
  await app.page.keyboard.press('ControlOrMeta+a');
  await expect(selected(app)).toHaveCount(3);
  await app.page.keyboard.press('Space');
  await expect(app.page.getByRole('contentinfo')).toContainText(`${photos.copies.length} files marked`);
  await app.page.keyboard.press('Space');
  await expect(app.page.getByRole('contentinfo')).toContainText('Nothing marked');
  await app.page.keyboard.press('Escape');
  await expect(selected(app)).toHaveCount(1);
});

test('a scan after another one says which groups have new files, and takes none for new that was only moved', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  await mkdir(join(photos.folder, 'New'));
  await copyFile(join(photos.folder, 'Scene 5.jpg'), join(photos.folder, 'New/Scene 5.jpg'));
  await rename(join(photos.folder, 'Phone/Scene 2.jpg'), join(photos.folder, 'New/Renamed.jpg'));
  await app.button('Scan again').click();
  await app.expectGroups(photos.groups + 1);
  await app.scanned();
  await app.page.getByRole('button', { name: 'Filter', exact: true }).click();
  await app.page.getByRole('dialog', { name: 'Filter' }).getByLabel(/new since the scan/).check();
  await app.expectGroups(1);
  await expect(app.groups.getByRole('option').first()).toContainText('Scene 5');
});
