import { readFile } from 'node:fs/promises';
import type { BrowserContextOptions, Page } from '@playwright/test';
import { expectPageAccessible } from './accessible';
import { AppPage } from './app-page';
import { expect, test as base } from './fixtures';
import { startWeb } from './hosts';

const password = 'a long enough password';

interface Fixtures {
  /** A program that was started with a password, and a window of it that came by a one-time address. */
  served: AppPage;
  /** Another browser's page at the same address, not let in. */
  stranger: (options?: BrowserContextOptions) => Promise<Page>;
}

const test = base.extend<Fixtures>({
  served: async ({ home, launchOptions }, use) => {
    const host = await startWeb(home, [], launchOptions, { env: { LOOKALIKE_PASSWORD: password } });
    await use(new AppPage(host, home));
    await host.close();
  },
  stranger: async ({ served }, use) => {
    await use(async (options) => {
      const page = await (await served.page.context().browser()!.newContext({ viewport: { width: 1024, height: 640 }, ...options })).newPage();
      await page.goto(served.page.url());
      return page;
    });
  },
});

test('a password lets a browser in, without any script, and a wrong one says so @web', async ({ served, stranger }) => {
  const page = await stranger({ javaScriptEnabled: false });
  await expect(page.getByRole('heading')).toHaveText('Sign in to Lookalike');
  const field = page.getByLabel('Password');
  await expect(field).toBeFocused();
  await field.fill('not the password');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('That is not the password. Try again.');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(served.page.url());
  await expect(page).toHaveTitle('Lookalike');
});

test('who signs out is out, in all windows, and can come back @web', async ({ served, stranger }) => {
  const page = await stranger();
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  const app = new AppPage({ ...served.host, page }, served.home);
  await expect(app.button('Choose folder')).toBeVisible();
  const second = await page.context().newPage();
  await second.goto(served.page.url());
  await expect(second.getByRole('button', { name: 'Choose folder' })).toBeVisible();

  await app.button('Settings').click();
  await app.dialog('Settings').getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading')).toHaveText('Sign in to Lookalike');
  await page.goBack();
  await expect(app.button('Choose folder')).toBeHidden();

  await expect(second.getByRole('alert').filter({ hasText: 'This browser is signed out' })).toBeVisible();
  await second.getByRole('button', { name: 'Sign in' }).click();
  await second.getByLabel('Password').fill(password);
  await second.getByRole('button', { name: 'Sign in' }).click();
  await expect(second.getByRole('button', { name: 'Choose folder' })).toBeVisible();
  await expect(served.button('Choose folder')).toBeVisible();
});

test('everyone can use the way in @web', async ({ stranger }) => {
  const page = await stranger();
  const broken: string[] = [];
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) broken.push(message.text());
  });
  for (let i = 0; i < 2; i++) {
    await expectPageAccessible(page, 'sign in');
    await page.getByLabel('Password').fill('wrong');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toBeVisible();
  }
  await page.setViewportSize({ width: 320, height: 400 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  expect(broken).toEqual([]);
});

test('the password stands in no list of processes and no environment that others inherit @web', async ({ served }) => {
  test.skip(process.platform !== 'linux', 'only Linux tells');
  expect(await readFile(`/proc/${served.host.pid}/cmdline`, 'utf8')).not.toContain(password);
});

test('no address names a file or a folder @web', async ({ start, photos }) => {
  const app = await start(photos.folder);
  const asked = new Set<string>();
  app.page.on('request', (request) => asked.add(request.url()));
  app.page.on('websocket', (socket) => asked.add(socket.url()));
  await app.page.reload();
  await app.scanned();
  await app.groups.getByRole('option').first().click();
  await app.button('Compare in the whole window').click();
  await app.page.keyboard.press('Escape');
  await app.button('Export').click();
  const download = app.page.waitForEvent('download');
  await app.page.getByRole('menuitem', { name: /CSV/ }).click();
  asked.add((await download).url());
  const { host, origin } = new URL(app.page.url());
  const known = new RegExp(`^(${origin}/(assets/[\\w.-]+|preview/(row|small|thumb|large|full)/[\\w-]+\\.\\w+|export/[\\w-]+)?|ws://${host}/socket|blob:${origin}/[\\w-]+)$`);
  expect([...asked].filter((url) => !known.test(url))).toEqual([]);
  expect([...asked].filter((url) => url.includes('/preview/')).length).toBeGreaterThan(0);
});
