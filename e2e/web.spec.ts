import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures';

test('the folder browser does not leave its roots @web', async ({ app, home }) => {
  await mkdir(join(home.pictures, 'Inside'));
  await symlink('/etc', join(home.pictures, 'Outside'));
  await app.button('Choose folder').click();
  const browser = app.dialog('Choose a folder');
  await expect(browser.getByRole('option')).toHaveText(['Inside']);
  await browser.getByRole('button', { name: 'Up' }).click();
  await browser.getByRole('button', { name: 'Folders' }).click();
  await expect(browser.getByRole('option')).toHaveText(['Inside']);
  await expect(browser.getByRole('navigation', { name: 'Path' })).toContainText('Pictures');
});

test('another browser is kept out until it has an address of its own @web', async ({ app }) => {
  const stranger = await app.page.context().browser()!.newContext();
  const page = await stranger.newPage();
  const answer = await page.goto(app.page.url());
  expect(answer?.status()).toBe(401);
  await expect(page.getByRole('heading')).toHaveText('This browser has not been let in');
  await expect(page.getByText('press Enter')).toBeVisible();

  await page.goto(await app.host.newAddress!());
  await expect(page.getByRole('button', { name: 'Choose folder' })).toBeVisible();
  await app.page.reload();
  await expect(app.button('Choose folder')).toBeVisible();
});

test('a reload goes on where it was, without the token in the address @web', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  expect(new URL(app.page.url()).search).toBe('');
  await app.page.reload();
  await app.expectGroups(photos.groups);
  await expect(app.header.getByRole('heading')).toHaveText('Holidays');
});

test('the page says so when the server is gone @web', async ({ app }) => {
  await expect(app.button('Choose folder')).toBeVisible();
  process.kill(app.host.pid, 'SIGTERM');
  await expect(app.page.getByRole('alert').filter({ hasText: 'connection to Lookalike was lost' }).first()).toBeVisible();
  await expect(app.button('Try now')).toBeVisible();
});
