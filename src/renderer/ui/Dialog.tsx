import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useRef, type ReactNode, type RefObject } from 'react';
import { IconButton } from './Button';
import { cx } from './cx';
import styles from './Dialog.module.css';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons, the one that does it last. */
  readonly actions?: ReactNode;
  readonly size?: 'small' | 'medium' | 'large' | 'whole';
  /** False while something runs that closing would leave without a view. */
  readonly closable?: boolean;
  /** What is focused at first; the dialog as a whole where absent. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
  readonly titleExtra?: ReactNode;
}

/** A modal dialog: focus goes in, stays in, and comes back to where it was; Escape closes it. */
export function Dialog({
  title, onClose, children, actions, size = 'small', closable = true, initialFocus, titleExtra,
}: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root
      open
      onOpenChange={(open) => {
        if (!open && closable) onClose();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={styles['backdrop']} />
        <Base.Popup ref={popup} className={cx(styles['popup'], styles[size])} initialFocus={initialFocus ?? popup}>
          <header className={styles['header']}>
            <Base.Title className={styles['title']}>{title}</Base.Title>
            {titleExtra}
            {closable && <IconButton label="Close" icon={<X size={16} />} onClick={onClose} />}
          </header>
          <div className={styles['body']}>{children}</div>
          {actions && <footer className={styles['actions']}>{actions}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
