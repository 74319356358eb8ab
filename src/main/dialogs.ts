import { join } from 'node:path';
import { app, dialog, type BrowserWindow, type MessageBoxOptions } from 'electron';
import { explain, type AppError } from '../shared/errors';
import { exportEndings, type ExportFormat } from '../shared/export';

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

const kinds: Readonly<Record<ExportFormat, string>> = { html: 'Web page', csv: 'Table (CSV)', json: 'Data (JSON)', skipped: 'Table (CSV)' };

/** The system's dialog for saving, in the documents folder at first: an absolute path, null when dismissed. */
export async function saveFile(window: BrowserWindow | null, name: string, format: ExportFormat): Promise<string | null> {
  const options = {
    title: 'Export',
    buttonLabel: 'Export',
    defaultPath: join(app.getPath('documents'), name),
    filters: [{ name: kinds[format], extensions: [exportEndings[format]] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'] as ('createDirectory' | 'showOverwriteConfirmation')[],
  };
  const { canceled, filePath } =
    window === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options);
  return canceled || filePath === '' ? null : filePath;
}

/** For errors that belong to no screen of the window. */
export async function showError(window: BrowserWindow | null, error: AppError): Promise<void> {
  const { what, advice } = explain(error);
  const options: MessageBoxOptions = { type: 'error', title: 'Lookalike', message: what, detail: advice };
  await (window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options));
}
