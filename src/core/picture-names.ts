import { extname } from 'node:path';

/** The endings by which systems know the formats that Lookalike reads. */
const endings: ReadonlySet<string> = new Set([
  '.jpg', '.jpeg', '.jpe', '.jfif', '.jif', '.png', '.apng', '.webp', '.avif', '.gif', '.tif', '.tiff', '.dng', '.svg',
]);

/** Whether a system takes the file for a picture, going by its name. */
export function isNamedAsPicture(path: string): boolean {
  return endings.has(extname(path).toLowerCase());
}
