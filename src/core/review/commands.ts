import type { Handlers } from '../../shared/contract';
import type { GroupId } from '../../shared/groups';
import { AppFailure } from '../../shared/errors';
import type { MarksState } from '../../shared/marks';
import type { Library } from '../library/library';
import type { Review } from './review';

type MarkCommand = Extract<keyof Handlers, `marks.${string}`>;

/** The commands by which a person marks files. Throw an AppFailure for what is not of the open library. */
export function marksHandlers(library: Library): Pick<Handlers, MarkCommand> {
  const done = (work: (review: Review) => void): MarksState => {
    work(library.current.review);
    return library.marks();
  };
  const rowOf = (file: string): number => library.current.ids.rowOf(file);

  /** Groups that came to be others since they were shown are left alone, unless none is left. */
  const groupsOf = (ids: readonly GroupId[]): readonly number[] => {
    const { groups } = library.current.session;
    const found = ids.flatMap((id) => {
      const row = rowOf(id);
      const group = groups.groupOf(row);
      return group !== undefined && groups.rows(group)[0] === row ? [group] : [];
    });
    if (found.length === 0) throw new AppFailure({ kind: 'not-found', what: 'That group' });
    return found;
  };

  return {
    'marks.state': () => library.marks(),
    'marks.set': ({ mark, unmark }) => done((review) => review.perform({ mark: mark.map(rowOf), unmark: unmark.map(rowOf) })),
    'marks.copies': ({ groups }) => done((review) => review.markCopies(groupsOf(groups))),
    'marks.none': ({ groups }) => done((review) => review.unmarkGroups(groupsOf(groups))),
    'marks.keep': ({ file }) => done((review) => review.keep(rowOf(file))),
    'marks.all': () => done((review) => review.markAll()),
    'marks.clear': () => done((review) => review.clear()),
    'marks.undo': () => done((review) => review.undo()),
    'marks.redo': () => done((review) => review.redo()),
  };
}
