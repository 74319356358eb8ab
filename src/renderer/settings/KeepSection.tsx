import { useStore } from 'zustand';
import { useApp } from '../app/app-context';
import { criterionWords } from '../keep/keep-words';
import { Button } from '../ui/Button';
import styles from './SettingsDialog.module.css';

const named = 3;

/** What decides which file of a group is kept, in short, and the way to change it. */
export function KeepSection() {
  const { settings, view } = useApp();
  const policy = useStore(settings.store, (state) => state.settings.keep);
  const heaviest = policy.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight).slice(0, named);
  return (
    <fieldset className={styles['group']}>
      <legend>Which file to keep</legend>
      <div className={styles['choice']}>
        <Button onClick={() => view.open({ kind: 'keep' })}>Choose what counts…</Button>
        <span className={styles['hint']}>
          {heaviest.length === 0 ? 'Nothing counts: the first by its path is kept.' : `Most by ${heaviest.map(({ criterion }) => criterionWords[criterion].name.toLowerCase()).join(', ')}.`}
        </span>
      </div>
    </fieldset>
  );
}
