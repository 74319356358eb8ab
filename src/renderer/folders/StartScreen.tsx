import { FolderOpen, History, Images, Settings, Sparkles } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useApp } from '../app/app-context';
import { keysOf } from '../app/shortcuts';
import { Bar } from '../ui/Bar';
import { Button, IconButton } from '../ui/Button';
import { count } from '../ui/format';
import { RecentLibraries } from './RecentLibraries';
import styles from './StartScreen.module.css';

/** Before any library is open: the ways to open one. */
export function StartScreen() {
  const { host, library, view } = useApp();
  const samples = useStore(host, (state) => state.samples);
  const dropsPaths = useStore(host, (state) => state.info?.folderDrop ?? false);
  const choose = useRef<HTMLButtonElement>(null);
  useEffect(() => choose.current?.focus({ preventScroll: true }), []);

  return (
    <main className={styles['start']}>
      <div className={styles['tools']}>
        <IconButton label="History of removals" icon={<History size={16} />} onClick={() => view.open({ kind: 'history' })} />
        <IconButton label="Settings" keys={keysOf('window', 'settings')} icon={<Settings size={16} />} onClick={() => view.open({ kind: 'settings' })} />
      </div>
      <div className={styles['column']}>
        <section className={styles['drop']} aria-label="Open a folder">
          <Images size={48} strokeWidth={1.25} aria-hidden="true" className={styles['picture']} />
          <h1 className={styles['title']}>Find the copies among your pictures</h1>
          <p className={styles['text']}>
            {dropsPaths ? 'Drop a folder here, or choose one.' : 'Choose a folder of images.'} Nothing is changed until you
            say so, and what you remove goes to the trash.
          </p>
          <div className={styles['actions']}>
            <Button ref={choose} look="primary" icon={<FolderOpen size={16} />} onClick={() => void library.choose()}>
              Choose folder
            </Button>
            <Button
              icon={<Sparkles size={16} />}
              unavailable={samples && 'The sample photos are being made.'}
              onClick={() => void library.openSamples()}
            >
              Try it with sample photos
            </Button>
          </div>
          {samples && (
            <div className={styles['samples']} role="status">
              <Bar label="Making sample photos" value={samples.total > 0 ? samples.done / samples.total : null} />
              <p>
                Drawing sample photos
                {samples.total > 0 && ` · ${count(samples.done)} of ${count(samples.total)}`}
              </p>
            </div>
          )}
        </section>
        <RecentLibraries />
      </div>
    </main>
  );
}
