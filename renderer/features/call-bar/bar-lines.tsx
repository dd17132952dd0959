import { useShallow } from 'zustand/react/shallow';
import type { CallSnapshot, Transfer } from '#shared/call/contract.ts';
import type { Key } from '#renderer/i18n/key.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { callersCall, otherCalls } from '#renderer/stores/select/call.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { callerName } from './caller-name.ts';
import { Elapsed } from '#renderer/ui/clock.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import type { IconName } from '#renderer/ui/icon-names.ts';
import { KeyCap } from '#renderer/ui/key-cap.tsx';

/** The calls behind the one in front, and how a transfer goes. At the right of the name: no slot moves for them. */
export function BarLines() {
  const others = useDeskState(useShallow(otherCalls));
  const latest = useDeskState((state) => callersCall(state)?.transfer ?? null);
  const transfer = isUnder(latest) ? latest : null;
  if (others.length === 0 && transfer === null) return null;
  return (
    <div className="bar-lines" role="status">
      {transfer === null ? null : <TransferLine transfer={transfer} />}
      {others.slice(0, transfer === null ? 2 : 1).map((call) => (
        <OtherLine key={call.id} call={call} />
      ))}
    </div>
  );
}

function wordOf(call: CallSnapshot): {
  readonly icon: IconName;
  readonly key: Key;
  readonly cap: string | null;
} {
  if (call.state === 'ringing') return { icon: 'bell', key: 'call.line.waiting', cap: null };
  if (call.state === 'dialing' || call.state === 'connecting')
    return { icon: 'phone', key: 'call.line.dialing', cap: 'Shift+F12' };
  if (call.conferenced) return { icon: 'people', key: 'call.line.conferenced', cap: null };
  return {
    icon: 'pause',
    key: call.state === 'held' ? 'call.line.held' : 'call.line.active',
    cap: 'Shift+F5',
  };
}

function OtherLine({ call }: { readonly call: CallSnapshot }) {
  const i18n = useI18n();
  const { t } = i18n;
  const caller = useTopic('caller/state', (state) => (state?.callId === call.id ? state : null));
  const { icon, key, cap } = wordOf(call);
  const since =
    call.state === 'held' ? (call.heldSince ?? call.startedAt) : (call.answeredAt ?? call.startedAt);
  return (
    <span className={`bar-line ${call.state}`} data-line={call.id}>
      <Icon name={icon} size="s" />
      <span className="clip">{callerName(i18n, call, caller)}</span>
      <span className="nowrap">
        {t(key)} <Elapsed since={since} />
      </span>
      {cap === null ? null : <KeyCap keys={cap} />}
    </span>
  );
}

type Under = Transfer & { readonly state: Exclude<Transfer['state'], 'failed'> };

const isUnder = (transfer: Transfer | null): transfer is Under =>
  transfer !== null && transfer.state !== 'failed';

const stepKeys: Readonly<Record<Under['state'], Key>> = {
  asked: 'call.handing.asked',
  trying: 'call.handing.trying',
  ringing: 'call.handing.ringing',
  done: 'call.handing.done',
};

/** How the transfer goes, in words. What went wrong stands in the strip, where there is room for it. */
function TransferLine({ transfer }: { readonly transfer: Under }) {
  const { t } = useI18n();
  const { to, state } = transfer;
  return (
    <span className="bar-line flight">
      <Icon name={state === 'done' ? 'check' : 'flight'} size="s" turning={state !== 'done'} />
      <span className="clip">{t(stepKeys[state], { to })}</span>
    </span>
  );
}
