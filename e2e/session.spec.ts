import type { AppPage } from './app-page';
import { expect, test } from './fixtures';

async function expectPlace(app: AppPage): Promise<void> {
  await expect(app.page.getByRole('textbox', { name: 'Search paths' })).toHaveValue('scene', { timeout: 5000 });
  await expect(app.groups.getByRole('option', { selected: true })).toContainText('Scene 2.jpg', { timeout: 5000 });
  await expect(app.page.getByRole('contentinfo')).toContainText('1 file marked', { timeout: 5000 });
}

test('a review is come back to where it was left: filter, group and marks', async ({ start, photos }) => {
  const app = await start(photos.folder);
  await app.scanned();
  await app.page.getByRole('textbox', { name: 'Search paths' }).fill('scene');
  await app.groups.getByRole('option', { name: 'Scene 2.jpg' }).click();
  await app.page.keyboard.press('Space');
  await expect(app.page.getByRole('contentinfo')).toContainText('1 file marked');
  // What was looked at is written down a moment later.
  await expect(async () => {
    await app.page.reload();
    await expectPlace(app);
  }).toPass();
  await app.host.close();

  const again = await start(photos.folder);
  await again.scanned();
  await expectPlace(again);
});
