import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { liveCall } from '#renderer/stores/select/call.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';

/** MOS 1–4.5 as bars: under 3.1 many are dissatisfied, under 3.6 some (ITU-T G.107, table B.1). */
const barsOfMos = (mos: number): number => (mos >= 4 ? 4 : mos >= 3.6 ? 3 : mos >= 3.1 ? 2 : 1);
const barsOfLatency = (ms: number): number => (ms < 80 ? 4 : ms < 200 ? 3 : ms < 400 ? 2 : 1);

/** How well one hears: the figure of the call, or of the line between calls. */
export function BarQuality() {
  const { t, format } = useI18n();
  const quality = useDeskState((state) => liveCall(state)?.quality ?? null);
  const inCall = useDeskState((state) => liveCall(state)?.answeredAt != null);
  const latency = useTopic('line/state', (line) =>
    line?.state === 'registered' ? (line.latencyMs ?? 0) : null,
  );
  if (quality) {
    const title = t('call.qualityTitle', {
      loss: format.percent(quality.lossPercent / 100, 1),
      jitter: format.milliseconds(quality.jitterMs),
      trip: quality.roundTripMs === null ? '—' : format.milliseconds(quality.roundTripMs),
      codec: quality.codec,
    });
    return (
      <div className="bar-quality" title={title}>
        <Bars on={barsOfMos(quality.mos)} value={format.number(quality.mos, 1)} />
        <span>{t('call.quality')}</span>
      </div>
    );
  }
  if (inCall)
    return (
      <div className="bar-quality">
        <Bars on={0} value="—" />
        <span>{t('call.quality')}</span>
      </div>
    );
  return (
    <div className="bar-quality">
      <Bars
        on={latency === null ? 0 : barsOfLatency(latency)}
        value={latency === null ? '—' : format.milliseconds(latency)}
      />
      <span className={latency === null ? 'bad' : undefined}>
        {t(latency === null ? 'call.lineDown' : 'call.lineReady')}
      </span>
    </div>
  );
}

function Bars({ on, value }: { readonly on: number; readonly value: string }) {
  return (
    <span className="row tight">
      <span className={on <= 2 ? 'signal weak' : 'signal'} aria-hidden="true">
        {[1, 2, 3, 4].map((bar) => (
          <i key={bar} className={bar <= on ? 'on' : undefined} />
        ))}
      </span>
      <b>{value}</b>
    </span>
  );
}
