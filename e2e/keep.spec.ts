import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { expectAccessible } from './accessible';
import type { AppPage } from './app-page';
import { expect, test } from './fixtures';
import type { Photos } from './photos';

/** A library in which the small copy of a picture is the older file, open at that group. */
async function opened(start: (...folders: string[]) => Promise<AppPage>, photos: Photos): Promise<AppPage> {
  await utimes(join(photos.folder, 'Phone/Scene 2.jpg'), 1e9, 1e9);
  const app = await start(photos.folder);
  await app.scanned();
  await app.groups.getByRole('option', { name: 'keeps Scene 2.jpg' }).click();
  return app;
}

async function openPolicy(app: AppPage): Promise<Locator> {
  await app.button('Settings').click();
  await app.dialog('Settings').getByRole('button', { name: 'Choose what counts…' }).click();
  return app.dialog('Which file to keep');
}

async function weigh(dialog: Locator, criterion: string, weight: number): Promise<void> {
  await dialog.getByRole('slider', { name: criterion, exact: true }).fill(`${weight}`);
}

test('each file says in words how it fares, and in points why', async ({ start, photos }) => {
  const app = await opened(start, photos);
  await expect(app.cards.first()).toContainText('larger, ');
  await expect(app.chosenCard).toContainText(/a quarter of the pixels, .*but \d+ years older/i);
  await app.cards.first().getByRole('button', { name: /^Why\?/ }).click();
  const table = app.page.getByRole('table');
  await expect(table.getByRole('row', { name: /^Resolution of 10/ })).toContainText('10.02.5');
  await expect(table.getByRole('row', { name: /^In all/ })).toBeVisible();
  await expectAccessible(app, 'points');
  await app.page.keyboard.press('Escape');
  await expect(table).toBeHidden();
});

test('what counts is changed with its consequences in view, and not before it is applied', async ({ start, photos }) => {
  const app = await opened(start, photos);
  const dialog = await openPolicy(app);
  const preview = dialog.getByRole('region', { name: 'What would change' });
  await expect(preview).toContainText('This is how files are chosen now.');
  await expectAccessible(app, 'which file to keep');
  for (const criterion of ['Resolution', 'Quality', 'Metadata', 'Lossless format']) await weigh(dialog, criterion, 0);
  await weigh(dialog, 'Older', 10);
  await expect(preview).toContainText(/In \d groups? another file would be kept\./);
  await expect(preview.getByRole('listitem').filter({ hasText: 'Phone' }).first()).toContainText(/years older/);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(app.cards.first()).not.toContainText('Phone');

  await openPolicy(app);
  await expect(dialog.getByRole('slider', { name: 'Resolution' })).toHaveValue('10');
  await weigh(dialog, 'Resolution', 0);
  await weigh(dialog, 'Quality', 0);
  await weigh(dialog, 'Older', 10);
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await app.groups.getByRole('option', { name: 'keeps Scene 2.jpg' }).click();
  await expect(app.cards.first()).toContainText('Phone');
  await expect(app.cards.first()).toContainText(/Keep.*older/);

  await openPolicy(app);
  await dialog.getByRole('button', { name: 'Reset' }).click();
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await app.groups.getByRole('option', { name: 'keeps Scene 2.jpg' }).click();
  await expect(app.chosenCard).toContainText('Phone');
});

test('the order of what counts is changed without a mouse, and kept', async ({ start, photos }) => {
  const app = await opened(start, photos);
  const dialog = await openPolicy(app);
  const names = dialog.getByRole('list', { name: 'What counts' }).getByRole('listitem');
  await expect(names.nth(9)).toContainText('Older');
  await dialog.getByRole('slider', { name: 'Older', exact: true }).focus();
  await app.page.keyboard.press('Alt+ArrowUp');
  await app.page.keyboard.press('Alt+ArrowUp');
  await expect(names.nth(7)).toContainText('Older');
  await expect(dialog.getByRole('slider', { name: 'Older', exact: true })).toBeFocused();
  await dialog.getByRole('button', { name: 'Move Older down' }).click();
  await expect(names.nth(8)).toContainText('Older');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await openPolicy(app);
  await expect(names.nth(8)).toContainText('Older');
});
