import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import Database from 'libsql';

/** Everything by which a removal or an undo changes the disk. */
const changes = ['link', 'symlink', 'unlink', 'rename', 'mkdir', 'rmdir', 'rm', 'copyFile', 'chmod', 'utimes'] as const;

/**
 * Makes this process kill itself, as `kill -9` would, just before the `step`-th change of the disk from when it is armed: calls of the
 * file system that change something, and commits of the journal. What modules imported from `node:fs/promises` is replaced too.
 */
export async function killSwitch(step: number): Promise<{ readonly arm: () => void; readonly disarm: () => void }> {
  let armed = false;
  let steps = 0;
  const tick = (): void => {
    if (armed && steps++ === step) process.kill(process.pid, 'SIGKILL');
  };

  const hook = <T extends object>(target: T, name: keyof T, counts: (first: unknown) => boolean = () => true): void => {
    const original = target[name];
    if (typeof original !== 'function') throw new Error(`There is no ${String(name)} to hook`);
    Object.defineProperty(target, name, {
      configurable: true,
      writable: true,
      value: function (this: unknown, ...input: unknown[]): unknown {
        if (counts(input[0])) tick();
        return Reflect.apply(original, this, input);
      },
    });
  };

  for (const name of changes) hook(fs, name);
  hookOpen(tick);
  const handle = await fs.open(process.execPath, 'r');
  const prototype = Object.getPrototypeOf(handle) as fs.FileHandle;
  await handle.close();
  hook(prototype, 'writeFile');
  hook(prototype, 'sync');
  hook(Database.prototype, 'exec', (sql) => sql === 'COMMIT');
  syncBuiltinESMExports();
  return { arm: () => void (armed = true), disarm: () => void (armed = false) };
}

/** Opening to read changes nothing. */
function hookOpen(tick: () => void): void {
  const original = fs.open;
  fs.open = (path, flags, mode) => {
    if (flags !== undefined && flags !== 'r') tick();
    return original(path, flags, mode);
  };
}
