import { ImageOff } from 'lucide-react';
import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { ImageFile } from '../../shared/files';
import type { PreviewSize } from '../../shared/contract';
import { useApp } from '../app/app-context';
import { afterPaint } from '../ui/after-paint';
import { cx } from '../ui/cx';
import styles from './Thumbnail.module.css';

interface ThumbnailProps {
  /** Null: a file that is not here; undefined: which one is not known yet. */
  readonly file: Pick<ImageFile, 'id' | 'name'> | null | undefined;
  readonly size: PreviewSize;
  readonly className?: string | undefined;
  readonly describe?: boolean;
  /** Whether not to ask for it yet; once asked for it stays. */
  readonly waiting?: boolean;
}

/** A picture in a box of fixed size, and a sign in its place where there is none to be had. */
export function Thumbnail({ file, size, className, describe = false, waiting = false }: ThumbnailProps) {
  const { client } = useApp();
  const source = file ? client.previewUrl(file.id, size) : null;
  const [failed, setFailed] = useState<string | null>(null);
  const [wanted, setWanted] = useState(waiting ? null : source);
  if (!waiting && wanted !== source) setWanted(source);
  const picture = useSource(wanted === source ? source : null);
  return (
    <span className={cx(styles['box'], className)}>
      {file === null || (source !== null && failed === source) ? (
        <span className={styles['missing']} role={describe ? 'img' : undefined} aria-label={describe && file ? `No preview of ${file.name}` : undefined}>
          <ImageOff size={20} strokeWidth={1.5} aria-hidden="true" />
          {size === 'large' && <span>No preview</span>}
        </span>
      ) : (
        <img
          ref={picture}
          alt={describe && file ? file.name : ''}
          decoding="async"
          draggable={false}
          className={styles['picture']}
          onError={() => setFailed(source)}
        />
      )}
    </span>
  );
}

/** Gives an image its source for as long as it is there: taken away from one that goes, it ends the request that may still be under way. */
function useSource(source: string | null): RefObject<HTMLImageElement | null> {
  const picture = useRef<HTMLImageElement>(null);
  useLayoutEffect(() => {
    const image = picture.current;
    if (!image || source === null) return;
    // Words come first, and what is only passed by asks for nothing.
    const takeBack = afterPaint(() => (image.src = source));
    return () => {
      takeBack();
      image.removeAttribute('src');
    };
  }, [source]);
  return picture;
}
