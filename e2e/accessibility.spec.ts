import AxeBuilder from '@axe-core/playwright';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppPage } from './app-page';
import { expect, test } from './fixtures';

/** Nothing that axe calls serious or critical, in light and in dark. */
async function expectAccessible({ page }: AppPage, state: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // The other mode opens a page of its own, which Electron can't.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    const found = grave.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} (${node.failureSummary ?? ''})`));
    expect(found, `${state}, ${colorScheme}`).toEqual([]);
  }
}

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

  for (const [button, title] of [[/^Skipped files/, 'Skipped files'], ['Settings', 'Settings'], ['History of removals', 'History']] as const) {
    await app.button(button).click();
    const dialog = app.page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    await expectAccessible(app, title);
    await app.page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
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
