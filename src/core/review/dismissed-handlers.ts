import type { Handlers } from '../../shared/contract';
import type { Library } from '../library/library';
import type { Dismissals, DismissalScene } from './dismissals';

/** The commands about what is not to be shown as copies. */
export function dismissedHandlers(dismissals: Dismissals, library: Library): Pick<Handlers, 'dismissed.add' | 'dismissed.page' | 'dismissed.remove'> {
  const scene = (): DismissalScene => ({ table: library.current.session.table, ids: library.current.ids });
  return {
    'dismissed.add': async ({ files }) => {
      const id = dismissals.add(scene(), files);
      await library.regroupDismissed();
      return id;
    },
    'dismissed.page': ({ offset, limit }) => dismissals.page(library.isOpen ? scene() : null, offset, limit),
    'dismissed.remove': async ({ id }) => {
      dismissals.remove(id);
      await library.regroupDismissed();
      return null;
    },
  };
}
