import { resolve } from 'node:path';

/** Where a start of the program came from, as Electron tells it. */
export interface Start {
  readonly argv: readonly string[];
  /** Folder that relative arguments refer to. */
  readonly cwd: string;
  readonly packaged: boolean;
  /** `app.getAppPath()`. */
  readonly appPath: string;
}

/**
 * The folders named on the command line, absolute. A packaged app's own arguments begin at once; an
 * unpackaged one's come after the app's folder, which follows Electron's own switches. Switches (Chromium's
 * as well as the system's) are passed over.
 */
export function folderArguments({ argv, cwd, packaged, appPath }: Start): readonly string[] {
  const first = packaged ? 1 : 1 + argv.findIndex((arg, i) => i > 0 && resolve(cwd, arg) === resolve(appPath));
  if (first === 0) return [];
  return argv
    .slice(first)
    .filter((arg) => arg !== '' && !arg.startsWith('-'))
    .map((arg) => resolve(cwd, arg));
}
