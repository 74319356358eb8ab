import { readdirSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppPage } from './app-page';
import { expect, test } from './fixtures';

const entries = { html: 'Web page', csv: 'Table (CSV)', json: 'Data (JSON)' } as const;
type Format = keyof typeof entries;

/** Exports as a person does, by the system's dialog (which answers at once) or as a download; answers what was written. */
async function exported(app: AppPage, format: Format, folder: string): Promise<string> {
  const path = join(folder, `report.${format}`);
  await app.host.electron?.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  const downloading = app.host.electron ? null : app.page.waitForEvent('download');
  await app.button('Export').click();
  await app.page.getByRole('menuitem', { name: entries[format] }).click();
  if (downloading) {
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(new RegExp(`^Copies in Holidays, \\d{4}-\\d\\d-\\d\\d\\.${format}$`));
    await download.saveAs(path);
  } else {
    await expect(app.notices).toContainText('Report saved');
    await app.notices.getByRole('button', { name: 'Dismiss' }).click();
  }
  return await readFile(path, 'utf8');
}

test('groups and decisions leave as a page, a table and data', async ({ start, home, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  await app.markAllCopies();
  const folder = join(home.pictures, 'Reports');
  await mkdir(folder);

  const data = JSON.parse(await exported(app, 'json', folder)) as { totals: unknown; folders: unknown; groups: { files: { path: string; decision: string }[] }[] };
  expect(data.folders).toEqual([photos.folder]);
  expect(data.totals).toMatchObject({ files: photos.files, compared: photos.files - photos.skipped, skipped: photos.skipped, groups: photos.groups });
  const marked = data.groups.flatMap(({ files }) => files).filter(({ decision }) => decision === 'marked');
  expect(marked.map(({ path }) => path).sort()).toEqual([...photos.copies].sort());

  const table = (await exported(app, 'csv', folder)).trimEnd().split('\r\n');
  expect(table).toHaveLength(1 + 7);
  expect(table.filter((line) => line.endsWith(',marked'))).toHaveLength(photos.copies.length);

  const html = await exported(app, 'html', folder);
  expect(readdirSync(folder).sort()).toEqual(['report.csv', 'report.html', 'report.json']);
  const page = await app.page.context().newPage().catch(() => null);
  // Electron's windows are opened by the program alone; the page is the same.
  if (page === null) return;
  const broken: string[] = [];
  page.on('console', (message) => broken.push(message.text()));
  await page.goto(`file://${join(folder, 'report.html')}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Copies in Holidays');
  await expect(page.locator('section.group')).toHaveCount(photos.groups);
  const pictures = page.locator('img');
  await expect(pictures).toHaveCount(7);
  for (const picture of await pictures.all()) {
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((shown) => shown instanceof HTMLImageElement && shown.naturalWidth)).toBe(128);
  }
  expect(broken).toEqual([]);
  expect(html).not.toContain('<script');
});

test('a dialog that is dismissed exports nothing, and the menu bar exports too @electron', async ({ start, home, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  await app.host.electron!.evaluate(({ dialog, Menu }) => {
    let asked = 0;
    dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: `${++asked}` });
    const entry = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []).find(({ label }) => label === 'Export');
    entry?.submenu?.items[0]?.click();
    Object.assign(globalThis, { asked: () => asked });
  });
  await expect.poll(() => app.host.electron!.evaluate(() => (globalThis as { asked?: () => number }).asked?.())).toBe(1);
  expect(await app.notices.textContent()).toBe('');
  expect(readdirSync(home.pictures)).toEqual(['Holidays']);
});
