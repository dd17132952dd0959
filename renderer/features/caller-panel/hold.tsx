import type { CallerCard } from '#shared/caller/contract.ts';
import type { Hold } from '#shared/control/contract.ts';
import { holdCard, holdCommands } from '#renderer/commands/caller-commands.ts';
import { useI18n, type I18n } from '#renderer/i18n/use-i18n.tsx';
import { mayRetry } from '#renderer/commands/caller-commands.ts';
import { useDesk, useDeskState } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import type { IconName } from '#renderer/ui/icon-names.ts';
import { useNow } from '#renderer/ui/now.tsx';
import { ToldLines } from './told.tsx';

const commandAt = (place: number) => holdCommands[place - 1] ?? holdCard(place);

/** The one click. Where a card cannot be held it says why instead. */
export function HoldButton({ card, place }: { readonly card: CallerCard; readonly place: number }) {
  const { t } = useI18n();
  if (!card.holdable) {
    const state = card.hold.state;
    return (
      <span className="xs ink-2 nowrap">
        {state === 'none' ? t('caller.notHoldable') : null}
        {state === 'closed' && card.kind === 'termDeposit' ? t('caller.settled') : null}
        {state === 'none' || (state === 'closed' && card.kind === 'termDeposit')
          ? null
          : t(`caller.cardState.${state}`)}
      </span>
    );
  }
  if (place > 9) return <HoldWithoutKey card={card} />;
  return (
    <CommandButton command={commandAt(place)} withIcon>
      {t('control.hold')}
    </CommandButton>
  );
}

/** The tenth card and those after it have no key, but the same click. */
function HoldWithoutKey({ card }: { readonly card: CallerCard }) {
  const { t } = useI18n();
  const desk = useDesk();
  const callId = useDeskState((state) => state.caller?.callId ?? null);
  return (
    <Button
      icon="lock"
      onClick={() =>
        void desk.send('control/hold-card', { cardId: card.cardId, ...(callId ? { callId } : {}) })
      }
    >
      {t('control.hold')}
    </Button>
  );
}

const stateIcon: Readonly<Record<Hold['state'], IconName>> = {
  asked: 'asked',
  sent: 'flight',
  confirmed: 'lock',
  failed: 'warn',
};

/** The state in a word with its time (said to a screen reader once a state by the announcer, not once a second from here): 已发送 3 秒, 已确认 1.9 秒. Never a bare green tick. */
export function HoldLine({ hold }: { readonly hold: Hold }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const word = t(`control.state.${hold.state}`);
  return (
    <span className={`control-state ${hold.state}`}>
      <Icon name={stateIcon[hold.state]} size="s" turning={hold.state === 'sent'} />
      {hold.state === 'sent' ? <Running word={word} since={hold.sentAt ?? hold.askedAt} /> : null}
      {hold.state === 'confirmed' && hold.answeredAt !== null
        ? t('control.withTime', { state: word, time: format.seconds(hold.answeredAt - hold.askedAt, true) })
        : null}
      {hold.state === 'asked' || hold.state === 'failed' ? word : null}
    </span>
  );
}

function Running({ word, since }: { readonly word: string; readonly since: number }) {
  const { t, format } = useI18n();
  const now = useNow();
  return <>{t('control.withTime', { state: word, time: format.seconds(Math.max(0, now - since)) })}</>;
}

type StepLook = 'past' | 'now' | 'end' | 'fail' | '';
interface Step {
  readonly look: StepLook;
  readonly words: string;
}

function stepsOf({ t, format }: I18n, hold: Hold): readonly [Step, Step, Step] {
  const asked = t('control.track.asked', { time: format.timeExact(hold.askedAt) });
  const sent =
    hold.attempts > 1 ? t('control.track.sentTimes', { count: hold.attempts }) : t('control.track.sent');
  const waiting =
    hold.attempts > 1
      ? t('control.track.waitingTimes', { count: hold.attempts })
      : t('control.track.waiting');
  const toConfirm: Step = { look: '', words: t('control.track.toConfirm') };
  switch (hold.state) {
    case 'asked':
      return [{ look: 'end', words: asked }, { look: '', words: t('control.track.toSend') }, toConfirm];
    case 'sent':
      return [{ look: 'past', words: asked }, { look: 'now', words: waiting }, toConfirm];
    case 'confirmed':
      return [
        { look: 'past', words: asked },
        { look: 'past', words: sent },
        { look: 'end', words: t('control.track.confirmed') },
      ];
    case 'failed': {
      const unknown = hold.failure?.code === 'outcomeUnknown';
      return [
        { look: 'past', words: asked },
        {
          look: hold.sentAt === null ? '' : 'past',
          words: hold.sentAt === null ? t('control.track.toSend') : sent,
        },
        { look: 'fail', words: t(unknown ? 'control.track.unknown' : 'control.track.failed') },
      ];
    }
  }
}

/** The three parts of the way, and what may be told to the caller now. */
export function HoldTrack({ hold, place }: { readonly hold: Hold; readonly place: number }) {
  const i18n = useI18n();
  const retry = useDeskState((state) => mayRetry(state, hold.cardId));
  return (
    <>
      <ol className="track">
        {stepsOf(i18n, hold).map((step, index) => (
          <li key={index} className={step.look}>
            {step.words}
          </li>
        ))}
      </ol>
      {sayNow(i18n, hold).map((words) => (
        <p className="told" key={words}>
          {words}
        </p>
      ))}
      {hold.trouble && hold.state !== 'confirmed' && hold.state !== 'failed' ? <Trouble hold={hold} /> : null}
      {hold.state === 'confirmed' ? <ToldLines requestId={hold.holdId} /> : null}
      {retry && place <= 9 ? (
        <div className="row tight retry">
          <CommandButton command={commandAt(place)}>
            {i18n.t(hold.state === 'failed' ? 'control.retry' : 'control.retryNow')}
          </CommandButton>
        </div>
      ) : null}
    </>
  );
}

function sayNow({ t }: I18n, hold: Hold): readonly string[] {
  if (hold.state === 'failed') {
    const why = hold.failure
      ? t('control.say.because', { why: t(`control.failure.${hold.failure.code}`) })
      : '';
    return [why + t('control.say.failed')];
  }
  if (hold.state !== 'confirmed') return [t(`control.say.${hold.state}`)];
  const { receipt } = hold;
  const who = receipt?.undoBy.map((one) => t(`control.undoBy.${one}`)).join(t('control.or')) ?? '';
  return [
    t(receipt?.already ? 'control.say.confirmedAlready' : 'control.say.confirmed'),
    [
      receipt ? t('control.say.receipt', { number: receipt.number }) : '',
      who ? t('control.say.undo', { who }) : '',
    ]
      .filter(Boolean)
      .join(' · '),
  ].filter(Boolean);
}

function Trouble({ hold }: { readonly hold: Hold }) {
  const { t, format } = useI18n();
  const now = useNow();
  if (!hold.trouble) return null;
  const problem = t(`control.trouble.${hold.trouble.code}`);
  const time = format.seconds(Math.max(0, hold.trouble.nextTryAt - now));
  return <p className="told near">{t('control.trouble.next', { problem, time })}</p>;
}
