import { randomUUID } from 'node:crypto';
import { readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Process ids mean something among processes that see each other: containers may share a folder of temporary files. */
function processes(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
  } catch {
    return '0';
  }
}

const ours = /^lookalike-(\d+)-(\d+)-[\da-f-]{36}\.looks$/;

/** A path for records that are not kept, which tells whose they are. */
export function passingPath(): string {
  return join(tmpdir(), `lookalike-${processes()}-${process.pid}-${randomUUID()}.looks`);
}

/** Removes such files of processes that were killed, as far as it can: litter keeps nobody from working. */
export function clearPassing(): void {
  const here = processes();
  for (const name of names()) {
    const [, space, id] = ours.exec(name) ?? [];
    if (space === here && id !== undefined && !isAlive(Number(id))) dropPassing(join(tmpdir(), name));
  }
}

/** Removes such a file; where it can't be removed now, that is done at a later start. */
export function dropPassing(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    return;
  }
}

/** None where nobody may look. */
function names(): readonly string[] {
  try {
    return readdirSync(tmpdir());
  } catch {
    return [];
  }
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive as well.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
