import { CopyX, FolderCog, FolderOpen, History, Keyboard, Pause, Play, RefreshCw, Settings, X } from 'lucide-react';
import { useStore } from 'zustand';
import { ExportMenu } from '../export/ExportMenu';
import { RecentMenu } from '../folders/RecentMenu';
import { filesDone, isScanning } from '../state/scan';
import { Bar } from '../ui/Bar';
import { Button, IconButton } from '../ui/Button';
import { count } from '../ui/format';
import { useApp } from './app-context';
import { keysOf, withKeys } from './shortcuts';
import { statusInWords } from './status';
import styles from './Header.module.css';

export function Header() {
  const { library, view } = useApp();
  return (
    <header className={styles['header']}>
      <div className={styles['choose']}>
        <Button icon={<FolderOpen size={16} />} onClick={() => void library.choose()} title={withKeys('Choose folder', 'window', 'chooseFolder')}>
          Choose folder
        </Button>
        <RecentMenu />
      </div>
      <Title />
      <div className={styles['tools']}>
        <SkippedButton />
        <ScanButtons />
        <ExportMenu />
        <IconButton label="Folders" icon={<FolderCog size={16} />} onClick={() => view.open({ kind: 'folders' })} />
        <IconButton label="History of removals" icon={<History size={16} />} onClick={() => view.open({ kind: 'history' })} />
        <IconButton label="Not copies" icon={<CopyX size={16} />} onClick={() => view.open({ kind: 'dismissed' })} />
        <IconButton label="Keyboard shortcuts" keys={keysOf('window', 'shortcuts')} icon={<Keyboard size={16} />} onClick={() => view.showShortcuts(true)} />
        <IconButton label="Settings" keys={keysOf('window', 'settings')} icon={<Settings size={16} />} onClick={() => view.open({ kind: 'settings' })} />
      </div>
      <Overall />
    </header>
  );
}

function Title() {
  const { scan } = useApp();
  const folders = useStore(scan, (state) => state.scan.folders);
  const status = useStore(scan, (state) => statusInWords(state.scan));
  const paths = folders.map(({ path }) => path).join('\n');
  return (
    <div className={styles['title']}>
      <h1 className={styles['folders']} title={paths}>
        {folders.map(({ name }) => name).join(', ')}
      </h1>
      <p className={styles['status']} title={status}>
        {status}
      </p>
    </div>
  );
}

function SkippedButton() {
  const { scan, view } = useApp();
  const skipped = useStore(scan, (state) => state.scan.stats.skipped);
  const plain = useStore(scan, (state) => state.scan.groups.plain);
  return (
    <Button
      look="quiet"
      unavailable={skipped + plain === 0 && 'No file was skipped.'}
      onClick={() => view.open({ kind: 'skipped' })}
    >
      Skipped files{skipped > 0 && <span className={styles['badge']}>{count(skipped)}</span>}
    </Button>
  );
}

function ScanButtons() {
  const { library, scan } = useApp();
  const phase = useStore(scan, (state) => state.scan.phase);
  const folders = useStore(scan, (state) => state.scan.folders);
  if (!isScanning(phase)) {
    return (
      <Button icon={<RefreshCw size={16} />} look="quiet" unavailable={phase === 'opening' && 'The library is being opened.'} onClick={() => void library.open(folders)}>
        Scan again
      </Button>
    );
  }
  return (
    <>
      {phase === 'paused' ? (
        <Button icon={<Play size={16} />} onClick={() => void library.resume()}>
          Resume
        </Button>
      ) : (
        <Button
          icon={<Pause size={16} />}
          unavailable={phase === 'comparing' && 'All images are read; comparing them takes only a moment.'}
          onClick={() => void library.pause()}
        >
          Pause
        </Button>
      )}
      <Button icon={<X size={16} />} aria-label="Cancel scan" title="Ends the scan; what was found so far stays" onClick={() => void library.cancel()}>
        Cancel
      </Button>
    </>
  );
}

/** How far the whole scan is, along the lower edge of the header. */
function Overall() {
  const { scan } = useApp();
  const running = useStore(scan, (state) => isScanning(state.scan.phase));
  const paused = useStore(scan, (state) => state.scan.phase === 'paused');
  const share = useStore(scan, ({ scan: state }) =>
    state.listed && state.stats.files > 0 ? filesDone(state) / state.stats.files : null,
  );
  const status = useStore(scan, (state) => statusInWords(state.scan));
  return (
    <div className={styles['overall']}>
      {running && <Bar label="Scan" value={share} text={status} still={paused} />}
    </div>
  );
}
