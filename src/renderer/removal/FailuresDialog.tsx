import type { RemovalFailure } from '../../shared/removal';
import { useApp } from '../app/app-context';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { FailureList } from './FailureList';

interface FailuresDialogProps {
  readonly title: string;
  readonly failures: readonly RemovalFailure[];
}

export function FailuresDialog({ title, failures }: FailuresDialogProps) {
  const { view } = useApp();
  return (
    <Dialog title={title} onClose={view.close} actions={<Button onClick={view.close}>Done</Button>}>
      <FailureList failures={failures} />
    </Dialog>
  );
}
