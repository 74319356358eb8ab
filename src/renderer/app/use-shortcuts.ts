import { useEffect } from 'react';
import { useApp } from './app-context';
import { isTyping, pressed } from './shortcuts';

/** The window's accelerators. They work in a browser too, where there is no menu to carry them. */
export function useShortcuts(): void {
  const { library, marks, removal, view } = useApp();
  useEffect(() => {
    function handle(event: KeyboardEvent): void {
      const { dialog, shortcutsShown } = view.store.getState();
      const shortcut = pressed('window', event);
      if (shortcutsShown || (dialog && !(dialog.kind === 'compare' && shortcut === 'shortcuts'))) return;
      switch (shortcut) {
        case null:
          return;
        case 'shortcuts':
          if (isTyping(event.target)) return;
          view.showShortcuts(true);
          break;
        case 'chooseFolder':
          void library.choose();
          break;
        case 'settings':
          view.open({ kind: 'settings' });
          break;
        case 'undoMarks':
          marks.undo();
          break;
        case 'redoMarks':
          marks.redo();
          break;
        case 'undoRemoval':
          void removal.undoLast();
      }
      event.preventDefault();
    }
    window.addEventListener('keydown', handle);
    return () => window.removeEventListener('keydown', handle);
  }, [library, marks, removal, view]);
}
