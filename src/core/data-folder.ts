import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import envPaths from 'env-paths';
import { AppFailure } from '../shared/errors';

/**
 * The folder for the store and the sample library: the platform's own place for a program's data, or
 * `LOOKALIKE_DATA`. Every host uses the same one. Made if missing, for its owner's eyes only (0700).
 * @throws AppFailure `storage` when it can't be made.
 */
export function dataFolder(): string {
  const override = process.env['LOOKALIKE_DATA'];
  const path = override ? resolve(override) : envPaths('lookalike', { suffix: '' }).data;
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AppFailure({ kind: 'storage', detail: `the data folder “${path}” can’t be made (${why})` });
  }
  return path;
}
