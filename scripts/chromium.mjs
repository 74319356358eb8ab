// Finds a Chromium for the end-to-end tests, or gets one, whichever is quickest here.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { chromium } from '@playwright/test';
import { installDebianPackages } from './debian.mjs';

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const downloadLimitMs = 5 * 60_000;

/**
 * The path of a Chromium that starts. Throws an Error with one plain sentence when there is none to be had.
 * @returns {string}
 */
export function findChromium() {
  const found = [own, system, downloaded, debian].reduce(
    (path, source) => path ?? source(),
    /** @type {string | null} */ (null),
  );
  if (found !== null) return found;
  throw new Error('There is no Chromium here and none could be downloaded: install one (Debian: apt-get install chromium) and try again.');
}

/** The one that Playwright has downloaded before. */
function own() {
  return starts(chromium.executablePath());
}

function system() {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = systemNames.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.map(starts).find((path) => path !== null) ?? null;
}

function downloaded() {
  console.log('There is no Chromium here: downloading the one that Playwright brings.');
  const cli = join(dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')), 'cli.js');
  const { status } = spawnSync(process.execPath, [cli, 'install', '--no-shell', 'chromium'], {
    stdio: 'ignore',
    timeout: downloadLimitMs,
    // Each of several mirrors is tried several times; one that does not answer must not cost minutes.
    env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '5000' },
  });
  return status === 0 ? own() : null;
}

function debian() {
  return installDebianPackages(['chromium']) ? system() : null;
}

/**
 * A downloaded browser may lack libraries that only the system can give it, so each is tried.
 * @param {string} path
 * @returns {string | null}
 */
function starts(path) {
  if (!existsSync(path)) return null;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0 ? path : null;
}
