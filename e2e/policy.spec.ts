import { expect, test } from './fixtures';

test('the page runs no script but its own, and breaks its own policy nowhere', async ({ app, photos }) => {
  const broken: string[] = [];
  app.page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) broken.push(message.text());
  });
  await app.openFolder(photos.folder);
  await app.scanned();
  await app.groups.getByRole('option').first().click();
  await app.button(/^Skipped files/).click();
  await expect(app.dialog('Skipped files')).toBeVisible();
  expect(broken).toEqual([]);

  const denied = await app.page.evaluate(async () => {
    const violation = new Promise<string>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true });
    });
    const script = document.createElement('script');
    script.textContent = 'window.intruder = true';
    document.head.append(script);
    return [await violation, 'intruder' in window];
  });
  expect(denied).toEqual(['script-src-elem', false]);
});
