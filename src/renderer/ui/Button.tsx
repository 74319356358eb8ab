import { Tooltip } from '@base-ui/react/tooltip';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';
import styles from './Button.module.css';

interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  readonly look?: 'plain' | 'primary' | 'quiet' | undefined;
  readonly icon?: ReactNode;
  /** Why it can't be used now. The button stays focusable, so that focus is not lost and the reason can be read. */
  readonly unavailable?: string | false | null | undefined;
}

export function Button({ look = 'plain', icon, unavailable, className, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      {...(unavailable && { title: unavailable })}
      aria-disabled={unavailable ? true : undefined}
      className={cx(styles['button'], styles[look], className)}
      onClick={unavailable ? undefined : onClick}
    >
      {icon}
      {children !== undefined && <span className={styles['label']}>{children}</span>}
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonProps, 'icon' | 'children' | 'title'> {
  readonly label: string;
  readonly icon: ReactNode;
  /** A shortcut, shown with the name. */
  readonly keys?: string;
}

/** A button that is only a picture; its name shows as a tooltip. */
export function IconButton({ label, icon, keys, className, look = 'quiet', ...rest }: IconButtonProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger
        render={
          <Button look={look} aria-label={label} icon={icon} className={cx(styles['square'], className)} {...rest} />
        }
      />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className={styles['positioner']}>
          <Tooltip.Popup className={styles['tip']}>
            {rest.unavailable || label}
            {keys && !rest.unavailable && <kbd className={styles['keys']}>{keys}</kbd>}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
