import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeBroken } from './broken-photos';
import { expect, test } from './fixtures';

test('tells of everything that was not compared, why, and what to do; and the sum comes out even', async ({ start, home, photos }) => {
  const drawing = join(photos.folder, 'Scene 3.png');
  const folder = join(home.pictures, 'Broken');
  const expected = await makeBroken(folder, join(photos.folder, 'Scene 1.jpg'), drawing);
  await mkdir(join(folder, '@eaDir'));
  await copyFile(drawing, join(folder, 'whole.png'));
  const skipped = Object.keys(expected).length + 1;

  const app = await start(folder);
  await app.scanned();
  await app.button(/^Skipped files/).click();
  const dialog = app.dialog('Skipped files');
  await expect(dialog.getByText(`${skipped + 1} found = 1 compared + ${skipped} skipped`)).toBeVisible();
  const reasons = dialog.getByRole('group', { name: 'Reason' });
  const counts = await Promise.all((await reasons.getByRole('button', { name: /^(?!All skipped)/ }).all()).map(async (button) => Number(/\d+$/.exec(await button.innerText())?.[0])));
  expect(counts.reduce((sum, files) => sum + files, 0)).toBe(skipped);

  const trouble = reasons.getByRole('group', { name: 'Needs a look' });
  await trouble.getByRole('button', { name: /^Incomplete/ }).click();
  await expect(dialog.getByText('Copy it again.')).toBeVisible();
  const list = dialog.getByRole('listbox', { name: 'Skipped files' });
  await expect(list.getByRole('option')).toHaveCount(Object.values(expected).filter((reason) => reason === 'truncated').length);
  await dialog.getByRole('textbox', { name: 'Search skipped files' }).fill('HALF.p');
  await expect(list.getByRole('option')).toHaveCount(1);
  await expect(list.getByRole('option')).toContainText('half.png');
  await expect(dialog.getByRole('button', { name: 'Copy path' })).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Search skipped files' }).fill('no such thing');
  await expect(dialog.getByText('No path contains that.')).toBeVisible();

  const path = join(home.pictures, 'list.csv');
  await app.host.electron?.evaluate(({ dialog: system }, filePath) => {
    system.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  const downloading = app.host.electron ? null : app.page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export list' }).click();
  if (downloading) {
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^Not compared in Broken, \d{4}-\d\d-\d\d\.csv$/);
    await download.saveAs(path);
  } else {
    await dialog.getByRole('button', { name: 'Done' }).click();
    await expect(app.notices).toContainText('Report saved');
  }
  const table = await readFile(path, 'utf8');
  expect(table).toMatch(/^path,reason,detail,advice\r\n/);
  for (const [name, reason] of Object.entries(expected)) if (/^[\w .]+$/.test(name)) expect(table).toContain(`${join(folder, name)},${reason},`);
});
