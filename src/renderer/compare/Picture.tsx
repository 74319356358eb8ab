import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import { previewSides, type PreviewSize } from '../../shared/contract';
import type { ImageFile } from '../../shared/files';
import { useApp } from '../app/app-context';
import { cx } from '../ui/cx';
import type { Affine } from '../../shared/affine';
import { cssMatrix, scaleOf } from './affine';
import styles from './Picture.module.css';

interface PictureProps {
  readonly file: ImageFile;
  /** From its pixels to the pane. */
  readonly at: Affine;
  /** Screen pixels per CSS pixel. */
  readonly density: number;
  /** Whether each pixel counts, however small it is shown. */
  readonly exact?: boolean;
  readonly className?: string | false | undefined;
}

/** From here on, in screen pixels per picture pixel, pixels are shown as the squares they are. */
const squares = 3;

/** A picture laid somewhere in a pane: a reduced one where that is enough, and over it the file's own pixels where it is not. */
export function Picture({ file, at, density, exact = false, className }: PictureProps) {
  const scale = scaleOf(at) * density;
  const longest = Math.max(file.width, file.height);
  const close = exact || scale * longest > 0.9 * Math.min(longest, previewSides.large);
  // A small one is here as soon in its own pixels as in reduced ones.
  const [small] = useState(close && longest <= previewSides.large);
  const [broken, setBroken] = useState<readonly PreviewSize[]>([]);
  const [loaded, setLoaded] = useState(false);
  const fail = (size: PreviewSize) => setBroken((sizes) => [...sizes, size]);

  const full = (close || small) && !broken.includes('full');
  const reduced = !(small && full) && !broken.includes('large');

  if (!full && !reduced) {
    return (
      <span className={styles['missing']} role="img" aria-label={`No preview of ${file.name}`}>
        <ImageOff size={20} strokeWidth={1.5} aria-hidden="true" />
        <span>No preview</span>
      </span>
    );
  }
  return (
    <span
      className={cx(styles['picture'], scale >= squares && styles['squares'], className)}
      style={{ width: file.width, height: file.height, transform: cssMatrix(at) }}
    >
      {reduced && <Pixels file={file} size="large" hidden={full && loaded} onError={() => fail('large')} />}
      {full && <Pixels file={file} size="full" hidden={reduced && !loaded} onLoad={() => setLoaded(true)} onError={() => fail('full')} />}
    </span>
  );
}

interface PixelsProps {
  readonly file: ImageFile;
  readonly size: PreviewSize;
  readonly hidden: boolean;
  readonly onLoad?: () => void;
  readonly onError: () => void;
}

function Pixels({ file, size, hidden, onLoad, onError }: PixelsProps) {
  const { client } = useApp();
  return (
    <img
      src={client.previewUrl(file.id, size)}
      alt={hidden ? '' : file.name}
      data-size={size}
      draggable={false}
      className={cx(styles['pixels'], hidden && styles['hidden'])}
      onLoad={onLoad}
      onError={onError}
    />
  );
}
