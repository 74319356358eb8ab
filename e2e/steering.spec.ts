import { expect, test } from './fixtures';
import { makeSlowPhotos } from './photos';

test('a scan can be paused, resumed and cancelled, and what it did is kept', async ({ app, home }) => {
  const folder = `${home.pictures}/Large`;
  const files = 120;
  await makeSlowPhotos(folder, files);
  await app.openFolder(folder);

  const bar = app.workers.getByRole('progressbar', { name: 'Worker 1' });
  await expect(bar).not.toHaveAttribute('aria-valuenow', '0');
  await app.button('Pause').click();
  await expect(app.header).toContainText('Paused at');
  await expect(app.workers.getByRole('listitem').first()).toContainText('paused');

  await app.button('Resume').click();
  await expect(app.header).toContainText('Scanning');
  await app.button('Pause').click();
  await expect(app.header).toContainText('Paused at');
  await app.button('Cancel scan').click();
  await expect(app.header).toContainText('Cancelled after');

  await app.button('Scan again').click();
  // Most of them are still to be read, which takes a busy machine its time.
  await expect(app.header).toContainText(`${files} images`, { timeout: 40_000 });
  await expect(app.header).toContainText('from the cache');
});
