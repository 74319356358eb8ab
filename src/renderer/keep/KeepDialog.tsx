import { useState } from 'react';
import { useStore } from 'zustand';
import { defaultKeepPolicy, isSamePolicy, type KeepCriterion, type KeepPolicy } from '../../shared/keep';
import { useApp } from '../app/app-context';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { CriterionRow } from './CriterionRow';
import { PolicyPreview } from './PolicyPreview';
import styles from './KeepDialog.module.css';

/** How the file to keep is chosen: what counts, how much and in which order, with what that would change. Holds from “Apply” on. */
export function KeepDialog() {
  const { settings, view } = useApp();
  const stored = useStore(settings.store, (state) => state.settings.keep);
  const [policy, setPolicy] = useState<KeepPolicy>(stored);
  const same = isSamePolicy(policy, stored);

  function weigh(criterion: KeepCriterion, weight: number): void {
    setPolicy((before) => before.map((one) => (one.criterion === criterion ? { criterion, weight } : one)));
  }
  /** By one place up (−1) or down (1). */
  function move(place: number, by: -1 | 1): void {
    setPolicy((before) => before.with(place, before[place + by]!).with(place + by, before[place]!));
  }
  function apply(): void {
    view.close();
    void settings.change({ keep: policy });
  }

  return (
    <Dialog
      title="Which file to keep"
      size="medium"
      onClose={view.close}
      actions={
        <>
          <Button look="quiet" className={styles['reset']} unavailable={isSamePolicy(policy, defaultKeepPolicy) && 'These are the usual weights.'} onClick={() => setPolicy(defaultKeepPolicy)}>
            Reset
          </Button>
          <Button onClick={view.close}>Cancel</Button>
          <Button look="primary" unavailable={same && 'Nothing has changed.'} onClick={apply}>
            Apply
          </Button>
        </>
      }
    >
      <p className={styles['intro']}>
        Each file of a group gets points for how it compares with the best of its group; the one with most is kept. If two have as many, the first thing in this
        list that differs decides.
      </p>
      <div className={styles['columns']}>
        <ol className={styles['list']} aria-label="What counts">
          {policy.map(({ criterion, weight }, place) => (
            <CriterionRow
              key={criterion}
              criterion={criterion}
              weight={weight}
              first={place === 0}
              last={place === policy.length - 1}
              onWeigh={(value) => weigh(criterion, value)}
              onMove={(by) => move(place, by)}
            />
          ))}
        </ol>
        <PolicyPreview policy={policy} same={same} />
      </div>
    </Dialog>
  );
}
