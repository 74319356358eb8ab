import { FolderCog, Shield, ShieldOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { FileId } from '../../shared/files';
import type { FolderAbove } from '../../shared/folders';
import { useApp } from '../app/app-context';
import { MenuItem } from '../ui/Menu';
import { roleWords } from './role-words';

const icon = { size: 16, 'aria-hidden': true } as const;

/** Items of a menu that say of the folders above a picture that they are protected, or no longer. */
export function FolderItems({ file }: { readonly file: FileId }) {
  const { client, folderRules, view } = useApp();
  const [above, setAbove] = useState<readonly FolderAbove[]>([]);

  useEffect(() => {
    let shown = true;
    void client.call('folders.of', { file }).then((answer) => {
      if (!shown) return;
      if (answer.ok) setAbove(answer.value);
      else view.report(answer.error);
    });
    return () => {
      shown = false;
    };
  }, [client, file, view]);

  return (
    <>
      {above.map(({ folder, role }) => (
        <MenuItem
          key={folder.id}
          icon={role === 'protected' ? <ShieldOff {...icon} /> : <Shield {...icon} />}
          disabled={role === 'reference' || role === 'excluded'}
          title={folder.path}
          onClick={() => void folderRules.setRole(folder, role === 'protected' ? null : 'protected')}
        >
          {sentence(folder.name, role)}
        </MenuItem>
      ))}
      <MenuItem icon={<FolderCog {...icon} />} onClick={() => view.open({ kind: 'folders' })}>
        Folders…
      </MenuItem>
    </>
  );
}

function sentence(name: string, role: FolderAbove['role']): string {
  if (role === null) return `Protect “${name}”`;
  return role === 'protected' ? `Stop protecting “${name}”` : `“${name}”: ${roleWords[role].name.toLowerCase()}`;
}
