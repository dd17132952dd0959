import type { ReactNode } from 'react';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-names.ts';

/** Nothing to show: says what to try. */
export function Empty({ icon, title, children }: { icon?: IconName; title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      {icon ? <Icon name={icon} size="l" /> : null}
      <b>{title}</b>
      {children ? <span className="xs">{children}</span> : null}
    </div>
  );
}

/** Bars in the place of what is being read. They appear only after 120 ms. */
export function Skeleton({ lines = 4 }: { readonly lines?: number }) {
  const { t } = useI18n();
  return (
    <div className="skeleton" role="status" aria-label={t('common.loading')}>
      {Array.from({ length: lines }, (_, index) => (
        <i key={index} />
      ))}
    </div>
  );
}

/** A workspace that is not there yet: a screen reader finds the page's main part at once, and hears that it is being read. */
export const LoadingPart = () => (
  <main aria-busy="true">
    <Skeleton lines={8} />
  </main>
);

/** What failed, what still works, and what can be done about it. */
export function ErrorNote({
  title,
  children,
  action,
  isPage = false,
}: {
  title: string;
  /** The fault is all there is on the screen: its title is the page's heading. */
  isPage?: boolean;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="error-note" role="alert">
      <Icon name="warn" />
      <div className="fill stack">
        <div>
          {isPage ? <h1>{title}</h1> : <b>{title}</b>}
          {children ? <div className="xs ink-2">{children}</div> : null}
        </div>
        {action ? <div className="row wrap">{action}</div> : null}
      </div>
    </div>
  );
}
