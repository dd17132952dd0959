import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useNow } from './now.tsx';

/** 02:41 since an instant, running. */
export function Elapsed({ since }: { readonly since: number }) {
  const { format } = useI18n();
  return <>{format.clock(useNow() - since)}</>;
}

/** Seconds since an instant, running: 已发送 3 秒. */
export function SecondsSince({ since }: { readonly since: number }) {
  const { format } = useI18n();
  return <>{format.seconds(Math.max(0, useNow() - since))}</>;
}

/** Time left until an instant, at 00:00 once it is over. */
export function Countdown({ until }: { readonly until: number }) {
  const { format } = useI18n();
  return <>{format.clock(Math.max(0, until - useNow() + 999))}</>;
}

/** 14:32 now. */
export function TimeNow() {
  const { format } = useI18n();
  return <b>{format.time(useNow())}</b>;
}
