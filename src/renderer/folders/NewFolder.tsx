import { FolderPlus } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent, type SubmitEvent } from 'react';
import { explain, type AppError } from '../../shared/errors';
import type { FolderId, FolderRef } from '../../shared/files';
import { folderNameProblem } from '../../shared/folder-name';
import { useApp } from '../app/app-context';
import { Button } from '../ui/Button';
import { cx } from '../ui/cx';
import field from '../ui/field.module.css';
import styles from './NewFolder.module.css';

interface NewFolderProps {
  /** Where it is to be made; null where it can't be, among the roots. */
  readonly at: FolderId | null;
  readonly onMade: (folder: FolderRef) => void;
}

/** Makes a folder in the one that is listed: a button, and a name to be typed beside it. */
export function NewFolder({ at, onMade }: NewFolderProps) {
  const { client } = useApp();
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();

  function begin(): void {
    setError(null);
    setTyped('');
  }
  function leave(): void {
    // Before the field that has the focus goes.
    button.current?.focus();
    setTyped(null);
  }
  const name = typed?.trim() ?? '';
  const wrong = name === '' ? null : folderNameProblem(name);
  const problem = wrong ?? (error && `${explain(error).what} ${explain(error).advice}`);
  async function make(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (at === null || name === '' || wrong !== null) return;
    const answer = await client.call('folders.make', { at, name });
    if (!answer.ok) { setError(answer.error); return; }
    setTyped(null);
    onMade(answer.value);
  }
  function handleKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || typed === null) return;
    // The dialog stays open.
    event.stopPropagation();
    leave();
  }
  return (
    <form className={styles['form']} onSubmit={(event) => void make(event)} onKeyDown={handleKey}>
      <div className={styles['line']}>
        <Button ref={button} icon={<FolderPlus size={16} />} aria-expanded={typed !== null} unavailable={at === null && 'Go into a folder first.'} onClick={typed === null ? begin : leave}>
          New folder
        </Button>
        {typed !== null && (
          <>
            <input
              aria-label="Name of the new folder"
              aria-invalid={problem !== null}
              aria-describedby={problem ? `${id}-problem` : undefined}
              className={cx(field['field'], styles['input'])}
              value={typed}
              placeholder="Removed copies"
              spellCheck={false}
              // Asked for by the button before it.
              autoFocus
              onChange={({ target }) => {
                setError(null);
                setTyped(target.value);
              }}
            />
            <Button type="submit" unavailable={name === '' ? 'Type a name first.' : wrong}>
              Make folder
            </Button>
          </>
        )}
      </div>
      {problem && (
        <p id={`${id}-problem`} role="alert" className={styles['problem']}>
          {problem}
        </p>
      )}
    </form>
  );
}
