import { startTransition, useEffect, useState } from 'react';
import { afterPaint } from './after-paint';

/** A value as it was in the frame before: what is drawn by it does not keep back what else comes of its change. */
export function useAfterPaint<T extends object | null | undefined>(value: T): T {
  const [shown, setShown] = useState(value);
  useEffect(() => {
    if (shown === value) return;
    return afterPaint(() => startTransition(() => setShown(value)));
  }, [shown, value]);
  return shown;
}
