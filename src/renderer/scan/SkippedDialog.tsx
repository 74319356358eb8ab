import { FileCheck, FileOutput, Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useStore } from 'zustand';
import type { SkipReason } from '../../shared/scan';
import { sectionReasons, skipSectionNames, skipSections, skipWords } from '../../shared/skip-words';
import { useApp } from '../app/app-context';
import { isRunning } from '../state/scan';
import { Button } from '../ui/Button';
import { cx } from '../ui/cx';
import { Dialog } from '../ui/Dialog';
import { EmptyState } from '../ui/EmptyState';
import { count } from '../ui/format';
import { Ledger } from './Ledger';
import { PlainList, SkippedList } from './SkippedList';
import styles from './SkippedDialog.module.css';

type Chosen = SkipReason | 'plain' | null;

/** What was not compared, why, and what can be done about it. */
export function SkippedDialog() {
  const { exporting, scan, view } = useApp();
  const byReason = useStore(scan, (state) => state.scan.skippedByReason);
  const skipped = useStore(scan, (state) => state.scan.stats.skipped);
  const plain = useStore(scan, (state) => state.scan.groups.plain);
  const running = useStore(scan, (state) => isRunning(state.scan.phase));
  const busy = useStore(exporting.store, (state) => state.progress !== null);
  const [chosen, setChosen] = useState<Chosen>(null);
  const [text, setText] = useState('');
  const search = useDeferredValue(text.trim());
  const choice = (what: Chosen, name: string, files: number) => (
    <button key={name} type="button" aria-pressed={chosen === what} className={cx(styles['choice'], chosen === what && styles['chosen'])} onClick={() => setChosen(what)}>
      <span>{name}</span> <span className={styles['files']}>{count(files)}</span>
    </button>
  );
  const actions = (
    <>
      <Button
        icon={<FileOutput size={16} />}
        unavailable={skipped === 0 ? 'No file was skipped.' : running ? 'Wait for the end of the scan, or cancel it.' : busy && 'A report is being written.'}
        onClick={() => void exporting.save('skipped', null)}
      >
        Export list
      </Button>
      <Button onClick={view.close}>Done</Button>
    </>
  );

  return (
    <Dialog title="Skipped files" size="medium" onClose={view.close} actions={actions}>
      <Ledger />
      {skipped + plain === 0 ? (
        <EmptyState icon={<FileCheck size={32} strokeWidth={1.25} />} title="No file was skipped" />
      ) : (
        <div className={styles['columns']}>
          <div role="group" aria-label="Reason" className={styles['reasons']}>
            {choice(null, 'All skipped', skipped)}
            {skipSections.map((section) => {
              const present = sectionReasons[section].filter((reason) => (byReason[reason] ?? 0) > 0);
              return (
                present.length > 0 && (
                  <div key={section} role="group" aria-label={skipSectionNames[section]}>
                    <h3 className={styles['section']}>{skipSectionNames[section]}</h3>
                    {present.map((reason) => choice(reason, skipWords[reason].name, byReason[reason] ?? 0))}
                  </div>
                )
              );
            })}
            {plain > 0 && (
              <div role="group" aria-label="Compared in part">
                <h3 className={styles['section']}>Compared in part</h3>
                {choice('plain', 'Too little detail', plain)}
              </div>
            )}
          </div>
          <div className={styles['entries']}>
            <p className={styles['advice']}>{adviceOn(chosen)}</p>
            {chosen !== 'plain' && (
              <label className={styles['search']}>
                <Search size={14} aria-hidden="true" />
                <input type="text" aria-label="Search skipped files" placeholder="Search paths" autoComplete="off" spellCheck={false} maxLength={1000} value={text} onChange={(event) => setText(event.target.value)} />
              </label>
            )}
            {chosen === 'plain' ? <PlainList /> : <SkippedList key={`${chosen ?? 'all'} ${search}`} reason={chosen} search={search} />}
          </div>
        </div>
      )}
    </Dialog>
  );
}

function adviceOn(chosen: Chosen): string {
  if (chosen === null) return 'These were not compared; everything else was. Choose a reason to see what to do.';
  if (chosen === 'plain') return 'Plain, dark or a gradient: too little detail to compare. These count as copies only where files are equal byte for byte.';
  return skipWords[chosen].advice;
}
