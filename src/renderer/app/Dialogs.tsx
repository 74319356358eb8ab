import { useStore } from 'zustand';
import { CompareDialog } from '../compare/CompareDialog';
import { DismissedDialog } from '../dismissed/DismissedDialog';
import { FoldersDialog } from '../folder-roles/FoldersDialog';
import { FolderBrowser } from '../folders/FolderBrowser';
import { KeepDialog } from '../keep/KeepDialog';
import { FailuresDialog } from '../removal/FailuresDialog';
import { HistoryDialog } from '../removal/HistoryDialog';
import { RemovalDialog } from '../removal/RemovalDialog';
import { RulesDialog } from '../rules/RulesDialog';
import { SkippedDialog } from '../scan/SkippedDialog';
import { SettingsDialog } from '../settings/SettingsDialog';
import { useApp } from './app-context';
import { ShortcutSheet } from './ShortcutSheet';

export function Dialogs() {
  const { folderRules, library, removal, view } = useApp();
  const dialog = useStore(view.store, (state) => state.dialog);
  switch (dialog?.kind) {
    case undefined:
      return <ShortcutSheet />;
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
          canMake
          onClose={() => void removal.takeFolder(null)}
          onChoose={(folder) => void removal.takeFolder(folder)}
        />
      );
    case 'add-folder':
      return (
        <FolderBrowser
          why={null}
          title="Add a folder"
          verb="Add"
          onClose={() => view.open({ kind: 'folders' })}
          onChoose={(folder) => {
            folderRules.add(folder);
            view.open({ kind: 'folders' });
          }}
        />
      );
    case 'folders':
      return <FoldersDialog />;
    case 'settings':
      return <SettingsDialog />;
    case 'keep':
      return <KeepDialog />;
    case 'skipped':
      return <SkippedDialog />;
    case 'history':
      return <HistoryDialog />;
    case 'dismissed':
      return <DismissedDialog />;
    case 'removal':
      return <RemovalDialog />;
    case 'rules':
      return <RulesDialog />;
    case 'compare':
      return <CompareDialog />;
    case 'failures':
      return <FailuresDialog title={dialog.title} failures={dialog.failures} />;
  }
}
