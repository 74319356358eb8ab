import { stat } from 'node:fs/promises';

/** Whether a path leads to a folder now; links are followed. What is gone or out of reach is none. */
export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then((found) => found.isDirectory(), () => false);
}
