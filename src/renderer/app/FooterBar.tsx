import { Redo2, Trash2, Undo2, Wand2 } from 'lucide-react';
import { useStore } from 'zustand';
import { Button, IconButton } from '../ui/Button';
import { bytes, plural } from '../ui/format';
import { useApp } from './app-context';
import { keysOf, withKeys } from './shortcuts';
import styles from './FooterBar.module.css';

export function FooterBar() {
  const { marks, removal, rules, scan } = useApp();
  const state = useStore(marks.store);
  const copies = useStore(scan, ({ scan: { groups: summary } }) => summary.files - summary.groups);

  return (
    <footer className={styles['footer']}>
      <p className={styles['sum']} role="status">
        {state.files === 0 ? 'Nothing marked' : `${plural(state.files, 'file')} marked · ${bytes(state.bytes)}`}
      </p>
      {(state.canUndo || state.canRedo) && (
        <>
          <Button
            look="quiet"
            icon={<Undo2 size={16} />}
            title={withKeys('Undo marks', 'window', 'undoMarks')}
            unavailable={!state.canUndo && 'No mark to undo.'}
            onClick={marks.undo}
          >
            Undo marks
          </Button>
          <IconButton
            label="Redo marks"
            keys={keysOf('window', 'redoMarks')}
            icon={<Redo2 size={16} />}
            unavailable={!state.canRedo && 'No mark to redo.'}
            onClick={marks.redo}
          />
        </>
      )}
      <span className={styles['space']} />
      <Button
        icon={<Wand2 size={16} />}
        unavailable={copies <= 0 && 'There are no copies to mark.'}
        title="Marks by a rule, over all groups or some of them"
        onClick={rules.open}
      >
        Rules…
      </Button>
      <Button
        unavailable={copies <= 0 && 'There are no copies to mark.'}
        title="Marks every file of every group but the one to keep"
        onClick={marks.markAll}
      >
        Mark all copies
      </Button>
      <Button
        look="primary"
        icon={<Trash2 size={16} />}
        unavailable={state.files === 0 && 'Mark some copies first.'}
        onClick={() => void removal.plan()}
      >
        Review and move to trash…
      </Button>
    </footer>
  );
}
