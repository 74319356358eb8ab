import { app, shell, type BrowserWindow } from 'electron';
import type { Engine } from '../core/engine';
import type { EnginePorts } from '../core/ports';
import type { TrashPort } from '../core/trash/trash';
import { pickFolders, saveFile } from './dialogs';

export interface EngineStart {
  /** The built worker script. */
  readonly workerScript: URL;
  /** Absolute paths of the folders named at the start. */
  readonly initial: readonly string[];
  readonly window: () => BrowserWindow | null;
}

/** Loads the engine, which brings the database with it: too much to do before the window is on its way. */
export async function startEngine({ workerScript, initial, window }: EngineStart): Promise<Engine> {
  const [{ createEngine }, { createPool }, { dataFolder }, trash] = await Promise.all([
    import('../core/engine'),
    import('../workers/pool'),
    import('../core/data-folder'),
    desktopTrash(),
  ]);
  const ports: EnginePorts = {
    dataFolder: dataFolder(),
    version: app.getVersion(),
    host: {
      kind: 'electron',
      pickFolders: () => pickFolders(window()),
      browseRoots: null,
      folderDrop: true,
      reveal: (path) => shell.showItemInFolder(path),
      open: async (path) => (await shell.openPath(path)) || null,
      saveFile: (name, format) => saveFile(window(), name, format),
    },
    trash,
    createPool: (size) => createPool({ script: workerScript, size }),
  };
  return await createEngine(ports, initial);
}

/** Ours on Linux, where it can also bring files back; elsewhere the system's own, through Electron. */
async function desktopTrash(): Promise<TrashPort> {
  if (process.platform === 'linux') return (await import('../core/trash/platform')).platformTrash();
  const { systemTrash } = await import('../core/trash/system');
  return systemTrash((path) => shell.trashItem(path));
}
