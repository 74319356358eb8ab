import { ContextMenu } from '@base-ui/react/context-menu';
import { Menu } from '@base-ui/react/menu';
import { ClipboardCopy, CopyX, Ellipsis, ExternalLink, FolderSearch } from 'lucide-react';
import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import type { ImageFile } from '../../shared/files';
import type { Group } from '../../shared/groups';
import { useApp } from '../app/app-context';
import { FolderItems } from '../folder-roles/FolderItems';
import { IconButton } from '../ui/Button';
import { ContextMenuPopup, MenuItem, MenuPopup, MenuSeparator } from '../ui/Menu';

interface FileMenuProps {
  readonly group: Group;
  readonly file: ImageFile;
  /** The file that it is compared with; null for the one to keep itself. */
  readonly kept: ImageFile | null;
}

/** A button for what else can be done with a file. */
export function FileMenu(props: FileMenuProps) {
  return (
    <Menu.Root>
      <Menu.Trigger render={<IconButton label={`More about ${props.file.name}`} icon={<Ellipsis size={16} />} />} />
      <MenuPopup align="end">
        <FileItems {...props} />
      </MenuPopup>
    </Menu.Root>
  );
}

/** The same on the right mouse button, anywhere on `children`. */
export function FileContextMenu({ children, ...props }: FileMenuProps & { readonly children: ReactElement }) {
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger render={children} />
      <ContextMenuPopup>
        <FileItems {...props} />
      </ContextMenuPopup>
    </ContextMenu.Root>
  );
}

const icon = { size: 16, 'aria-hidden': true } as const;

function FileItems({ group, file, kept }: FileMenuProps) {
  const { dismissals, files, host } = useApp();
  const info = useStore(host, (state) => state.info);
  return (
    <>
      {info?.canOpen && (
        <MenuItem icon={<ExternalLink {...icon} />} onClick={() => void files.open(file)}>
          Open
        </MenuItem>
      )}
      {info?.canReveal && (
        <MenuItem icon={<FolderSearch {...icon} />} onClick={() => void files.reveal(file)}>
          Show in folder
        </MenuItem>
      )}
      <MenuItem icon={<ClipboardCopy {...icon} />} onClick={() => void files.copyPath(file)}>
        Copy path
      </MenuItem>
      <MenuSeparator />
      <FolderItems file={file.id} />
      {kept && (
        <>
          <MenuSeparator />
          <MenuItem icon={<CopyX {...icon} />} onClick={() => void dismissals.dismissPair(group, file, kept)}>
            Not a copy of the kept one
          </MenuItem>
        </>
      )}
    </>
  );
}
