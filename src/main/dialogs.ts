import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron';
import { explain, type AppError } from '../shared/errors';

/** The system's folder dialog: absolute paths, empty when dismissed. */
export async function pickFolders(window: BrowserWindow | null): Promise<readonly string[]> {
  const options = {
    title: 'Choose folders with pictures',
    buttonLabel: 'Open',
    properties: ['openDirectory', 'multiSelections'] as ('openDirectory' | 'multiSelections')[],
  };
  const { canceled, filePaths } =
    window === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options);
  return canceled ? [] : filePaths;
}

/** For errors that belong to no screen of the window. */
export async function showError(window: BrowserWindow | null, error: AppError): Promise<void> {
  const { what, advice } = explain(error);
  const options: MessageBoxOptions = { type: 'error', title: 'Lookalike', message: what, detail: advice };
  await (window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options));
}
