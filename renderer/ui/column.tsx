import type { ReactNode } from 'react';
import { ariaShortcut, type Shortcut } from '#renderer/commands/shortcut.ts';
import type { Place } from '#renderer/stores/desk.ts';
import { KeyCap } from './key-cap.tsx';

interface ColumnProps {
  readonly place: Place;
  readonly title: string;
  readonly note?: ReactNode;
  readonly keys: Shortcut;
  readonly middle?: boolean;
  /** False where the key lands on a field inside the column. */
  readonly focusable?: boolean;
  /** Nothing in it takes the keyboard: the Tab key stops at the column itself, so that it can be scrolled. */
  readonly tabStop?: boolean;
  /** Larger type for what is said: some callers need one thing at a time. */
  readonly large?: boolean;
  /** Stays in sight under the body. */
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}

/** What scrolls must be had by the keyboard, also where nothing in it is (WCAG 2.1.1). */
const scrolled = { tabIndex: 0 };
const reached = { tabIndex: -1 };

/** One column of the desk: a named region that its key goes to. */
export function Column({
  place,
  title,
  note,
  keys,
  middle = false,
  focusable = true,
  tabStop = false,
  large = false,
  foot,
  children,
}: ColumnProps) {
  return (
    <section
      className={middle ? 'column middle' : 'column'}
      aria-label={title}
      data-size={large ? 'large' : undefined}
    >
      <div className="column-head">
        <h2>{title}</h2>
        {note ? <span className="clip">{note}</span> : null}
        <span className="fill" />
        <KeyCap keys={keys} />
      </div>
      <div
        className="column-body"
        aria-keyshortcuts={ariaShortcut(keys)}
        {...(tabStop ? scrolled : reached)}
        {...(focusable ? { 'data-place': place } : {})}
      >
        {children}
      </div>
      {foot}
    </section>
  );
}
