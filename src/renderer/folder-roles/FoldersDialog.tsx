import { FolderPlus } from 'lucide-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { FolderRules } from '../../shared/folders';
import { useApp } from '../app/app-context';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { FolderLine } from './FolderLine';
import { Patterns } from './Patterns';
import styles from './FoldersDialog.module.css';

/** What folders are for, whose files are kept rather than others', and what scans leave out. */
export function FoldersDialog() {
  const { folderRules, library, scan, view } = useApp();
  const rules = useStore(folderRules.store, (state) => state.rules);
  const chosen = useStore(scan, (state) => state.scan.folders);
  useEffect(() => void folderRules.load(), [folderRules]);

  function scanAgain(): void {
    view.close();
    void library.open(chosen);
  }

  return (
    <Dialog
      title="Folders"
      size="medium"
      onClose={view.close}
      actions={
        <>
          {rules?.rescan && (
            <p role="status" className={styles['rescan']}>
              What is left out has changed since the last scan.
            </p>
          )}
          <Button onClick={view.close}>Done</Button>
          {rules?.rescan && (
            <Button look="primary" onClick={scanAgain}>
              Scan again
            </Button>
          )}
        </>
      }
    >
      {rules && <List rules={rules} />}
      <Patterns />
    </Dialog>
  );
}

function List({ rules: { folders } }: { readonly rules: FolderRules }) {
  const { folderRules, library } = useApp();
  const ordered = folders.some(({ rank }) => rank !== null);
  return (
    <section aria-labelledby="folder-roles" className={styles['section']}>
      <h3 id="folder-roles" className={styles['heading']}>
        What folders are for
      </h3>
      <p className={styles['hint']}>
        It holds for all that is in a folder, in every library.{' '}
        {ordered
          ? 'Of copies that are much alike, the one in the higher folder is kept.'
          : 'Move folders up and down to say in which of them files are kept rather than in others.'}
      </p>
      {folders.length === 0 && <p>Nothing was said of any folder yet.</p>}
      <ul className={styles['list']}>
        {folders.map((rule, place) => (
          <FolderLine key={rule.folder.id} rule={rule} place={place} count={folders.length} />
        ))}
      </ul>
      <div className={styles['tools']}>
        <Button icon={<FolderPlus size={16} />} onClick={() => void library.addFolder()}>
          Add a folder…
        </Button>
        {ordered && (
          <Button look="quiet" onClick={() => void folderRules.clearOrder()}>
            Without an order
          </Button>
        )}
      </div>
    </section>
  );
}
