import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures';

test('a file’s path is copied, and it opens and shows where there is a desktop', async ({ start, photos }) => {
  const app = await start(photos.folder);
  const { page, host: { electron } } = app;
  await app.scanned();
  await app.groups.getByRole('option', { name: 'Scene 2.jpg' }).click();
  const copy = join(photos.folder, 'Phone/Scene 2.jpg');
  const choose = async (name: string): Promise<void> => {
    await app.chosenCard.getByRole('button', { name: 'More about Scene 2.jpg' }).click();
    await page.getByRole('menuitem', { name }).click();
  };

  if (!electron) await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await choose('Copy path');
  await expect(app.notices).toContainText(`Path copied. ${copy}`);
  const copied = electron ? electron.evaluate(({ clipboard }) => clipboard.readText()) : page.evaluate(() => navigator.clipboard.readText());
  expect(await copied).toBe(copy);

  // The right mouse button offers the same.
  await app.chosenCard.click({ button: 'right' });
  const items = page.getByRole('menuitem');
  const desktop = ['Open', 'Show in folder'];
  await expect(items).toHaveText([...(electron ? desktop : []), 'Copy path', 'Protect “Phone”', 'Protect “Holidays”', 'Folders…', 'Not a copy of the kept one']);
  await page.keyboard.press('Escape');
  await expect(items).toHaveCount(0);
  if (!electron) return;

  await electron.evaluate(({ shell }) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    shell.openPath = (path) => {
      asked.push(`open ${path}`);
      return Promise.resolve('');
    };
    shell.showItemInFolder = (path) => void asked.push(`show ${path}`);
  });
  await choose('Open');
  await choose('Show in folder');
  const asked = (): Promise<unknown> => electron.evaluate(() => (globalThis as { asked?: string[] }).asked);
  await expect.poll(asked).toEqual([`open ${copy}`, `show ${copy}`]);
  await rm(copy);
  await choose('Open');
  await expect(app.notices.getByRole('alert')).toContainText('“Scene 2.jpg” is no longer there.');
  expect(await asked()).toHaveLength(2);
});

test('one copy is dismissed by its menu', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  await app.groups.getByRole('option', { name: 'Scene 3.png' }).click();
  await expect(app.cards.first()).toHaveAccessibleName('Scene 3.png');
  const name = await app.chosenCard.getByRole('heading').textContent();
  await app.chosenCard.getByRole('button', { name: /^More about/ }).click();
  await app.page.getByRole('menuitem', { name: 'Not a copy of the kept one' }).click();
  await expect(app.notices).toContainText(`“Scene 3.png” and “${name}” are not shown as copies`);
  await expect(app.cards).toHaveCount(2);
  await expect(app.chosenCard.getByRole('heading')).not.toHaveText(String(name));
  expect(await app.page.evaluate(() => document.activeElement !== document.body)).toBe(true);
});
