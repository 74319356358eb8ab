import { CircleAlert, Images, SearchCheck, ScanSearch } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { radiusRange } from '../../shared/settings';
import { explain } from '../../shared/errors';
import { useApp } from '../app/app-context';
import { isScanning } from '../state/scan';
import { Button } from '../ui/Button';
import { EmptyState } from '../ui/EmptyState';
import { plural } from '../ui/format';
import { GroupList } from './GroupList';
import { GroupView } from './GroupView';
import { Splitter } from './Splitter';
import { Strictness } from '../settings/Strictness';
import styles from './Review.module.css';

/** The groups on the left, the pictures of the selected one on the right. */
export function Review() {
  const { scan } = useApp();
  const any = useStore(scan, (state) => state.scan.groups.groups > 0);
  return <main className={styles['main']}>{any ? <Groups /> : <NoGroups />}</main>;
}

function Groups() {
  return (
    <Splitter>
      <GroupList />
      <GroupView />
    </Splitter>
  );
}

const iconSize = { size: 40, strokeWidth: 1.25 } as const;

/** Why there are no groups to see, and what to do about it. */
function NoGroups() {
  const { library, scan, settings, view } = useApp();
  const phase = useStore(scan, (state) => state.scan.phase);
  const error = useStore(scan, (state) => state.scan.error);
  const folders = useStore(scan, (state) => state.scan.folders);
  const images = useStore(scan, ({ scan: { stats } }) => stats.hashed + stats.cached);
  const left = useStore(scan, (state) => state.scan.groups.images);
  const skipped = useStore(scan, ({ scan: { stats } }) => stats.skipped);
  const radius = useStore(settings.store, (state) => state.settings.radius);
  const names = folders.map(({ name }) => `“${name}”`).join(', ');
  const choose = <Button onClick={() => void library.choose()}>Choose another folder</Button>;

  if (phase === 'failed') {
    const { what, advice } = explain(error ?? { kind: 'internal', detail: 'no reason was given' });
    return (
      <EmptyState
        icon={<CircleAlert {...iconSize} />}
        title={what}
        actions={
          <>
            <Button look="primary" onClick={() => void library.open(folders)}>
              Try again
            </Button>
            {choose}
          </>
        }
      >
        {advice}
      </EmptyState>
    );
  }
  if (phase === 'opening') return null;
  if (isScanning(phase)) {
    return (
      <EmptyState icon={<ScanSearch {...iconSize} />} title="Looking for copies">
        Groups appear here as they are found. You can review them while the scan goes on.
      </EmptyState>
    );
  }
  if (images === 0) {
    return (
      <EmptyState
        icon={<Images {...iconSize} />}
        title={`No images in ${names}`}
        actions={
          <>
            <Button look="primary" onClick={() => void library.choose()}>
              Choose another folder
            </Button>
            {skipped > 0 && <Button onClick={() => view.open({ kind: 'skipped' })}>See what was skipped</Button>}
          </>
        }
      >
        Lookalike reads JPEG, PNG, WebP, AVIF, GIF, TIFF and SVG, whatever the files are called.
      </EmptyState>
    );
  }
  const looser = Math.min(radiusRange.max, radius + 3);
  return (
    <EmptyState
      icon={<SearchCheck {...iconSize} />}
      title={left < images ? `No copies left among ${plural(left, 'image')}` : `No copies among ${plural(images, 'image')}`}
      actions={
        <>
          {looser > radius && (
            <Button look="primary" onClick={() => void settings.change({ radius: looser })}>
              Look less strictly
            </Button>
          )}
          {choose}
        </>
      }
    >
      <Advice>{looser > radius ? 'Try a looser strictness.' : 'This is the loosest strictness there is: no two pictures look alike.'}</Advice>
    </EmptyState>
  );
}

function Advice({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles['advice']}>
      <p>{children}</p>
      <Strictness />
    </div>
  );
}
