import { ContextMenu } from '@base-ui/react/context-menu';
import { Menu } from '@base-ui/react/menu';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';
import styles from './Menu.module.css';

type Place = Pick<ComponentProps<typeof Menu.Positioner>, 'align' | 'alignOffset'>;

/** What a menu opens, below its button. Goes into a `Menu.Root`. */
export function MenuPopup({ children, className, ...place }: Place & { readonly children: ReactNode; readonly className?: string | undefined }) {
  return (
    <Menu.Portal>
      <Menu.Positioner className={styles['positioner']} sideOffset={4} {...place}>
        <Menu.Popup className={cx(styles['menu'], className)}>{children}</Menu.Popup>
      </Menu.Positioner>
    </Menu.Portal>
  );
}

/** The same where the pointer is. Goes into a `ContextMenu.Root`. */
export function ContextMenuPopup({ children }: { readonly children: ReactNode }) {
  return (
    <ContextMenu.Portal>
      <ContextMenu.Positioner className={styles['positioner']}>
        <ContextMenu.Popup className={styles['menu']}>{children}</ContextMenu.Popup>
      </ContextMenu.Positioner>
    </ContextMenu.Portal>
  );
}

interface MenuItemProps extends ComponentProps<typeof Menu.Item> {
  readonly icon?: ReactNode;
  /** A shortcut, shown with the name. */
  readonly keys?: string | undefined;
}

export function MenuItem({ icon, keys, children, className, ...rest }: MenuItemProps) {
  return (
    <Menu.Item className={cx(styles['item'], typeof className === 'string' && className)} {...rest}>
      {icon}
      <span className={styles['label']}>{children}</span>
      {keys !== undefined && <kbd className={styles['keys']}>{keys}</kbd>}
    </Menu.Item>
  );
}

export function MenuSeparator() {
  return <Menu.Separator className={styles['separator']} />;
}
