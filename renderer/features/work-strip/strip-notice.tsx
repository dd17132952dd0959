import { useEffect } from 'react';
import type { CallEnd, CallSnapshot, Quality, Transfer } from '#shared/call/contract.ts';
import type { MovedDevice } from '#shared/media/topics.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { askingNow } from '#renderer/commands/asked-first.ts';
import { callBack, lostCall } from '#renderer/commands/call-commands.ts';
import { openAsks, openReleases, undoable, undoHold } from '#renderer/commands/control-commands.ts';
import { undoWindowMs } from '#shared/control/undo-window.ts';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { errorWords } from '#renderer/i18n/error-words.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import { bookCallBack } from '#renderer/commands/care-commands.ts';
import { careOfCall } from '#renderer/stores/select/care-call.ts';
import { callersCall, callersTalk, currentCall, liveCall } from '#renderer/stores/select/call.ts';
import { soundless } from '#renderer/stores/select/sound.ts';
import { useDesk, useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { useNow } from '#renderer/ui/now.tsx';
import { helpForLead } from '#renderer/stores/select/help.ts';
import { AskedFirst } from './asked-first.tsx';
import { HelpBanner } from './help-banner.tsx';
import { lineSentence } from './links.tsx';
import { OneWay } from './one-way.tsx';
import { WorkspaceStanding, workspaceNotice } from './workspace-standing.tsx';

/** What is done is said for a while; a failure stays until it is put away. */
const doneForMs = 6000;

/** The one place for notices: what just happened, else what the agent should know about the line, the microphone, open holds. */
export function StripNotice() {
  const i18n = useI18n();
  const desk = useDesk();
  const notice = useStore(desk.notices.store, (state) => state.current);
  useEffect(() => {
    if (notice?.kind !== 'done') return;
    const timer = setTimeout(() => {
      if (desk.notices.store.getState().current === notice) desk.notices.dismiss();
    }, doneForMs);
    return () => clearTimeout(timer);
  }, [notice, desk]);
  const now = useNow();
  const asking = useDeskState((state) => askingNow(state, now));
  const help = useDeskState((state) => helpForLead(state).find((one) => one.state === 'asked') ?? null);
  if (asking) return <AskedFirst asking={asking} />;
  if (help && notice?.kind !== 'failed') return <HelpBanner help={help} />;
  if (!notice) return <UndoOrStanding />;
  const failed = notice.kind === 'failed';
  return (
    <div className={failed ? 'strip-notice failed' : 'strip-notice done'} role={failed ? 'alert' : 'status'}>
      <Icon name={failed ? 'warn' : 'check'} size="s" />
      <span className="text">
        {failed ? errorWords(i18n, notice.error) : i18n.t(notice.key, notice.params)}
      </span>
      <button
        type="button"
        className="strip-link"
        aria-label={i18n.t('strip.notice.dismiss')}
        onClick={() => desk.notices.dismiss()}
      >
        <Icon name="x" size="s" />
      </button>
    </div>
  );
}

/** Five seconds after a hold: the wrong card can be said. Here and not over a button, so that nothing moves under the hand. */
function UndoOrStanding() {
  const { t, format } = useI18n();
  const now = useNow();
  const hold = useDeskState((state) => undoable(state, now));
  if (!hold) return <Standing />;
  const left = Math.max(0, hold.askedAt + undoWindowMs - now);
  return (
    <div className="strip-notice flight" data-undo={hold.requestId}>
      <Icon name="lock" size="s" />
      <span className="text">
        {t('control.undoOffer', { card: hold.target.masked, time: format.seconds(left) })}
      </span>
      <CommandButton command={undoHold} kind="quiet" />
    </div>
  );
}

/** What stands as long as it is so. */
function Standing() {
  const { t, format } = useI18n();
  const microphone = useDeskState((state) => liveCall(state)?.microphone ?? null);
  const unheard = useDeskState(soundless);
  const poor = useDeskState((state) => poorQuality(liveCall(state)?.quality ?? null));
  const moved = useTopic('media/state', (media) => media?.moved[0] ?? null);
  const reach = useDeskState((state) => liveCall(state)?.reach ?? 'ok');
  const waiting = useTopic('control/state', (control) => control?.outboxDepth ?? 0);
  const asks = useDeskState((state) => openAsks(state).length);
  const isLead = useTopic('access/state', (access) => access?.person?.role === 'teamLead');
  const transfer = useDeskState(useShallow(failedTransfer));
  const unread = useTopic(
    'text/state',
    (text) => text?.loose.reduce((sum, thread) => sum + thread.unread, 0) ?? 0,
  );
  const seatAway = useDeskState(seatDidNotCome);
  const lost = useDeskState(lostCall);
  const missed = useDeskState(missedReason);
  const ofWorkspace = useDeskState(workspaceNotice);
  const lineDown = useTopic('line/state', (line) => line?.state === 'waiting' || line?.state === 'refused');
  if (lost) return <Lost call={lost} />;
  if (microphone === 'denied' || microphone === 'silentSource')
    return (
      <div className="strip-notice failed" role="alert">
        <Icon name="micOff" size="s" />
        <span className="text">{t(`call.microphone.${microphone}`)}</span>
      </div>
    );
  if (reach === 'lost')
    return (
      <div className="strip-notice failed" role="alert" data-reach="lost">
        <Icon name="warn" size="s" />
        <span className="text">{t('call.reachLost')}</span>
        <CommandButton command={callBack} kind="quiet" />
      </div>
    );
  if (moved) return <DeviceMoved device={moved} />;
  if (unheard) return <OneWay how={unheard} />;
  if (poor)
    return (
      <div className="strip-notice near" role="status" data-quality="poor">
        <Icon name="warn" size="s" />
        <span className="text">
          {t('call.qualityPoor', {
            mos: format.number(poor.mos, 1),
            loss: format.percent(poor.lossPercent / 100, 1),
          })}
        </span>
      </div>
    );
  if (seatAway)
    return (
      <div className="strip-notice near" role="status" data-seat-away>
        <Icon name="people" size="s" />
        <span className="text">{t('care.seat.away')}</span>
        <CommandButton command={bookCallBack} kind="quiet" />
      </div>
    );
  if (transfer) return <NotHandedOver {...transfer} />;
  if (waiting > 0)
    return (
      <div className="strip-notice flight" role="status" title={t('strip.outboxTitle')}>
        <Icon name="flight" size="s" turning />
        <span className="text">{t('strip.outbox', { count: waiting })}</span>
      </div>
    );
  if (lineDown) return <LineDown />;
  if (asks > 0 && isLead)
    return (
      <div className="strip-notice" role="status">
        <Icon name="lock" size="s" />
        <CommandButton command={openReleases} kind="quiet" />
      </div>
    );
  if (ofWorkspace) return <WorkspaceStanding notice={ofWorkspace} />;
  if (unread > 0)
    return (
      <div className="strip-notice" role="status" data-unread={unread}>
        <Icon name="text" size="s" />
        <span className="text">{t('strip.texts', { count: unread })}</span>
      </div>
    );
  if (missed)
    return (
      <div className="strip-notice" role="status">
        <Icon name="info" size="s" />
        <span className="text">{t(`call.endReason.${missed}`)}</span>
      </div>
    );
  return <div className="strip-notice" />;
}

const notTaken: readonly CallEnd['reason'][] = [
  'busy',
  'noAnswer',
  'refused',
  'redirected',
  'declined',
  'notFound',
];

/** Whoever was called for this caller did not take it, and no time has been agreed yet. */
function seatDidNotCome(state: DeskState): boolean {
  const talk = callersTalk(state);
  const asked = state.calls?.calls.findLast(
    ({ consultFor }) => consultFor !== null && consultFor === talk?.id,
  );
  const came = asked?.state !== 'ended' || asked.answeredAt !== null;
  if (came || !asked.end || !notTaken.includes(asked.end.reason)) return false;
  return careOfCall(state)?.followUps.every(({ state: is }) => is !== 'open') ?? true;
}

/** Under 3.1 nearly all are dissatisfied (ITU-T G.107, table B.1): numbers are misheard, so the agent is told what to do. */
const poorQuality = (quality: Quality | null): Quality | null =>
  quality !== null && quality.mos < 3.1 ? quality : null;

/** As much of a device's name as tells it from the next: drivers give whole sentences. */
const shortName = (label: string): string => (label.length > 28 ? `${label.slice(0, 27)}…` : label);

/** Which device was pulled out and what is used now, until it is read; that it is back, for a while. */
function DeviceMoved({ device: { kind, what, device, now } }: { readonly device: MovedDevice }) {
  const { t } = useI18n();
  const desk = useDesk();
  const failed = what === 'gone' && now === null;
  const words = {
    gone: shortName(device),
    now: now === null || now === '' ? t('settings.systemDefault') : shortName(now),
  };
  const key = what === 'back' ? 'deviceBack' : failed ? 'deviceGone' : 'deviceSwapped';
  return (
    <div
      className={failed ? 'strip-notice failed' : what === 'back' ? 'strip-notice done' : 'strip-notice'}
      role={what === 'back' ? 'status' : 'alert'}
      data-moved={kind}
      data-what={what}
    >
      <Icon name={what === 'back' ? 'check' : kind === 'microphone' ? 'micOff' : 'headset'} size="s" />
      <span className="text">{t(`call.${key}.${kind}`, words)}</span>
      <button
        type="button"
        className="strip-link"
        aria-label={t('strip.notice.dismiss')}
        onClick={() => void desk.send('media/put-away-moved', { kind })}
      >
        <Icon name="x" size="s" />
      </button>
    </div>
  );
}

/** A call that nobody ended and that is gone: why, whose it was, and the key that calls them back. */
function Lost({ call }: { readonly call: CallSnapshot }) {
  const { t } = useI18n();
  return (
    <div className="strip-notice failed" role="alert" data-lost={call.id}>
      <Icon name="warn" size="s" />
      <span className="text">
        {t('call.lost', {
          why: t(`call.endReason.${call.end?.reason ?? 'lineLost'}`),
          number: call.numberMasked,
        })}
      </span>
      <CommandButton command={callBack} kind="quiet" />
    </div>
  );
}

/** A hand-over that came to nothing, of the caller in front. */
function failedTransfer(state: DeskState): NotHandedOverProps | null {
  const call = callersCall(state);
  if (call?.transfer?.state !== 'failed') return null;
  return { callId: call.id, transfer: call.transfer, isHere: call.state !== 'ended' };
}

interface NotHandedOverProps {
  readonly callId: CallId;
  readonly transfer: Transfer;
  /** Some exchanges end our leg with the failed hand-over: then nobody may be told that the caller waits. */
  readonly isHere: boolean;
}

/** Said until it is put away: the agent must know whether the caller is still here. */
function NotHandedOver({ callId, transfer, isHere }: NotHandedOverProps) {
  const { t } = useI18n();
  const desk = useDesk();
  const { to, problem, status } = transfer;
  const caller = t(isHere ? 'call.handing.caller.here' : 'call.handing.caller.gone');
  return (
    <div className="strip-notice failed" role="alert">
      <Icon name="warn" size="s" />
      <span className="text">
        {t(`call.handing.problem.${problem ?? 'noWord'}`, { to, status: status ?? '—', caller })}
      </span>
      <button
        type="button"
        className="strip-link"
        aria-label={t('strip.notice.dismiss')}
        onClick={() => void desk.send('call/dismiss-transfer', { callId })}
      >
        <Icon name="x" size="s" />
      </button>
    </div>
  );
}

/** Why the last call never came to talk: nobody answered, busy, given up. */
function missedReason(state: DeskState): CallEnd['reason'] | null {
  const call = currentCall(state);
  return call?.state === 'ended' && call.answeredAt === null ? (call.end?.reason ?? null) : null;
}

function LineDown() {
  const i18n = useI18n();
  const line = useTopic('line/state', (state) => state);
  const now = useNow();
  return (
    <div className="strip-notice failed">
      <Icon name="warn" size="s" />
      <span className="text">{line ? lineSentence(i18n, line, now) : null}</span>
    </div>
  );
}
