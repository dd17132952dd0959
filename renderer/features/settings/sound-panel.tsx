import { useEffect, type CSSProperties } from 'react';
import { noSoundCheck, type SoundCheck } from '#shared/media/sound-check-state.ts';
import { useI18n, type I18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import type { IconName } from '#renderer/ui/icon-names.ts';

/** dBFS at the two ends of the meter. */
const [meterFrom, meterTo] = [-60, 0];

/** Level, hearing oneself back, a test tone, the exchange's echo. The microphone is open only while this is on the screen. */
export function SoundPanel({
  primary = false,
  opens = false,
}: {
  readonly primary?: boolean;
  readonly opens?: boolean;
}) {
  const { t } = useI18n();
  const desk = useDesk();
  const check = useTopic('media/sound-check', (state) => state) ?? noSoundCheck;
  const act = (what: 'start' | 'voice' | 'speaker' | 'ringer' | 'call'): void =>
    void desk.send('media/check-sound', { act: what });
  useEffect(() => {
    if (opens) void desk.bridge.send('media/check-sound', { act: 'start' });
    return () => void desk.bridge.send('media/check-sound', { act: 'stop' });
  }, [desk, opens]);
  const busy = check.phase !== 'off' && check.phase !== 'listening';
  return (
    <div className="sound-check" data-sound={check.phase}>
      <div className="sound-row">
        <Meter check={check} />
        <span className="sound-state" role="status">
          {t(`settings.sound.phase.${check.phase}`)}
        </span>
      </div>
      <div className="row wrap">
        <Button
          kind={primary ? 'primary' : 'plain'}
          icon="mic"
          aria-disabled={busy}
          data-autofocus={primary || undefined}
          onClick={() => (busy ? undefined : act('voice'))}
        >
          {t('settings.sound.speak')}
        </Button>
        <Button icon="headset" aria-disabled={busy} onClick={() => (busy ? undefined : act('speaker'))}>
          {t('settings.sound.speaker')}
        </Button>
        <Button icon="bell" aria-disabled={busy} onClick={() => (busy ? undefined : act('ringer'))}>
          {t('settings.sound.ringer')}
        </Button>
        <Button
          icon="phone"
          disabled={!check.canCall}
          aria-disabled={busy}
          title={check.canCall ? undefined : t('settings.sound.noEcho')}
          onClick={() => (busy ? undefined : act('call'))}
        >
          {t('settings.sound.call')}
        </Button>
      </div>
      <Found check={check} />
    </div>
  );
}

function Meter({ check: { levelDb, voice } }: { readonly check: SoundCheck }) {
  const { t } = useI18n();
  const place = (db: number): string =>
    `${Math.round((100 * (Math.min(meterTo, Math.max(meterFrom, db)) - meterFrom)) / (meterTo - meterFrom))}%`;
  const level = levelDb ?? voice?.speechDb ?? meterFrom;
  const style = { '--level': place(level), '--quiet': place(-38), '--loud': place(-12) } as CSSProperties;
  return (
    <span
      className={level > -12 ? 'sound-meter loud' : 'sound-meter'}
      role="meter"
      aria-label={t('settings.sound.level')}
      aria-valuemin={meterFrom}
      aria-valuemax={meterTo}
      aria-valuenow={Math.round(Math.max(meterFrom, level))}
      style={style}
    >
      <i />
    </span>
  );
}

interface Line {
  readonly of: 'voice' | 'leak' | 'echo' | 'microphone';
  readonly icon: IconName;
  readonly good: boolean;
  readonly words: string;
  readonly figures: string;
}

/** In plain words first, the measured figures behind them. */
function linesOf({ t, format }: I18n, { microphone, voice, leak, echo }: SoundCheck): readonly Line[] {
  const lines: Line[] = [];
  const db = (value: number): string => format.number(value, 0).replace('-', '−');
  if (microphone === 'denied' || microphone === 'silentSource')
    lines.push({
      of: 'microphone',
      icon: 'micOff',
      good: false,
      words: t(`settings.sound.microphone.${microphone}`),
      figures: '',
    });
  if (voice !== null)
    lines.push({
      of: 'voice',
      icon: voice.verdict === 'good' ? 'check' : 'warn',
      good: voice.verdict === 'good',
      words: t(`settings.sound.voice.${voice.verdict}`),
      figures:
        voice.speechDb === null
          ? t('settings.sound.noiseOnly', { noise: db(voice.noiseDb) })
          : t('settings.sound.levels', { speech: db(voice.speechDb), noise: db(voice.noiseDb) }),
    });
  if (leak !== null && voice !== null && voice.verdict !== 'nothing')
    lines.push({
      of: 'leak',
      icon: leak.verdict === 'none' ? 'check' : 'warn',
      good: leak.verdict === 'none',
      words: t(`settings.sound.leak.${leak.verdict}`),
      figures: leak.leakDb === null ? '' : t('settings.sound.leakLevel', { leak: db(leak.leakDb) }),
    });
  if (echo !== null)
    lines.push({
      of: 'echo',
      icon: echo.verdict === 'good' ? 'check' : 'warn',
      good: echo.verdict === 'good',
      words: t(`settings.sound.echo.${echo.verdict}`),
      figures:
        echo.roundTripMs === null
          ? ''
          : t('settings.sound.roundTrip', { trip: format.milliseconds(echo.roundTripMs) }),
    });
  return lines;
}

/** Always of the same height, so that the buttons stay where they are. */
function Found({ check }: { readonly check: SoundCheck }) {
  const i18n = useI18n();
  const lines = linesOf(i18n, check);
  return (
    <ul className="sound-found" aria-live="polite">
      {lines.length === 0 ? <li className="hint">{i18n.t('settings.sound.hint')}</li> : null}
      {lines.map(({ of, icon, good, words, figures }) => (
        <li key={of} data-found={of} className={good ? 'good' : 'near'}>
          <Icon name={icon} size="s" />
          <span>{words}</span>
          {figures === '' ? null : <span className="measured">{figures}</span>}
        </li>
      ))}
    </ul>
  );
}
