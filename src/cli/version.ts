import { readFileSync } from 'node:fs';

const packageFile = new URL('../../package.json', import.meta.url);

export function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(packageFile, 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown';
}
