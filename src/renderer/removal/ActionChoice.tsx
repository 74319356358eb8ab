import { useId, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { type RemovalAction, removalActions } from '../../shared/removal';
import { useApp } from '../app/app-context';
import { Button } from '../ui/Button';
import { PathText } from '../ui/PathText';
import { actionWords } from './action-words';
import styles from './ActionChoice.module.css';

interface ActionChoiceProps {
  /** What the choice needs besides, below it. */
  readonly children?: ReactNode;
}

/** What to do with the marked files: the trash, unless the person wants something else. */
export function ActionChoice({ children }: ActionChoiceProps) {
  const { removal, settings } = useApp();
  const { action, folder } = useStore(removal.store);
  const permanentDelete = useStore(settings.store, (state) => state.settings.permanentDelete);
  const id = useId();
  const offered = removalActions.filter((one) => one !== 'delete' || permanentDelete);
  return (
    <div className={styles['choice']}>
      <label htmlFor={id} className={styles['label']}>
        What to do with them
      </label>
      <select
        id={id}
        className={styles['select']}
        value={action}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => void removal.choose(offered.find((one): one is RemovalAction => one === target.value) ?? 'trash')}
      >
        {offered.map((one) => (
          <option key={one} value={one}>
            {actionWords[one].choice}
          </option>
        ))}
      </select>
      <p id={`${id}-hint`} className={styles['hint']}>
        {actionWords[action].hint}
      </p>
      {action === 'move' && (
        <div className={styles['folder']}>
          {folder ? <PathText path={folder.path} className={styles['path']} /> : <span className={styles['path']}>No folder chosen yet</span>}
          <Button onClick={() => void removal.chooseFolder()}>{folder ? 'Change…' : 'Choose folder…'}</Button>
        </div>
      )}
      {children}
    </div>
  );
}
