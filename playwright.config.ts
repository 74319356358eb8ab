import { defineConfig, type ReporterDescription } from '@playwright/test';
import type { HostOptions } from './e2e/fixtures';

const { CI, LOOKALIKE_CHROMIUM, LOOKALIKE_ELECTRON, LOOKALIKE_REPORTS } = process.env;
const report: ReporterDescription[] = LOOKALIKE_REPORTS ? [['json', { outputFile: `${LOOKALIKE_REPORTS}/e2e.json` }]] : [];

/** Journeys of the command line, which need no browser. */
const cliJourneys = 'cli-*.spec.ts';

/** One set of journeys for every host with a window; `scripts/e2e.mjs` finds out which hosts there are. */
export default defineConfig<HostOptions>({
  testDir: 'e2e',
  fullyParallel: true,
  forbidOnly: Boolean(CI),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ...report],
  use: {
    trace: 'retain-on-failure',
    ...(LOOKALIKE_CHROMIUM ? { launchOptions: { executablePath: LOOKALIKE_CHROMIUM } } : {}),
  },
  projects: [
    { name: 'cli', testMatch: cliJourneys },
    { name: 'web', use: { host: 'web' }, testIgnore: cliJourneys, grepInvert: /@electron/ },
    ...(LOOKALIKE_ELECTRON ? [{ name: 'electron', use: { host: 'electron' as const }, testIgnore: cliJourneys, grepInvert: /@web/ }] : []),
  ],
});
