import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { ariaShortcut, type Shortcut } from '#renderer/commands/shortcut.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-names.ts';
import { KeyCap } from './key-cap.tsx';

export type ButtonKind = 'plain' | 'primary' | 'quiet' | 'big' | 'danger' | 'danger-fill';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> {
  readonly kind?: ButtonKind;
  readonly icon?: IconName;
  readonly keys?: Shortcut | null;
  readonly wide?: boolean;
  /** A quiet button at the right edge of its line stands flush with it. */
  readonly flush?: boolean;
  readonly children?: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** Exactly one `primary` per state of a screen; `danger-fill` only as the second step of a confirmation. */
export function Button(props: ButtonProps) {
  const { kind = 'plain', icon, keys = null, wide = false, flush = false, children, ...rest } = props;
  const classes = [
    'btn',
    kind === 'plain' ? '' : `btn-${kind}`,
    wide ? 'btn-wide' : '',
    flush ? 'btn-flush' : '',
  ];
  return (
    <button
      type="button"
      className={classes.filter(Boolean).join(' ')}
      aria-keyshortcuts={keys ? ariaShortcut(keys) : undefined}
      {...rest}
    >
      {icon ? <Icon name={icon} size="s" /> : null}
      {children}
      {keys ? <KeyCap keys={keys} /> : null}
    </button>
  );
}
