import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { AppPage } from './app-page';

/** Nothing that axe calls serious or critical, in light and in dark. */
export async function expectAccessible({ page }: AppPage, state: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // The other mode opens a page of its own, which Electron can't.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    const found = grave.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} (${node.failureSummary ?? ''})`));
    expect(found, `${state}, ${colorScheme}`).toEqual([]);
  }
}
