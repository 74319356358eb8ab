import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import type { AppPage } from './app-page';
import { expect, test } from './fixtures';

const groups = 3000;
/** Of the page, whatever it shows. */
const mostElements = 2500;
/** Characters: all groups together are a dozen times as long. */
const longestMessage = 250_000;

/** Small pictures without detail, each twice: only equal bytes make a group of these, and a comment makes bytes differ. */
async function makeMany(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#345' } }).png().toBuffer();
  for (let i = 0; i < groups; i++) {
    const bytes = commented(picture, `number ${i}`);
    await Promise.all(['', ' (1)'].map((copy) => writeFile(join(folder, `IMG_${i}${copy}.png`), bytes)));
  }
}

/** With a tEXt chunk (PNG third edition, 11.3.3.2) before the end. */
function commented(png: Buffer, text: string): Buffer {
  const body = Buffer.from(`tEXtComment\0${text}`, 'latin1');
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length - 4);
  sum.writeUInt32BE(crc32(body));
  const end = png.length - 12;
  return Buffer.concat([png.subarray(0, end), length, body, sum, png.subarray(end)]);
}

/** What a screen reader and the page hold of the list, once nothing is on its way any more. */
async function expectWhole(app: AppPage): Promise<void> {
  const options = app.groups.getByRole('option');
  await expect(app.groups.getByRole('img', { name: 'Loading' })).toHaveCount(0);
  // In the order of the list as soon as it rests.
  await expect(async () => {
    const places = await options.evaluateAll((rows) => rows.map((row) => [row.getAttribute('aria-setsize'), Number(row.getAttribute('aria-posinset'))] as const));
    expect(places.length).toBeLessThan(80);
    expect(places.map(([size]) => size)).toEqual(places.map(() => String(groups)));
    expect(places.map(([, place]) => place)).toEqual(places.map((_, i) => places[0]![1] + i));
  }).toPass({ timeout: 5000 });
  expect(await app.page.evaluate(() => document.getElementsByTagName('*').length)).toBeLessThan(mostElements);
}

test('of thousands of groups only those in view are drawn, and no message holds more than a page', async ({ start, home }) => {
  test.slow();
  const folder = join(home.pictures, 'Many');
  await makeMany(folder);
  const app = await start(folder);
  await app.scanned();
  let longest = 0;
  app.page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => (longest = Math.max(longest, payload.length))));
  await app.page.reload();
  await app.expectGroups(groups);
  await expectWhole(app);

  await app.groups.focus();
  for (const [key, place] of [['End', groups], ['PageUp', null], ['Home', 1], ['PageDown', null], ['ArrowDown', null]] as const) {
    await app.page.keyboard.press(key);
    await expectWhole(app);
    const active = app.groups.locator('[role="option"][aria-selected="true"]');
    await expect(active).toBeInViewport();
    if (place !== null) await expect(active).toHaveAttribute('aria-posinset', String(place));
  }
  await app.groups.hover();
  for (let turn = 0; turn < 40; turn++) await app.page.mouse.wheel(0, 3000);
  await app.groups.evaluate((list) => list.scrollTo({ top: list.scrollHeight * 0.6 }));
  await expect(app.groups.getByRole('option').first()).toHaveAttribute('aria-posinset', /^1[78]\d\d$/);
  await expectWhole(app);
  await app.markAllCopies();
  await expect(app.groups.getByText('1 marked').first()).toBeVisible();
  await expectWhole(app);
  expect(longest).toBeLessThan(longestMessage);
});
