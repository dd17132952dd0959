import { createContext, use, type ReactNode } from 'react';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useNow } from '#renderer/ui/now.tsx';

const StoppedAt = createContext<number | null>(null);

/** `at`: when the feed stopped. Below this no clock runs on: figures that are no longer told do not grow. */
export function FloorClock({ at, children }: { readonly at: number | null; readonly children: ReactNode }) {
  return <StoppedAt value={at}>{children}</StoppedAt>;
}

/** The present instant of the floor's figures. */
export function useFloorNow(): number {
  const now = useNow();
  return use(StoppedAt) ?? now;
}

interface SinceProps {
  readonly since: number;
  /** Amber over this, with a mark, so that the colour is not alone. */
  readonly limitMs?: number;
}

/** 03:40, running while the feed runs. */
export function Since({ since, limitMs = Number.POSITIVE_INFINITY }: SinceProps) {
  const { format } = useI18n();
  const ms = useFloorNow() - since;
  const over = ms > limitMs;
  return (
    <span className={over ? 'near' : undefined}>
      {format.clock(ms)}
      {over ? <b aria-hidden="true"> !</b> : null}
    </span>
  );
}
