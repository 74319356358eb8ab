import { useEffect, useState } from 'react';
import type { KeepPolicy, KeepPreview } from '../../shared/keep';
import type { AppError } from '../../shared/errors';
import { useApp } from '../app/app-context';

export interface PreviewState {
  /** Of the policy asked for last, or while that is under way of the one before. */
  readonly preview: KeepPreview | null;
  readonly error: AppError | null;
}

/** What a policy would change, asked for whenever it changes; an answer that comes too late is dropped. */
export function usePreview(policy: KeepPolicy, wanted: boolean): PreviewState {
  const { client } = useApp();
  const [state, setState] = useState<PreviewState>({ preview: null, error: null });
  useEffect(() => {
    if (!wanted) return;
    let here = true;
    void client.call('keep.preview', { policy }).then((answer) => {
      if (here) setState(answer.ok ? { preview: answer.value, error: null } : { preview: null, error: answer.error });
    });
    return () => {
      here = false;
    };
  }, [client, policy, wanted]);
  return state;
}
