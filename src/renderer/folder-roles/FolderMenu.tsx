import { Menu } from '@base-ui/react/menu';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import type { FileId } from '../../shared/domain';
import type { FolderAbove } from '../../shared/folders';
import { useApp } from '../app/app-context';
import { Button } from '../ui/Button';
import { roleWords } from './role-words';
import styles from './FolderMenu.module.css';

/** Says of the folders above a picture that they are protected, or no longer. */
export function FolderMenu({ file }: { readonly file: FileId }) {
  const { client, folderRules, view } = useApp();
  const [above, setAbove] = useState<readonly FolderAbove[] | null>(null);

  async function look(): Promise<void> {
    const answer = await client.call('folders.of', { file });
    if (answer.ok) setAbove(answer.value);
    else view.report(answer.error);
  }

  return (
    <Menu.Root onOpenChange={(open) => open && void look()}>
      <Menu.Trigger render={<Button look="quiet" aria-label="Folders of this picture" title="Folders of this picture" icon={<Ellipsis size={16} />} className={styles['trigger']} />} />
      <Menu.Portal>
        <Menu.Positioner className={styles['positioner']} sideOffset={4} align="end">
          <Menu.Popup className={styles['menu']}>
            {above?.map(({ folder, role }) => (
              <Menu.Item
                key={folder.id}
                className={styles['item']}
                disabled={role === 'reference' || role === 'excluded'}
                label={folder.name}
                onClick={() => void folderRules.setRole(folder, role === 'protected' ? null : 'protected')}
              >
                <span>{sentence(folder.name, role)}</span>
                <span className={styles['path']}>{folder.path}</span>
              </Menu.Item>
            ))}
            <Menu.Separator className={styles['separator']} />
            <Menu.Item className={styles['item']} onClick={() => view.open({ kind: 'folders' })}>
              Folders…
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function sentence(name: string, role: FolderAbove['role']): string {
  if (role === null) return `Protect “${name}”`;
  return role === 'protected' ? `Stop protecting “${name}”` : `“${name}”: ${roleWords[role].name.toLowerCase()}`;
}
