import { relative } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Home } from './home';
import type { Host } from './hosts';

/** The window as a person knows it, the same in every host. */
export class AppPage {
  readonly page: Page;
  /** Name of the library, state of the scan and what can be done to it. */
  readonly header: Locator;
  readonly groups: Locator;
  readonly workers: Locator;
  readonly notices: Locator;
  /** The pictures of the selected group. */
  readonly stage: Locator;
  /** What is told of each of them, the kept one first. */
  readonly cards: Locator;

  constructor(
    readonly host: Host,
    readonly home: Home,
  ) {
    this.page = host.page;
    this.header = this.page.getByRole('banner');
    this.groups = this.page.getByRole('listbox', { name: 'Groups' });
    this.workers = this.page.getByRole('region', { name: 'Workers' });
    this.stage = this.page.getByRole('group', { name: 'Pictures' }).last();
    this.cards = this.page.getByRole('article');
    this.notices = this.page.getByRole('region', { name: 'Notices' });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  dialog(name: string): Locator {
    return this.page.getByRole('dialog', { name });
  }

  /** Goes through the system's dialog (which answers at once) or the folder browser, as the host has it. */
  async openFolder(folder: string): Promise<void> {
    await this.answerDialog(folder);
    await this.button('Choose folder').click();
    if (!this.host.electron) await this.browseTo('Choose a folder', folder, 'Open this folder');
  }

  /** Chooses beforehand what the system's dialog will answer, where the host has one: no test can reach into it. */
  async answerDialog(folder: string): Promise<void> {
    await this.host.electron?.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    }, folder);
  }

  /** Goes through the folder browser of a host without dialogs, which starts in its only root. */
  async browseTo(title: string, folder: string, button: string): Promise<void> {
    const browser = this.dialog(title);
    const path = browser.getByRole('navigation', { name: 'Path' });
    await expect(path).toContainText('Pictures');
    for (const name of relative(this.home.pictures, folder).split('/').filter(Boolean)) {
      await browser.getByRole('option', { name, exact: true }).dblclick();
      await expect(path.locator('strong')).toHaveText(name);
    }
    await browser.getByRole('button', { name: button }).click();
  }

  /** The only copy on screen, as far as there is room for no more. */
  get chosenCard(): Locator {
    return this.cards.nth(1);
  }

  /** Waits for the end of a scan. */
  async scanned(): Promise<void> {
    await expect(this.button('Scan again')).toBeVisible();
  }

  /** Unfolds what a finished scan has folded into one line. */
  async showActivity(): Promise<void> {
    await this.page.getByTitle('Show workers and speedup').click();
    await expect(this.workers).toBeVisible();
  }

  /** Goes on with Tab until something has focus, as one who uses no mouse. */
  async tabTo(target: Locator): Promise<void> {
    const stopsAtMost = 60;
    for (let stop = 0; stop < stopsAtMost; stop++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press('Tab');
    }
    await expect(target).toBeFocused();
  }

  async expectGroups(count: number): Promise<void> {
    await expect(this.groups.getByRole('option').first()).toHaveAttribute('aria-setsize', String(count));
  }

  async markAllCopies(): Promise<void> {
    await this.button('Mark all copies').click();
  }

  async moveToTrash(files: number): Promise<void> {
    await this.button(/^Review and move to trash/).click();
    await this.dialog('Remove copies').getByRole('button', { name: `Move ${files} files to trash` }).click();
    await expect(this.notices).toContainText(`${files} files moved to the trash`);
  }

  async undo(files: number): Promise<void> {
    await this.notices.getByRole('button', { name: 'Undo' }).click();
    await expect(this.notices).toContainText(`${files.toLocaleString('en')} ${files === 1 ? 'file' : 'files'} put back`);
  }
}
