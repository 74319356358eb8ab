import { createStore, type StoreApi } from 'zustand/vanilla';
import type { GroupId } from '../../shared/groups';
import type { RemovalFailure } from '../../shared/removal';
import { explain, type AppError } from '../../shared/errors';

export type DialogName =
  | { readonly kind: 'compare' | 'settings' | 'keep' | 'skipped' | 'history' | 'removal' | 'rules' | 'folders' | 'dismissed' }
  /** Where to move files to, where the host has no folder dialog of its own. */
  | { readonly kind: 'target' }
  /** A folder of which something is to be said, where the host has no folder dialog of its own. */
  | { readonly kind: 'add-folder' }
  /** `why`: what made the folder browser open, where the person did not ask for it. */
  | { readonly kind: 'browse'; readonly why: string | null }
  | { readonly kind: 'failures'; readonly title: string; readonly failures: readonly RemovalFailure[] };

export interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
}

export interface NoticeData {
  readonly id: number;
  readonly tone: 'info' | 'done' | 'error';
  readonly text: string;
  readonly advice: string | null;
  readonly actions: readonly NoticeAction[];
}

/** Where the person is in the list of groups; the position serves when the group is gone. */
export interface Selection {
  readonly group: GroupId;
  readonly index: number;
}

export interface ViewState {
  readonly dialog: DialogName | null;
  readonly notices: readonly NoticeData[];
  readonly selection: Selection | null;
  /** How many groups of the list are above those on screen. */
  readonly listTop: number;
  /** Where the list is to be scrolled to, so that so many groups are above; another object each time. */
  readonly listTarget: { readonly above: number } | null;
  /** Whether workers and speedup are shown; null: while a scan runs. */
  readonly activityOpen: boolean | null;
  /** The sheet of shortcuts; it may lie over a comparison, whose keys it tells. */
  readonly shortcutsShown: boolean;
}

export interface View {
  readonly store: StoreApi<ViewState>;
  readonly open: (dialog: DialogName) => void;
  readonly close: () => void;
  /** Shows a notice; answers how to take it away again. */
  readonly notify: (notice: Partial<NoticeData> & Pick<NoticeData, 'text'>) => () => void;
  /** Says what went wrong, what to do about it, and offers to do it. */
  readonly report: (error: AppError, ...actions: readonly NoticeAction[]) => void;
  readonly dismiss: (notice: number) => void;
  readonly clearNotices: () => void;
  readonly select: (selection: Selection | null) => void;
  readonly listScrolled: (above: number) => void;
  readonly scrollList: (above: number) => void;
  readonly showActivity: (open: boolean | null) => void;
  readonly showShortcuts: (shown: boolean) => void;
}

/** More would push the pictures off the window; the oldest goes. */
const noticesShown = 3;

export function createView(): View {
  const store = createStore<ViewState>(() => ({ dialog: null, notices: [], selection: null, listTop: 0, listTarget: null, activityOpen: null, shortcutsShown: false }));
  let nextNotice = 0;

  const dismiss = (id: number): void =>
    store.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));

  const notify: View['notify'] = (notice) => {
    const id = nextNotice++;
    const full: NoticeData = { tone: 'info', advice: null, actions: [], ...notice, id };
    store.setState(({ notices }) => ({
      // Said once is enough: the same words again replace the earlier notice.
      notices: [...notices.filter(({ text }) => text !== full.text), full].slice(-noticesShown),
    }));
    return () => dismiss(id);
  };

  return {
    store,
    open: (dialog) => store.setState({ dialog }),
    close: () => store.setState({ dialog: null }),
    notify,
    report: (error, ...actions) => {
      if (error.kind === 'cancelled') return;
      const { what, advice } = explain(error);
      notify({ tone: 'error', text: what, advice, actions });
    },
    dismiss,
    clearNotices: () => store.setState({ notices: [] }),
    select: (selection) => store.setState({ selection }),
    listScrolled: (listTop) => store.setState({ listTop }),
    scrollList: (above) => store.setState({ listTarget: { above } }),
    showActivity: (activityOpen) => store.setState({ activityOpen }),
    showShortcuts: (shortcutsShown) => store.setState({ shortcutsShown }),
  };
}
