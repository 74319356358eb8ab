import type { Client } from '../../shared/contract';
import type { DismissalId } from '../../shared/dismissal';
import type { ImageFile } from '../../shared/files';
import type { Group } from '../../shared/groups';
import { count } from '../ui/format';
import type { View } from './view';

/** Saying of pictures that they are no copies of each other, and taking that back. */
export interface Dismissals {
  /** The whole group. */
  readonly dismissGroup: (group: Group) => Promise<void>;
  /** One file of a group and the one that it is compared with. */
  readonly dismissPair: (group: Group, file: ImageFile, kept: ImageFile) => Promise<void>;
  /** Answers whether it was done. */
  readonly restore: (id: DismissalId) => Promise<boolean>;
}

export function createDismissals(client: Client, view: View): Dismissals {
  /** Groups as they were when something of them was dismissed: until they are here anew, a key that is hit again would mean the same. */
  const done = new WeakSet<Group>();

  async function dismiss(group: Group, files: readonly ImageFile[], said: string): Promise<void> {
    if (done.has(group)) return;
    done.add(group);
    const answer = await client.call('dismissed.add', { files: files.map(({ id }) => id) });
    if (!answer.ok) {
      done.delete(group);
      view.report(answer.error);
      return;
    }
    view.notify({ tone: 'done', text: said, actions: [{ label: 'Undo', run: () => void undo(group, answer.value) }] });
  }

  async function undo(group: Group, id: DismissalId): Promise<void> {
    const { selection } = view.store.getState();
    if (await restore(id)) view.select({ group: group.id, index: selection?.index ?? 0 });
  }

  async function restore(id: DismissalId): Promise<boolean> {
    const answer = await client.call('dismissed.remove', { id });
    if (!answer.ok) view.report(answer.error);
    return answer.ok;
  }

  return {
    dismissGroup: (group) => {
      const files = group.members.map(({ file }) => file);
      const [first, second, ...more] = files;
      if (!first || !second) return Promise.resolve();
      const others = more.length === 0 ? `“${second.name}”` : `${count(files.length - 1)} others`;
      return dismiss(group, files, dismissedInWords(`“${first.name}”`, others));
    },
    dismissPair: (group, file, kept) => dismiss(group, [kept, file], dismissedInWords(`“${kept.name}”`, `“${file.name}”`)),
    restore,
  };
}

function dismissedInWords(one: string, others: string): string {
  return `${one} and ${others} are not shown as copies of each other any more.`;
}
