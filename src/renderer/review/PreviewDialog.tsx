import { ChevronLeft, ChevronRight, Maximize, Trash2, ZoomIn } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { previewSides } from '../../shared/contract';
import type { FileId, Group, ImageFile } from '../../shared/domain';
import { useApp } from '../app/app-context';
import { Button, IconButton } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { count } from '../ui/format';
import { best } from './best';
import { Facts } from './Facts';
import { lastLeftReason } from './MemberCard';
import { Thumbnail } from './Thumbnail';
import { useFileMark } from './use-marks';
import { comparisonInWords, distanceInWords } from './words';
import styles from './PreviewDialog.module.css';

/** The pictures of a group one at a time, as large as the window. */
export function PreviewDialog({ group, first }: { readonly group: Group; readonly first: FileId }) {
  const { marks, view } = useApp();
  const [index, setIndex] = useState(Math.max(0, group.members.findIndex(({ file }) => file.id === first)));
  const [full, setFull] = useState(false);
  const stage = useRef<HTMLDivElement>(null);
  const member = group.members[index] ?? group.members[0]!;
  const { file } = member;
  const { marked, lastLeft, keeper, kept } = useFileMark(group, file.id);
  const total = group.members.length;

  useEffect(() => {
    function handle(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const by = (step: number) => setIndex((from) => (from + step + total) % total);
      if (event.key === 'ArrowRight') by(1);
      else if (event.key === 'ArrowLeft') by(-1);
      else if (event.key === 'Home') setIndex(0);
      else if (event.key === 'End') setIndex(total - 1);
      else if (event.key === '1' || event.key === 'z') setFull((is) => !is);
      else if (event.key === 'Delete') marks.mark(group, file.id);
      else if (event.key.toLowerCase() === 'k') marks.keepInstead(group, file.id);
      else return;
      event.preventDefault();
    }
    // While it is captured: the dialog lets no arrow key, Home or End out.
    window.addEventListener('keydown', handle, { capture: true });
    return () => window.removeEventListener('keydown', handle, { capture: true });
  }, [file.id, group, marks, total]);

  return (
    <Dialog
      title={file.name}
      size="whole"
      onClose={view.close}
      initialFocus={stage}
      titleExtra={
        <>
          <span className={styles['state']} role="status">
            {marked ? 'Goes to the trash' : kept ? 'Keep' : 'Not marked'}
          </span>
          <Button
            icon={<Trash2 size={16} />}
            aria-pressed={marked}
            unavailable={lastLeft && lastLeftReason}
            onClick={() => (marked ? marks.unmark(group, file.id) : void marks.mark(group, file.id))}
          >
            {marked ? 'Unmark' : 'Mark'}
          </Button>
          <Button
            icon={full ? <Maximize size={16} /> : <ZoomIn size={16} />}
            aria-pressed={full}
            title="Fit or 100 % (1)"
            onClick={() => setFull(!full)}
          >
            {full ? 'Fit' : '100 %'}
          </Button>
        </>
      }
    >
      <div ref={stage} tabIndex={0} role="group" aria-label="Picture" className={styles['stage']}>
        {full ? <FullSize file={file} /> : <Thumbnail file={file} size="large" className={styles['fit']} describe />}
      </div>
      <footer className={styles['footer']}>
        <IconButton label="Previous picture" keys="←" icon={<ChevronLeft size={16} />} onClick={() => setIndex((index + total - 1) % total)} />
        <span className={styles['position']} role="status">{`${count(index + 1)} of ${count(total)}`}</span>
        <IconButton label="Next picture" keys="→" icon={<ChevronRight size={16} />} onClick={() => setIndex((index + 1) % total)} />
        <Facts file={file} best={best(group.members.map((each) => each.file))} />
        {index === 0 ? (
          <span className={styles['comparison']}>suggested to keep</span>
        ) : (
          <span className={styles['comparison']} title={distanceInWords(member)}>
            {comparisonInWords(group, member, keeper)}
          </span>
        )}
      </footer>
    </Dialog>
  );
}

/** The picture with one of its pixels to each of the screen's. */
function FullSize({ file }: { readonly file: ImageFile }) {
  const { client } = useApp();
  const density = window.devicePixelRatio;
  const reduced = Math.max(file.width, file.height) > previewSides.large;
  return (
    <>
      <img
        src={client.previewUrl(file.id, 'large')}
        alt={file.name}
        draggable={false}
        className={styles['full']}
        style={{ width: file.width / density, height: file.height / density }}
      />
      {reduced && <p className={styles['reduced']}>Enlarged from a preview of {count(previewSides.large)} pixels</p>}
    </>
  );
}
