import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FileId } from '../../shared/files';
import type { GroupId } from '../../shared/groups';
import type { Lens } from '../compare/lens';

/** How two pictures are laid beside or over each other. */
export type CompareMode = 'side' | 'flicker' | 'difference' | 'overlay';

/** How many times stronger differences can be shown than they are. */
export const strengths = [1, 4, 16] as const;
export type Strength = (typeof strengths)[number];

export interface CompareState {
  readonly mode: CompareMode;
  /** Which of the two is on top while flickering. */
  readonly top: 'kept' | 'copy';
  /** Whether copies are shown turned, mirrored and cut to lie as the kept picture does. */
  readonly aligned: boolean;
  readonly strength: Strength;
  /** Where the overlay's divider stands, 0 left – 1 right. */
  readonly divider: number;
  /** The group that `against` and `lens` are about. */
  readonly group: GroupId | null;
  /** The copy that the kept picture is compared with; null: the first. */
  readonly against: FileId | null;
  /** Null: all is seen. */
  readonly lens: Lens | null;
}

export interface Compare {
  readonly store: StoreApi<CompareState>;
  /** A mode, or out of it again. */
  readonly toggle: (mode: CompareMode) => void;
  /** Flickers to the other picture; answers what it was before, for coming back. */
  readonly flick: () => Pick<CompareState, 'mode' | 'top'>;
  readonly set: (part: Partial<Omit<CompareState, 'group' | 'against' | 'lens'>>) => void;
  readonly strengthen: () => void;
  readonly choose: (group: GroupId, against: FileId) => void;
  readonly look: (group: GroupId, lens: Lens | null) => void;
}

/** How groups are compared: the way stays from group to group; what is looked at is forgotten with the group. */
export function createCompare(): Compare {
  const store = createStore<CompareState>(() => ({
    mode: 'side', top: 'copy', aligned: true, strength: 4, divider: 0.5, group: null, against: null, lens: null,
  }));
  const of = (group: GroupId): Partial<CompareState> =>
    store.getState().group === group ? {} : { group, against: null, lens: null };
  return {
    store,
    toggle: (mode) => store.setState((state) => ({ mode: state.mode === mode ? 'side' : mode, top: 'copy' })),
    flick: () => {
      const { mode, top } = store.getState();
      store.setState({ mode: 'flicker', top: mode === 'flicker' && top === 'copy' ? 'kept' : 'copy' });
      return { mode, top };
    },
    set: (part) => store.setState(part),
    strengthen: () =>
      store.setState(({ strength }) => ({ strength: strengths[(strengths.indexOf(strength) + 1) % strengths.length] ?? 1 })),
    choose: (group, against) => store.setState({ ...of(group), against }),
    look: (group, lens) => store.setState({ ...of(group), lens }),
  };
}
