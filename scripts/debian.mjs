// Debian's packages, where we are root on a Debian (a container, as a rule).
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * Installs packages; answers whether that worked. Says what it does, since it takes a minute.
 * @param {readonly string[]} names
 * @returns {boolean}
 */
export function installDebianPackages(names) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  console.log(`Installing from Debian: ${names.join(', ')}.`);
  return aptGet('update') && aptGet('install', '-y', '--no-install-recommends', ...names);
}

/** @param {readonly string[]} args */
function aptGet(...args) {
  const { status, stderr } = spawnSync('apt-get', ['-qq', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status !== 0) console.error(stderr);
  return status === 0;
}
