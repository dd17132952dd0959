import { useId, type ReactNode } from 'react';

interface SectionProps {
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  /** Takes the height that is left. */
  readonly grow?: boolean;
  readonly children: ReactNode;
}

/** A small heading and what is under it. */
export function Section({ title, aside, grow = false, children }: SectionProps) {
  const id = useId();
  return (
    <section className={grow ? 'section grow column-fill' : 'section'} aria-labelledby={id}>
      <h3>
        <span id={id}>{title}</span>
        {aside ? <span className="aside">{aside}</span> : null}
      </h3>
      {children}
    </section>
  );
}
