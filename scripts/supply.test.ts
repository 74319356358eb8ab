import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '..');
const versions = z.record(z.string(), z.string());
const manifest = z.object({ dependencies: versions, devDependencies: versions }).parse(json('package.json'));
const { packages } = z
  .object({
    packages: z.record(
      z.string(),
      z.object({ version: z.string().optional(), integrity: z.string().optional(), resolved: z.string().optional(), license: z.string().optional(), dev: z.boolean().optional(), hasInstallScript: z.boolean().optional() }),
    ),
  })
  .parse(json('package-lock.json'));
const installed = Object.entries(packages).filter(([path]) => path !== '');

/** Packages that would run a script when they are installed, of which docs/security.md says why it is not needed. */
const installScripts = ['electron-winstaller'];

/** Under which what is shipped may be used as it is used. */
const licences = /^(0BSD|Apache-2\.0|BlueOak-1\.0\.0|BSD-[23]-Clause|CC0-1\.0|ISC|LGPL-3\.0-or-later|MIT)$/;

function json(name: string): unknown {
  return JSON.parse(readFileSync(resolve(root, name), 'utf8'));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

it('every package is one exact version, of known content', () => {
  for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
    expect(packages[`node_modules/${name}`]?.version, name).toBe(version);
  }
  expect(installed.length).toBeGreaterThan(100);
  for (const [path, { integrity, resolved }] of installed) {
    expect(integrity, path).toMatch(/^sha512-/);
    // Nothing comes from a repository, a file or a server of its own.
    if (resolved !== undefined) expect(resolved, path).toMatch(/^https:\/\/registry\.npmjs\.org\//);
  }
});

it('no other package wants to run a script when it is installed, and the guide names those that do', () => {
  const wanting = installed.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([path]) => nameOf(path));
  expect(wanting).toEqual(installScripts);
  const guide = readFileSync(resolve(root, 'docs/security.md'), 'utf8');
  for (const name of installScripts) expect(guide).toContain(`\`${name}\``);
});

it('what is shipped may be shipped', () => {
  for (const [path, { dev, license = '' }] of installed) {
    if (dev !== true) expect(license.split(' AND ').every((one) => licences.test(one)), `${path}: ${license}`).toBe(true);
  }
});
