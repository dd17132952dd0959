import type { ReleaseAsk } from '#shared/control/contract.ts';
import type { FloorState } from '#shared/floor/contract.ts';
import { serviceLevelMs } from '#shared/floor/metrics.ts';
import { useI18n, type I18n } from '#renderer/i18n/use-i18n.tsx';
import { openReleases } from '#renderer/commands/control-commands.ts';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import type { IconName } from '#renderer/ui/icon-names.ts';
import { Empty } from '#renderer/ui/states.tsx';
import { attentionOf, type Attention } from './attention.ts';
import { useFloorNow } from './floor-now.tsx';
import { useSeatName } from './use-seat-name.ts';
import type { Chosen } from './chosen.ts';
import { queueName, spanText } from './words.ts';

/** Icon, then word; red only for a crisis, help and near limits are amber. */
const looks: Readonly<Record<Attention['kind'], { readonly icon: IconName; readonly ink: string }>> = {
  help: { icon: 'bell', ink: 'near' },
  crisis: { icon: 'crisis', ink: 'bad' },
  nobodyReady: { icon: 'warn', ink: 'near' },
  longWait: { icon: 'clock', ink: 'near' },
  distress: { icon: 'distress', ink: 'near' },
  longWrapUp: { icon: 'note', ink: 'near' },
};

interface AttentionListProps {
  readonly floor: FloorState;
  readonly onChoose: (chosen: Chosen) => void;
}

/** What needs a look, worst first; the button leads to the row it is about. */
export function AttentionList({ floor, onChoose }: AttentionListProps) {
  const { t } = useI18n();
  const now = useFloorNow();
  const wrapUpSeconds = useTopic(
    'settings/state',
    (settings) => settings?.values['seat.wrapUpSeconds'] ?? 90,
  );
  // Who asks for help stands above, with the answer beside it: not a second time here.
  const helped = useTopic('care/list', (list) => list?.help ?? null);
  const found = attentionOf(floor, { now, wrapUpMs: wrapUpSeconds * 1000 }).filter(
    (one) =>
      !('seat' in one) ||
      (one.kind !== 'help' && one.kind !== 'crisis') ||
      !helped?.some(({ seatNumber }) => seatNumber === one.seat.seatNumber),
  );
  const leads = useTopic('access/state', (access) => access?.person?.role === 'teamLead');
  const asks = useTopic('control/state', (control) => control?.releaseAsks ?? null);
  const releases = leads ? (asks ?? []).filter(({ state }) => state === 'open') : [];
  if (found.length === 0 && releases.length === 0 && (helped?.length ?? 0) > 0) return null;
  if (found.length === 0 && releases.length === 0)
    return (
      <Empty icon="check" title={t('floor.look.nothing')}>
        {t('floor.look.nothingHint')}
      </Empty>
    );
  return (
    <ul className="card list attention">
      {releases.map((ask) => (
        <ReleaseRow key={ask.askId} ask={ask} now={now} />
      ))}
      {found.map((one) => (
        <AttentionRow
          key={`${one.kind} ${'seat' in one ? one.seat.seatNumber : one.queue.id}`}
          one={one}
          now={now}
          wrapUpMs={wrapUpSeconds * 1000}
          onChoose={onChoose}
        />
      ))}
    </ul>
  );
}

/** An agent wants a hold taken back. The answer, with its reason, is given in the list of releases. */
function ReleaseRow({ ask, now }: { readonly ask: ReleaseAsk; readonly now: number }) {
  const { t, format } = useI18n();
  return (
    <li data-attention="release">
      <span className="near">
        <Icon name="lock" />
      </span>
      <span className="fill">
        <b>
          {t('floor.look.release', {
            who: ask.askedBy.name,
            card: ask.target.masked.replaceAll(' ', '\u00a0'),
          })}
        </b>
        <span className="under">
          {t(`control.askWhy.${ask.why}`)} ·{' '}
          {t('floor.look.since', { time: format.clock(Math.max(0, now - ask.askedAt)) })}
        </span>
      </span>
      <CommandButton command={openReleases}>{t('floor.look.decide')}</CommandButton>
    </li>
  );
}

interface AttentionRowProps {
  readonly one: Attention;
  readonly now: number;
  readonly wrapUpMs: number;
  readonly onChoose: (chosen: Chosen) => void;
}

function AttentionRow({ one, now, wrapUpMs, onChoose }: AttentionRowProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const nameOf = useSeatName();
  const look = looks[one.kind];
  const chosen: Chosen =
    'seat' in one ? { kind: 'seat', id: one.seat.seatNumber } : { kind: 'queue', id: one.queue.id };
  return (
    <li data-attention={one.kind}>
      <span className={look.ink}>
        <Icon name={look.icon} />
      </span>
      <span className="fill">
        <b>{titleOf(i18n, one, wrapUpMs, nameOf)}</b>
        <span className="under">{underOf(i18n, one, now)}</span>
      </span>
      <Button onClick={() => onChoose(chosen)}>{t('common.show')}</Button>
    </li>
  );
}

function titleOf(
  i18n: I18n,
  one: Attention,
  wrapUpMs: number,
  nameOf: ReturnType<typeof useSeatName>,
): string {
  const { t } = i18n;
  if ('seat' in one)
    return t(`floor.look.${one.kind}`, {
      name: `${one.seat.seatNumber} ${nameOf(one.seat)}`,
      limit: spanText(i18n, wrapUpMs),
    });
  return t(`floor.look.${one.kind}`, {
    queue: queueName(i18n, one.queue),
    limit: spanText(i18n, serviceLevelMs),
  });
}

function underOf({ t, format }: I18n, one: Attention, now: number): string {
  const time = format.clock(now - one.since);
  return 'seat' in one
    ? t('floor.look.since', { time })
    : t('floor.look.waiting', { count: one.queue.waiting, time });
}
