import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import type { AppPage } from './app-page';

export async function expectAccessible({ page }: AppPage, state: string): Promise<void> {
  await expectPageAccessible(page, state);
}

/** Nothing that axe calls serious or critical, in light and in dark. */
export async function expectPageAccessible(page: Page, state: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // The other mode opens a page of its own, which Electron can't.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    const found = grave.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} (${node.failureSummary ?? ''})`));
    expect(found, `${state}, ${colorScheme}`).toEqual([]);
  }
}

/** A window of 1024 × 640 pixels with everything twice as large. */
export async function showTwiceAsLarge({ host, page }: AppPage): Promise<void> {
  if (host.electron) {
    await host.electron.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows()[0];
      window?.setContentSize(1024, 640);
      window?.webContents.setZoomFactor(2);
    });
  } else await page.setViewportSize({ width: 512, height: 320 });
  await expect.poll(() => page.evaluate(() => innerWidth)).toBeLessThanOrEqual(512);
}

/** Every button that is there can be scrolled to, whole and with nothing over it, and nothing lies beside the window. */
export async function expectReachable({ page }: AppPage, state: string): Promise<void> {
  const scope = (await page.getByRole('dialog').count()) > 0 ? page.getByRole('dialog').last() : page.locator('body');
  const hidden = await scope.evaluate((root) => {
    const found: string[] = [];
    if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
    for (const element of root.querySelectorAll<HTMLElement>('button, input, select, [role="listbox"], [role="slider"]')) {
      element.scrollIntoView({ block: 'center' });
      const box = element.getBoundingClientRect();
      if (box.width === 0 || element.closest('[aria-hidden="true"], [inert]')) continue;
      const seen = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      const name = element.getAttribute('aria-label') ?? element.textContent;
      if (box.left < -1 || box.right > innerWidth + 1) found.push(`${name} is cut off`);
      else if (!seen || !(element.contains(seen) || seen.closest('label')?.contains(element) || seen.contains(element))) found.push(`${name} is covered`);
    }
    return found;
  });
  expect(hidden, state).toEqual([]);
}
