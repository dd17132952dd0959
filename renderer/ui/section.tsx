import { useId, type ReactNode } from 'react';

interface SectionProps {
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  /** Takes the height that is left. */
  readonly grow?: boolean;
  /** Shown only where the window is tall enough: extra height buys content, not air. */
  readonly tallOnly?: boolean;
  readonly toEnd?: boolean;
  readonly children: ReactNode;
}

/** A small heading and what is under it. */
export function Section({
  title,
  aside,
  grow = false,
  tallOnly = false,
  toEnd = false,
  children,
}: SectionProps) {
  const id = useId();
  const classes = ['section', grow && 'grow column-fill', tallOnly && 'tall-only', toEnd && 'to-end'];
  return (
    <section className={classes.filter(Boolean).join(' ')} aria-labelledby={id}>
      <h3>
        <span id={id}>{title}</span>
        {aside ? <span className="aside">{aside}</span> : null}
      </h3>
      {children}
    </section>
  );
}
