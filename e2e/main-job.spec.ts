import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures';
import { bytesOf, makeAltered, makeKinds } from './photos';

test('a folder is scanned, its copies go to the trash, and come back', async ({ app, home, photos }) => {
  await app.openFolder(photos.folder);
  await app.scanned();
  await app.expectGroups(photos.groups);
  const images = photos.files - photos.skipped;
  await expect(app.header).toContainText(`${images} images`);
  await expect(app.button(/^Skipped files/)).toContainText(String(photos.skipped));

  await app.showActivity();
  await expect(app.workers.getByRole('progressbar', { name: 'Worker 1' })).toBeVisible();
  await expect(app.page.getByRole('region', { name: 'Speedup' })).toContainText('overall');

  const before = await bytesOf(photos.copies);
  await app.markAllCopies();
  await app.moveToTrash(photos.copies.length);
  for (const path of photos.copies) expect(existsSync(path), path).toBe(false);
  expect(await home.trashed()).toHaveLength(photos.copies.length);
  const records = [...(await home.trashRecords()).values()];
  for (const path of photos.copies) {
    expect(records.filter((record) => record.includes(`Path=${encodeURI(path)}\n`)), path).toHaveLength(1);
  }

  await app.undo(photos.copies.length);
  expect(await bytesOf(photos.copies)).toEqual(before);
  expect(await home.trashed()).toEqual([]);
  expect((await home.trashRecords()).size).toBe(0);
});

test('copies that were turned, mirrored, cropped or framed are in one group, which says what was done to each', async ({ start, home }) => {
  const folder = join(home.pictures, 'Edited');
  const altered = await makeAltered(folder);
  const app = await start(folder);
  await app.scanned();
  await app.expectGroups(1);
  await app.groups.getByRole('option').click();
  const copies = Object.entries(altered);
  await expect(app.cards.first()).toHaveAttribute('aria-label', 'Original.jpg');
  const told = new Set<string>();
  for (let place = 1; place <= copies.length; place++) {
    await app.page.keyboard.press(String(place + 1));
    await expect(app.page.getByText(`Copy ${place} of ${copies.length}`)).toBeVisible();
    const name = (await app.chosenCard.getAttribute('aria-label'))!;
    await expect(app.chosenCard).toContainText(altered[name]!.words);
    told.add(name);
  }
  expect(told.size).toBe(copies.length);
});

test('the strictness says what it gives, and gives it at once; what is too plain to compare is listed', async ({ start, home }) => {
  const { plain } = await makeKinds(home.pictures);
  const app = await start(home.pictures);
  await app.scanned();
  await app.expectGroups(1);
  await expect(app.groups).toContainText('5 with the same pixels');
  await expect(app.page.getByText('1 group, hardly a wrong pair to be expected')).toBeVisible();
  const slider = app.page.getByRole('slider', { name: 'Strictness' });
  await slider.focus();
  for (let radius = 8; radius < 12; radius++) await app.page.keyboard.press('ArrowRight');
  await app.expectGroups(2);
  await expect(app.page.getByText('2 groups, hardly a wrong pair to be expected')).toBeVisible();

  await app.button(/^Skipped files/).click();
  const dialog = app.dialog('Skipped files');
  await dialog.getByRole('button', { name: /^Too little detail/ }).click();
  for (const name of plain) await expect(dialog.getByRole('listbox', { name: 'Images with too little detail' })).toContainText(name);
});

test('a second scan reads no image again', async ({ app, photos }) => {
  await app.openFolder(photos.folder);
  await app.scanned();
  await app.button('Scan again').click();
  await expect(app.header).toContainText(`${photos.files - photos.skipped} from the cache`);
  await app.expectGroups(photos.groups);
});

test('folders named at the start are opened at once', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  await expect(app.header.getByRole('heading')).toHaveText('Holidays');
  await app.expectGroups(photos.groups);
});

test('says which files were skipped, and why', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  await app.button(/^Skipped files/).click();
  const list = app.dialog('Skipped files').getByRole('listbox', { name: 'Skipped files' });
  await expect(list.getByRole('option')).toHaveCount(photos.skipped);
  await expect(list.getByRole('option', { name: /Notes\.jpg/ })).toContainText('Not an image');
  await expect(list.getByRole('option', { name: /Cut short\.jpg/ })).toContainText('Incomplete');
});

test('measures how much faster more workers are', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  await app.button('Measure speedup').click();
  const speedup = app.page.getByRole('region', { name: 'Speedup' });
  await expect(speedup.getByRole('row').filter({ has: app.page.getByRole('rowheader', { name: '1', exact: true }) })).toContainText('100');
  await expect(speedup.getByRole('button', { name: 'Measure speedup' })).toBeVisible();
});

test('draws sample photos to try it with @web', async ({ app }) => {
  test.slow();
  await app.button('Try it with sample photos').click();
  await expect(app.page.getByRole('progressbar', { name: 'Making sample photos' })).toBeVisible();
  await expect(app.button('Scan again')).toBeVisible({ timeout: 120_000 });
  await expect(app.header).toContainText('sample-photos');
  await expect(app.groups.getByRole('option').first()).toBeVisible();
});
