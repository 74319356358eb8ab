import { constants } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';

/** The way to a file of the held folder, by the path that it had when the folder was opened. */
export type Held = (path: string) => string;

/** Takes away what lies in the held folder under a name of ours. Where there is no `/proc`, the path alone leads there. */
export async function clear(place: string, held: Held): Promise<void> {
  for (const path of [place, held(place)]) await rm(path, { force: true });
}

/** Linux's `O_PATH`, which node does not name: asks for no permission to read the folder (open(2)). */
const pathOnly = 0o10000000;

/**
 * Works in a folder that is held open: what lies in it under a name of ours is found again, even where somebody renames the folder or
 * one above it meanwhile (`/proc/self/fd`, proc(5)). On other systems there is no such way, and the paths stay as they are.
 * @param refuse answers for a folder that can't be opened, with the file system's error; nothing was done there then
 */
export async function inHeldFolder<T>(folder: string, work: (held: Held) => Promise<T>, refuse: (error: unknown) => T): Promise<T> {
  if (process.platform !== 'linux') return work((path) => path);
  let handle: FileHandle;
  try {
    handle = await open(folder, pathOnly | constants.O_DIRECTORY);
  } catch (error) {
    return refuse(error);
  }
  try {
    return await work((path) => `/proc/self/fd/${handle.fd}/${basename(path)}`);
  } finally {
    await handle.close();
  }
}
