import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import type { Engine } from '../core/engine';
import { isFolder } from '../core/is-folder';
import type { EngineEvent } from '../shared/contract';
import type { FolderRef } from '../shared/files';
import { channels } from '../shared/electron-ipc';
import { fail, ok, toAppError, type Result } from '../shared/errors';
import { isAppPage, type Site } from './addresses';

/** More would be no drop that a person makes. */
const droppedPaths = z.array(z.string().min(1).max(32_768)).max(10_000);

export interface IpcHost {
  /** The window that may speak; null while there is none. */
  readonly window: () => BrowserWindow | null;
  readonly engine: () => Promise<Engine>;
  readonly site: Site;
}

/** Answers the window. Nobody else is answered, and a command's input is decoded before it is believed. */
export function answerCalls({ window, engine, site }: IpcHost): void {
  const answer = (channel: string, run: (...args: readonly unknown[]) => Promise<Result<unknown>>): void => {
    ipcMain.handle(channel, async (event, ...args: readonly unknown[]) => {
      if (!isOurPage(event, window(), site)) return fail({ kind: 'not-allowed', detail: 'only the window may ask' });
      try {
        return await run(...args);
      } catch (thrown) {
        return fail(toAppError(thrown));
      }
    });
  };

  answer(channels.call, async (name, input) => {
    if (typeof name !== 'string') return fail({ kind: 'invalid-input', detail: 'a command has a name' });
    return await (await engine()).call(name, input);
  });
  answer(channels.drop, async (input) => {
    const paths = droppedPaths.safeParse(input);
    if (!paths.success) return fail({ kind: 'invalid-input', detail: 'what was dropped is a list of paths' });
    return await grantFolders(await engine(), paths.data);
  });
}

/** Passes an event to the window, if there is one to hear it. */
export function sendEvent(window: BrowserWindow | null, event: EngineEvent): void {
  if (window === null || window.isDestroyed() || window.webContents.isDestroyed()) return;
  window.webContents.send(channels.event, event.name, event.payload);
}

function isOurPage(event: IpcMainInvokeEvent, window: BrowserWindow | null, site: Site): boolean {
  const frame = event.senderFrame;
  if (window === null || window.isDestroyed() || frame === null) return false;
  return event.sender === window.webContents && frame === window.webContents.mainFrame && isAppPage(frame.url, site);
}

/** That they were dropped is what the window says; Electron tells this process of no drop. */
async function grantFolders(engine: Engine, paths: readonly string[]): Promise<Result<readonly FolderRef[]>> {
  // What is gone or out of reach since it was dropped could not be opened.
  const kinds = await Promise.all(paths.map(isFolder));
  const folders = paths.filter((_path, i) => kinds[i]);
  return folders.length === 0 ? ok([]) : await engine.grantUnseen(folders);
}
