import { useStore } from 'zustand';
import { CompareDialog } from '../compare/CompareDialog';
import { FolderBrowser } from '../folders/FolderBrowser';
import { FailuresDialog } from '../removal/FailuresDialog';
import { HistoryDialog } from '../removal/HistoryDialog';
import { RemovalDialog } from '../removal/RemovalDialog';
import { SkippedDialog } from '../scan/SkippedDialog';
import { SettingsDialog } from '../settings/SettingsDialog';
import { useApp } from './app-context';

export function Dialogs() {
  const { library, removal, view } = useApp();
  const dialog = useStore(view.store, (state) => state.dialog);
  switch (dialog?.kind) {
    case undefined:
      return null;
    case 'browse':
      return (
        <FolderBrowser
          why={dialog.why}
          title="Choose a folder"
          verb="Open"
          onClose={view.close}
          onChoose={(folder) => {
            view.close();
            void library.open([folder]);
          }}
        />
      );
    case 'target':
      return (
        <FolderBrowser
          why="The copies move here, each in the same folders as before. It has to be on their own drive."
          title="Where to move the copies"
          verb="Choose"
          onClose={() => void removal.takeFolder(null)}
          onChoose={(folder) => void removal.takeFolder(folder)}
        />
      );
    case 'settings':
      return <SettingsDialog />;
    case 'skipped':
      return <SkippedDialog />;
    case 'history':
      return <HistoryDialog />;
    case 'removal':
      return <RemovalDialog />;
    case 'compare':
      return <CompareDialog opened={dialog.group} />;
    case 'failures':
      return <FailuresDialog title={dialog.title} failures={dialog.failures} />;
  }
}
