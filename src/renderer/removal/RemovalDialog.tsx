import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import { explain } from '../../shared/errors';
import { useApp } from '../app/app-context';
import { isCurrent, type RemovalStep } from '../state/removal';
import { Bar } from '../ui/Bar';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { bytes, count } from '../ui/format';
import { ActionChoice } from './ActionChoice';
import { actionWords } from './action-words';
import { PlanView } from './PlanView';
import { TypedConfirmation } from './TypedConfirmation';
import styles from './RemovalDialog.module.css';

/** From the marks to what becomes of them: what would happen, then that it happens. */
export function RemovalDialog() {
  const { removal } = useApp();
  const step = useStore(removal.store, (state) => state.step);
  const [typed, setTyped] = useState('');
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      title="Remove copies"
      onClose={removal.close}
      closable={step.kind !== 'running'}
      initialFocus={cancel}
      actions={
        <>
          <Button
            ref={cancel}
            unavailable={step.kind === 'running' && step.stopping && 'Stopping after the files in hand.'}
            onClick={() => void removal.cancel()}
          >
            {step.kind === 'running' && step.stopping ? 'Stopping…' : 'Cancel'}
          </Button>
          <Confirm step={step} typed={typed} />
        </>
      }
    >
      <Step step={step} typed={typed} onType={setTyped} />
    </Dialog>
  );
}

function Confirm({ step, typed }: { readonly step: RemovalStep; readonly typed: string }) {
  const { removal } = useApp();
  const state = useStore(removal.store);
  if (step.kind === 'failed') {
    return (
      <Button look="primary" onClick={() => void removal.plan()}>
        Try again
      </Button>
    );
  }
  if (step.kind !== 'plan') return null;
  const { plan } = step;
  const current = isCurrent(plan, state);
  function hindrance(): string | null {
    if (state.action === 'move' && !state.folder) return 'Choose the folder first.';
    if (!current) return 'Looking at the marked files.';
    if (plan.files === 0) return 'None of the marked files can go this way.';
    return isConfirmed(plan.confirmation, typed) ? null : `Type “${plan.confirmation ?? ''}” first.`;
  }
  return (
    <Button look="primary" unavailable={hindrance()} onClick={() => void removal.run(plan.confirmation === null ? null : typed)}>
      {current ? actionWords[state.action].confirm(plan.files) : actionWords[state.action].choice}
    </Button>
  );
}

function isConfirmed(wanted: string | null, typed: string): boolean {
  return wanted === null || typed.trim().toLowerCase() === wanted;
}

interface StepProps {
  readonly step: RemovalStep;
  readonly typed: string;
  readonly onType: (text: string) => void;
}

function Step({ step, typed, onType }: StepProps) {
  const { removal } = useApp();
  const state = useStore(removal.store);
  switch (step.kind) {
    case 'none':
      return null;
    case 'planning':
      return (
        <div className={styles['progress']}>
          <p role="status">Looking at the marked files as they are now…</p>
          <Bar label="Looking at the marked files" value={null} />
        </div>
      );
    case 'plan': {
      const current = isCurrent(step.plan, state);
      return (
        <div className={styles['plan']}>
          <ActionChoice>
            {current && step.plan.confirmation !== null && (
              <TypedConfirmation wanted={step.plan.confirmation} typed={typed} onType={onType} />
            )}
          </ActionChoice>
          {(state.action !== 'move' || state.folder) && (
            <PlanView plan={step.plan} current={current} onHold={() => void removal.choose('hold')} />
          )}
        </div>
      );
    }
    case 'running': {
      const { running } = actionWords[step.plan.action];
      return (
        <div className={styles['progress']}>
          <p role="status">
            {running} · {count(step.done)} of {count(step.plan.files)} ({bytes(step.plan.bytes)} in all)
          </p>
          <Bar label={running} value={step.plan.files > 0 ? step.done / step.plan.files : null} />
        </div>
      );
    }
    case 'failed': {
      const { what, advice } = explain(step.error);
      return (
        <p role="alert">
          <strong>{what}</strong> {advice}
        </p>
      );
    }
  }
}
