import { useEffect } from 'react';
import { useApp } from './app-context';

/** The window's accelerators. They work in a browser too, where there is no menu to carry them. */
export function useShortcuts(): void {
  const { library, marks, removal, view } = useApp();
  useEffect(() => {
    function handle(event: KeyboardEvent): void {
      if (!(event.ctrlKey || event.metaKey) || view.store.getState().dialog) return;
      const key = event.key.toLowerCase();
      if (event.altKey) {
        // The key's place, for with Alt it may stand for another letter.
        if (event.code !== 'KeyZ') return;
        void removal.undoLast();
      } else if (key === 'o' && !event.shiftKey) void library.choose();
      else if (key === ',') view.open({ kind: 'settings' });
      else if (key === 'z' && !event.shiftKey) marks.undo();
      else if (key === 'z' || (key === 'y' && !event.shiftKey)) marks.redo();
      else return;
      event.preventDefault();
    }
    window.addEventListener('keydown', handle);
    return () => window.removeEventListener('keydown', handle);
  }, [library, marks, removal, view]);
}
