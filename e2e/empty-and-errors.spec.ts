import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures';

test('a folder without images says so and offers another', async ({ start, home }) => {
  const folder = join(home.pictures, 'Letters');
  await mkdir(folder);
  await writeFile(join(folder, 'letter.txt'), 'Dear reader');
  const app = await start(folder);
  await app.scanned();
  await expect(app.page.getByRole('heading', { name: /no images/i })).toBeVisible();
});

test('a library without copies says so', async ({ start, home, photos }) => {
  const folder = join(home.pictures, 'One');
  await mkdir(folder);
  await rename(join(photos.folder, 'Scene 9.jpg'), join(folder, 'Only.jpg'));
  const app = await start(folder);
  await app.scanned();
  await expect(app.page.getByRole('heading', { name: /no copies/i })).toBeVisible();
});

test('a folder that is gone by the time it is opened is an error with a way on', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  await app.button('Recent libraries').click();
  const recent = app.page.getByRole('menuitem', { name: /Holidays/ });
  await expect(recent).toContainText('18 images');
  await rm(photos.folder, { recursive: true });
  await recent.click();
  await expect(app.notices.getByRole('alert')).toContainText('is not there');
  await expect(app.notices.getByRole('button', { name: 'Choose another folder' })).toBeVisible();
});

test('a recent folder that is gone is shown as such', async ({ start, photos }) => {
  const first = await start(photos.folder);
  await first.scanned();
  await first.host.close();
  await rm(photos.folder, { recursive: true });

  const app = await start();
  const recent = app.page.getByRole('region', { name: 'Recent' }).getByRole('button', { name: /Holidays/ });
  await expect(recent).toBeDisabled();
  await expect(recent).toContainText('Not there now');
});

test('a folder named at the start that is not there is an error, not an empty window', async ({ start, home }) => {
  const app = await start(join(home.pictures, 'Nowhere'));
  await expect(app.notices.getByRole('alert')).toContainText('is not there');
  await expect(app.button('Choose folder')).toBeVisible();
});
