import type { CallSnapshot } from '#shared/call/contract.ts';
import type { CallerState } from '#shared/caller/contract.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { activeFlags, callerLanguage } from '#renderer/stores/select/caller.ts';
import { currentCall, deskPhase } from '#renderer/stores/select/call.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { CareFlagChip } from '#renderer/ui/care-flag.tsx';
import { SecondsSince } from '#renderer/ui/clock.tsx';
import { BarLines } from './bar-lines.tsx';
import { callerName } from './caller-name.ts';

/** Who is on the line, from where, and every care flag. Between calls: the count of the day. */
export function BarWho() {
  const i18n = useI18n();
  const call = useDeskState(currentCall);
  const phase = useDeskState(deskPhase);
  const caller = useTopic('caller/state', (state) => state);
  if (!call || phase === 'ready' || phase === 'notReady') return <Idle />;
  const own = caller?.callId === call.id ? caller : null;
  const numberIsName = callerName(i18n, call, own) === call.numberMasked;
  return (
    <div className="bar-who">
      <div className="who-text">
        <div className="who-first">
          <Name call={call} caller={own} />
          {own ? <Flags /> : null}
        </div>
        <div className="meta">
          <Meta call={call} numberIsName={numberIsName} />
        </div>
      </div>
      <BarLines />
    </div>
  );
}

function Name({ call, caller }: { call: CallSnapshot; caller: CallerState | null }) {
  const i18n = useI18n();
  const isHolder = caller?.caller?.relation === 'holder' || caller?.caller?.relation === 'assumedHolder';
  const age = isHolder ? (caller?.holder?.age ?? null) : null;
  return (
    <div className="name">
      {callerName(i18n, call, caller)}
      {age === null ? null : <span>{i18n.t('call.age', { age })}</span>}
    </div>
  );
}

function Meta({ call, numberIsName }: { call: CallSnapshot; numberIsName: boolean }) {
  const { t, maybe, format } = useI18n();
  const parts: string[] = [];
  let waited: string | null = null;
  if (call.consultFor !== null) parts.push(t('call.asked'));
  else if (call.direction === 'outgoing') parts.push(t('call.outgoing'));
  if (call.diverted)
    parts.push(
      t('call.diverted', {
        from: call.diverted.name || call.diverted.from,
        why: t(`call.divertedReason.${call.diverted.reason}`),
      }),
    );
  if (call.earlyMedia && call.state === 'dialing') parts.push(t('call.earlyMedia'));
  // Afterwards how it ended is what the line is for.
  if (call.queue && call.endedAt === null) parts.push(maybe(`queue.${call.queue}`) ?? call.queue);
  if (!numberIsName) parts.push(call.numberMasked || t('call.anonymous'));
  if (call.endedAt !== null) {
    if (call.answeredAt !== null)
      parts.unshift(t('call.talked', { time: format.clock(call.endedAt - call.answeredAt) }));
    parts.push(
      call.end ? t(`call.ended.${call.end.by}`) : t('call.endedAt', { time: format.time(call.endedAt) }),
    );
  } else if (call.direction === 'incoming' && call.answeredAt !== null) {
    const waitedMs = (call.waitedMs ?? 0) + (call.answeredAt - call.startedAt);
    waited = t('call.waited', { time: format.seconds(waitedMs) });
  }
  const ringing = call.state === 'ringing';
  return (
    <>
      {parts.join(' · ')}
      {waited === null ? null : <span className="waited"> · {waited}</span>}
      {ringing ? (
        <>
          {' · '}
          <Waiting since={call.startedAt - (call.waitedMs ?? 0)} />
        </>
      ) : null}
      {call.autoAnswerAt === null ? null : ` · ${t('call.autoAnswer')}`}
      {call.heldByCaller ? ` · ${t('call.heldByCaller')}` : null}
    </>
  );
}

function Waiting({ since }: { readonly since: number }) {
  const { t } = useI18n();
  const [before = '', after = ''] = t('call.waitedNow', { time: '\u0000' }).split('\u0000');
  return (
    <>
      {before}
      <SecondsSince since={since} />
      {after}
    </>
  );
}

/** As many as stand beside a name on the narrow bar; the others are counted, and all of them stand in the caller's column. */
const flagsInBar = 4;
/** Letters of their words that stand beside a name there; of Chinese there are never as many. */
const wordsInBar = 24;

function Flags() {
  const { t, maybe } = useI18n();
  const flags = useDeskState(activeFlags);
  const language = useDeskState(callerLanguage);
  if (flags.length === 0) return null;
  const words = flags
    .slice(0, flagsInBar)
    .map(({ flag }) => t(`care.flag.${flag}`))
    .join('');
  const more = flags.slice(flagsInBar).map(({ flag }) => t(`care.flag.${flag}`));
  return (
    <div className={words.length > wordsInBar ? 'bar-flags long' : 'bar-flags'}>
      {flags.slice(0, flagsInBar).map(({ flag }) => (
        <CareFlagChip
          key={flag}
          flag={flag}
          small={flags.length > 1}
          detail={
            flag === 'foreignLanguage'
              ? (maybe(`care.language.${language}`) ?? t('care.language.other'))
              : null
          }
        />
      ))}
      {more.length === 0 ? null : (
        <span className="more-flags" title={more.join(t('common.and'))}>
          +{more.length}
          <span className="unseen">{more.join(t('common.and'))}</span>
        </span>
      )}
    </div>
  );
}

function Idle() {
  const { t } = useI18n();
  const count = useTopic('seat/state', (seat) => seat?.handledToday ?? 0);
  return (
    <div className="bar-who">
      <span className="ink-2">{t('call.idleAgent', { count })}</span>
    </div>
  );
}
