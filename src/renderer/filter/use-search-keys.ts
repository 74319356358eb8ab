import { useEffect, type RefObject } from 'react';
import { useApp } from '../app/app-context';

/** `/` (outside of fields) and Ctrl+F go to the search. */
export function useSearchKeys(input: RefObject<HTMLInputElement | null>): void {
  const { view } = useApp();
  useEffect(() => {
    function handle(event: KeyboardEvent): void {
      if (event.altKey || view.store.getState().dialog) return;
      const command = event.ctrlKey || event.metaKey;
      const asked = command ? event.key.toLowerCase() === 'f' && !event.shiftKey : event.key === '/' && !isField(event.target);
      if (!asked) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    }
    window.addEventListener('keydown', handle);
    return () => window.removeEventListener('keydown', handle);
  }, [input, view]);
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select') !== null;
}
