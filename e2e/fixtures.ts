import { test as base } from '@playwright/test';
import { AppPage } from './app-page';
import { makeHome, type Home } from './home';
import { startElectron, startWeb, type Host } from './hosts';
import { makePhotos, type Photos } from './photos';

export interface HostOptions {
  host: 'web' | 'electron';
}

interface Fixtures {
  home: Home;
  /** The pictures that most journeys are about. */
  photos: Photos;
  /** Starts the program in this test's home; ends it after the test if the test did not. */
  start: (...folders: string[]) => Promise<AppPage>;
  app: AppPage;
}

/** Every test has a home, a trash and a program of its own, and goes through the same motions in every host. */
export const test = base.extend<Fixtures & HostOptions>({
  host: ['web', { option: true }],

  home: async ({ host }, use) => {
    const home = await makeHome(host);
    await use(home);
    await home.remove();
  },

  photos: async ({ home }, use) => use(await makePhotos(`${home.pictures}/Holidays`)),

  start: async ({ home, host, launchOptions }, use) => {
    const started: Host[] = [];
    await use(async (...folders) => {
      const running = host === 'web' ? await startWeb(home, folders, launchOptions) : await startElectron(home, folders, electronPath());
      started.push(running);
      return new AppPage(running, home);
    });
    for (const running of started) await running.close();
  },

  app: async ({ start }, use) => use(await start()),
});

export { expect } from '@playwright/test';

export function electronPath(): string {
  const path = process.env['LOOKALIKE_ELECTRON'];
  if (!path) throw new Error('scripts/e2e.mjs names the Electron runtime');
  return path;
}
