import { Plus, X } from 'lucide-react';
import { useId, useState, type SubmitEvent } from 'react';
import { useStore } from 'zustand';
import { mostExcluded } from '../../shared/settings';
import { compileGlob } from '../../shared/glob';
import { useApp } from '../app/app-context';
import { Button, IconButton } from '../ui/Button';
import { cx } from '../ui/cx';
import field from '../ui/field.module.css';
import styles from './FoldersDialog.module.css';

/** The patterns of what scans leave out. */
export function Patterns() {
  const { folderRules, settings } = useApp();
  const excluded = useStore(settings.store, (state) => state.settings.excluded);
  const [typed, setTyped] = useState('');
  const problem = problemOf(typed, excluded);
  const id = useId();

  async function change(patterns: readonly string[]): Promise<void> {
    await settings.change({ excluded: patterns });
    // Whether to offer another scan.
    await folderRules.load();
  }
  function add(event: SubmitEvent): void {
    event.preventDefault();
    if (typed.trim() === '' || problem) return;
    setTyped('');
    void change([...excluded, typed.trim()]);
  }

  return (
    <section aria-labelledby={`${id}-title`} className={styles['section']}>
      <h3 id={`${id}-title`} className={styles['heading']}>
        Names and paths to leave out
      </h3>
      <p className={styles['hint']}>
        <code>*</code> stands for any letters, <code>**</code> for any folders: <code>*.tmp</code>, <code>Exports/</code>, <code>Phone/**/thumb?.jpg</code>. Trash
        folders, thumbnail caches and system folders are passed over anyway.
      </p>
      {excluded.length > 0 && (
        <ul className={styles['patterns']}>
          {excluded.map((pattern) => (
            <li key={pattern} className={styles['pattern']}>
              <code>{pattern}</code>
              <IconButton label={`Remove ${pattern}`} icon={<X size={14} />} onClick={() => void change(excluded.filter((other) => other !== pattern))} />
            </li>
          ))}
        </ul>
      )}
      <form className={styles['tools']} onSubmit={add}>
        <input
          aria-label="Pattern to leave out"
          aria-invalid={problem !== null}
          aria-describedby={problem ? `${id}-problem` : undefined}
          className={cx(field['field'], styles['input'])}
          value={typed}
          placeholder="*.tmp"
          spellCheck={false}
          onChange={({ target }) => setTyped(target.value)}
        />
        <Button type="submit" icon={<Plus size={16} />} unavailable={typed.trim() === '' ? 'Type a pattern first.' : problem}>
          Leave out
        </Button>
      </form>
      {problem && (
        <p id={`${id}-problem`} role="alert" className={styles['problem']}>
          {problem}
        </p>
      )}
    </section>
  );
}

function problemOf(typed: string, excluded: readonly string[]): string | null {
  const pattern = typed.trim();
  if (pattern === '') return null;
  if (excluded.includes(pattern)) return 'That is left out already.';
  if (excluded.length >= mostExcluded) return `There are ${mostExcluded} patterns; remove one first.`;
  const compiled = compileGlob(pattern);
  return compiled.ok ? null : compiled.problem;
}
