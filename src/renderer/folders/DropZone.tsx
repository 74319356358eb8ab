import { FolderInput } from 'lucide-react';
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { useApp } from '../app/app-context';
import { cx } from '../ui/cx';
import styles from './DropZone.module.css';

/** The whole window takes folders that are dropped on it. */
export function DropZone({ className, children }: { readonly className?: string | undefined; readonly children: ReactNode }) {
  const { library } = useApp();
  const [over, setOver] = useState(false);
  // Entering a child fires before leaving its parent, so only the balance says whether the pointer is inside.
  const depth = useRef(0);

  function follow(change: 1 | -1) {
    return (event: DragEvent) => {
      if (!event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      depth.current += change;
      setOver(depth.current > 0);
    };
  }

  function drop(event: DragEvent): void {
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    void library.openDropped([...event.dataTransfer.files]);
  }

  return (
    <div
      className={cx(className, styles['zone'])}
      onDragEnter={follow(1)}
      onDragLeave={follow(-1)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      {children}
      {over && (
        <div className={styles['over']}>
          <FolderInput size={40} aria-hidden="true" />
          <p>Drop folders to look for copies in them</p>
        </div>
      )}
    </div>
  );
}
