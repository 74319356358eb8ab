import { useRef } from 'react';
import { useStore } from 'zustand';
import { explain } from '../../shared/errors';
import { useApp } from '../app/app-context';
import type { RemovalStep } from '../state/removal';
import { Bar } from '../ui/Bar';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { bytes, count, plural } from '../ui/format';
import { PlanView } from './PlanView';
import styles from './RemovalDialog.module.css';

/** From the marks to the trash: what would happen, then that it happens. */
export function RemovalDialog() {
  const { removal } = useApp();
  const step = useStore(removal.store, (state) => state.step);
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      title="Move to trash"
      onClose={removal.close}
      closable={step.kind !== 'running'}
      initialFocus={cancel}
      actions={
        <>
          <Button
            ref={cancel}
            unavailable={step.kind === 'running' && step.stopping && 'Stopping after the file in hand.'}
            onClick={() => void removal.cancel()}
          >
            {step.kind === 'running' && step.stopping ? 'Stopping…' : 'Cancel'}
          </Button>
          <Confirm step={step} />
        </>
      }
    >
      <Step step={step} />
    </Dialog>
  );
}

function Confirm({ step }: { readonly step: RemovalStep }) {
  const { removal } = useApp();
  if (step.kind === 'failed') {
    return (
      <Button look="primary" onClick={() => void removal.plan()}>
        Try again
      </Button>
    );
  }
  if (step.kind !== 'plan') return null;
  const { files } = step.plan;
  return (
    <Button look="primary" unavailable={files === 0 && 'None of the marked files can go.'} onClick={() => void removal.run()}>
      {`Move ${plural(files, 'file')} to trash`}
    </Button>
  );
}

function Step({ step }: { readonly step: RemovalStep }) {
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
    case 'plan':
      return <PlanView plan={step.plan} />;
    case 'running':
      return (
        <div className={styles['progress']}>
          <p role="status">
            Moving files to the trash · {count(step.done)} of {count(step.plan.files)} ({bytes(step.plan.bytes)} in all)
          </p>
          <Bar label="Moving files to the trash" value={step.plan.files > 0 ? step.done / step.plan.files : null} />
        </div>
      );
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
