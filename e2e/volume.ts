import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Volume {
  unmount(): void;
}

/**
 * Mounts a file system of its own on a folder, in memory, that has no trash and can have none: nothing can be renamed from it to the home trash,
 * and the name that its own would have is taken, as on a share whose top is somebody else's. Null where the right to mount is lacking.
 */
export async function mountWithoutTrash(folder: string): Promise<Volume | null> {
  const uid = process.getuid?.();
  if (process.platform !== 'linux' || uid === undefined) return null;
  await mkdir(folder, { recursive: true });
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'lookalike-e2e', folder], { stdio: 'ignore' }).status !== 0) return null;
  await writeFile(join(folder, `.Trash-${uid}`), '');
  return {
    unmount() {
      // Lazily: a program that is still ending must not keep it there.
      const { status } = spawnSync('umount', ['-l', folder], { stdio: 'ignore' });
      if (status !== 0) throw new Error(`“${folder}” could not be unmounted`);
    },
  };
}
