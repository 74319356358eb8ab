import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A place of its own for each test: data folder, trash and pictures. */
export interface Home {
  /** Absolute path; the folder browser of the web host is confined to it. */
  readonly pictures: string;
  readonly env: Record<string, string>;
  /** The `.trashinfo` records in the trash (freedesktop.org trash specification), by file name. */
  trashRecords(): Promise<ReadonlyMap<string, string>>;
  /** The names of the files in the trash. */
  trashed(): Promise<readonly string[]>;
  remove(): Promise<void>;
}

export async function makeHome(label: string): Promise<Home> {
  const root = await mkdtemp(join(tmpdir(), `lookalike-${label}-`));
  const pictures = join(root, 'Pictures');
  const share = join(root, 'share');
  const trash = join(share, 'Trash');
  await mkdir(pictures);
  await mkdir(share);
  return {
    pictures,
    env: { ...inherited(), LOOKALIKE_DATA: join(root, 'data'), XDG_DATA_HOME: share },
    trashed: () => listed(join(trash, 'files')),
    async trashRecords() {
      const names = await listed(join(trash, 'info'));
      const records = names.map(async (name) => [name, await readFile(join(trash, 'info', name), 'utf8')] as const);
      return new Map(await Promise.all(records));
    },
    remove: () => rm(root, { recursive: true, force: true, maxRetries: 5 }),
  };
}

function inherited(): Record<string, string> {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  // Set by some editors' terminals; Electron would start as plain Node.
  return Object.fromEntries(entries.filter(([name]) => name !== 'ELECTRON_RUN_AS_NODE'));
}

/** A trash that nothing was moved to need not exist. */
async function listed(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
