import { ArrowUp, Folder, HardDrive } from 'lucide-react';
import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { FolderId, FolderRef } from '../../shared/files';
import type { FolderListing } from '../../shared/host';
import { explain, type AppError } from '../../shared/errors';
import { useApp } from '../app/app-context';
import { Button, IconButton } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { EmptyState } from '../ui/EmptyState';
import { plural } from '../ui/format';
import { VirtualList } from '../ui/VirtualList';
import { NewFolder } from './NewFolder';
import styles from './FolderBrowser.module.css';

interface FolderBrowserProps {
  readonly title: string;
  /** Above the list, where something has to be said. */
  readonly why: string | null;
  /** What is done with the folder, on the button. */
  readonly verb: string;
  /** Whether folders can be made as well. */
  readonly canMake?: boolean;
  readonly onChoose: (folder: FolderRef) => void;
  readonly onClose: () => void;
}

/** Chooses a folder of the machine that the engine runs on, where the host has no dialog of its own. */
export function FolderBrowser({ title, why, verb, canMake = false, onChoose, onClose }: FolderBrowserProps) {
  const { client } = useApp();
  const [listing, setListing] = useState<FolderListing | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const choose = useRef<HTMLButtonElement>(null);
  const asked = useRef(0);

  const go = useCallback(
    async (at: FolderId | null, comingFrom: FolderId | null = null) => {
      const turn = ++asked.current;
      const answer = await client.call('folders.browse', { at });
      if (turn !== asked.current) return;
      if (!answer.ok) { setError(answer.error); return; }
      setError(null);
      setListing(answer.value);
      setActive(Math.max(0, answer.value.folders.findIndex(({ id }) => id === comingFrom)));
    },
    [client],
  );
  // eslint-disable-next-line react-hooks/set-state-in-effect -- the state is set when the listing arrives
  useEffect(() => void go(null), [go]);

  const here = listing?.at ?? null;
  const selected = listing?.folders[active];
  const up = () => {
    if (here) void go(listing?.parent?.id ?? null, here.id);
  };
  const openHere = () => {
    const folder = here ?? selected;
    if (folder) onChoose(folder);
  };
  function handleKey(event: KeyboardEvent): void {
    if (event.key === 'Backspace' || event.key === 'ArrowLeft') up();
    else if (event.key === 'ArrowRight' && selected) void go(selected.id);
    else return;
    event.preventDefault();
  }

  return (
    <Dialog
      title={title}
      size="medium"
      onClose={onClose}
      initialFocus={list}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            ref={choose}
            look="primary"
            unavailable={!here && !selected && 'There is no folder to open.'}
            onClick={openHere}
          >
            {here ? `${verb} this folder` : `${verb} the selected folder`}
          </Button>
        </>
      }
    >
      {why && <p className={styles['why']}>{why}</p>}
      <div className={styles['bar']}>
        <IconButton
          label="Up"
          keys="Backspace"
          icon={<ArrowUp size={16} />}
          unavailable={!here && 'This is the top.'}
          onClick={up}
        />
        <Crumbs listing={listing} onGo={(id) => void go(id, here?.id)} />
        {listing && here && (
          <span className={styles['count']}>
            {plural(listing.folders.length, 'folder')}, {plural(listing.files, 'file')}
          </span>
        )}
      </div>
      {canMake && (
        <NewFolder
          // Another folder, another name.
          key={here?.id}
          at={here?.id ?? null}
          onMade={(folder) => {
            choose.current?.focus();
            void go(folder.id);
          }}
        />
      )}
      {error && (
        <p role="alert" className={styles['error']}>
          {explain(error).what} {explain(error).advice}
        </p>
      )}
      {listing?.folders.length === 0 && (
        <EmptyState icon={<Folder size={32} strokeWidth={1.25} />} title="No folders in here">
          {listing.files > 0 ? `It has ${plural(listing.files, 'file')}: ${verb.toLowerCase()} it, or go up.` : canMake ? `It is empty: ${verb.toLowerCase()} it, or go up.` : 'Go up to choose another.'}
        </EmptyState>
      )}
      <VirtualList
        label="Folders"
        listRef={list}
        className={listing?.folders.length === 0 ? styles['none'] : styles['list']}
        count={listing?.folders.length ?? 0}
        rowHeight={32}
        active={active}
        onActive={setActive}
        onOpen={(index) => void go(listing?.folders[index]?.id ?? null)}
        onKey={handleKey}
        rowKey={(index) => listing?.folders[index]?.id ?? String(index)}
        rowLabel={(index) => listing?.folders[index]?.name ?? ''}
      >
        {(index) => (
          <span className={styles['row']}>
            {here ? <Folder size={16} /> : <HardDrive size={16} />}
            <bdi className={styles['name']}>{here ? listing?.folders[index]?.name : listing?.folders[index]?.path}</bdi>
          </span>
        )}
      </VirtualList>
      <p className={styles['hint']}>Enter opens a folder to look inside, Backspace goes up.</p>
    </Dialog>
  );
}

function Crumbs({ listing, onGo }: { readonly listing: FolderListing | null; readonly onGo: (id: FolderId | null) => void }) {
  const { at = null, parent = null } = listing ?? {};
  return (
    <nav aria-label="Path" className={styles['crumbs']} title={at?.path}>
      <button type="button" onClick={() => onGo(null)}>
        Folders
      </button>
      {parent && (
        <>
          <span aria-hidden="true">›</span>
          <button type="button" onClick={() => onGo(parent.id)}>
            {parent.path}
          </button>
        </>
      )}
      {at && (
        <>
          <span aria-hidden="true">›</span>
          <strong>{at.name}</strong>
        </>
      )}
    </nav>
  );
}
