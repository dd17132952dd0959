import { useEffect, useId, useMemo, useState, type PointerEvent } from 'react';
import type { Recording } from '#shared/recording/recording.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { focusOnMount } from '#renderer/ui/focus-on-mount.ts';
import { bytesOf } from './sound-of.ts';
import type { Player } from './player.ts';
import type { OpenedRecording } from './use-recordings.ts';
import { wavePath } from './wave-path.ts';

const wide = 720;
const half = 30;
const middles = { agent: 34, caller: 102 } as const;
const high = 136;

interface WaveProps {
  readonly opened: OpenedRecording;
  readonly player: Player;
  /** Nobody has chosen yet: the keys are the player's. */
  readonly begins: boolean;
}

/** Both voices over time, what was not recorded in between, and where it is played. A slider for the keyboard and a screen reader. */
export function Wave({ opened, player, begins }: WaveProps) {
  const { t, format } = useI18n();
  const { recording } = opened;
  const atMs = usePlace(player);
  const seek = (event: PointerEvent<HTMLDivElement>): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    player.seek(((event.clientX - left) / width) * recording.durationMs);
  };
  return (
    <div className="wave-frame">
      <div className="wave-names xs ink-2" aria-hidden="true">
        <span>{t('recordings.agent')}</span>
        <span>{t('recordings.caller')}</span>
      </div>
      <div
        className="wave"
        role="slider"
        tabIndex={0}
        ref={begins ? focusOnMount : undefined}
        aria-label={t('recordings.place')}
        aria-valuemin={0}
        aria-valuemax={recording.durationMs}
        aria-valuenow={Math.round(atMs)}
        aria-valuetext={`${format.clock(atMs)} / ${format.clock(recording.durationMs)}`}
        onPointerDown={seek}
      >
        <svg viewBox={`0 0 ${wide} ${high}`} preserveAspectRatio="none" aria-hidden="true">
          <Drawn opened={opened} />
          <line className="wave-at" x1={xOf(atMs, recording)} x2={xOf(atMs, recording)} y1={0} y2={high} />
        </svg>
      </div>
      <span />
      <div className="wave-times xs ink-3">
        <b className="wave-now">{format.clock(atMs)}</b>
        <span>{format.clock(recording.durationMs)}</span>
      </div>
    </div>
  );
}

const xOf = (ms: number, { durationMs }: Recording): number =>
  durationMs === 0 ? 0 : (ms / durationMs) * wide;

function Drawn({ opened }: { readonly opened: OpenedRecording }) {
  const { recording, agentPeaks, callerPeaks } = opened;
  const stripes = useId();
  const paths = useMemo(
    () => ({
      agent: wavePath(bytesOf(agentPeaks), wide, middles.agent, half),
      caller: wavePath(bytesOf(callerPeaks), wide, middles.caller, half),
    }),
    [agentPeaks, callerPeaks],
  );
  return (
    <>
      <pattern id={stripes} width={6} height={6} patternUnits="userSpaceOnUse">
        <path className="wave-stripe" d="M-1 7L7 -1" />
      </pattern>
      {recording.marks.map(({ kind, fromMs, toMs }) => (
        <g key={`${kind} ${fromMs}`} className={`wave-part ${kind}`}>
          <rect
            x={xOf(fromMs, recording)}
            width={Math.max(1, xOf((toMs ?? recording.durationMs) - fromMs, recording))}
            y={0}
            height={high}
          />
          <rect
            x={xOf(fromMs, recording)}
            width={Math.max(1, xOf((toMs ?? recording.durationMs) - fromMs, recording))}
            y={0}
            height={high}
            fill={`url(#${stripes})`}
          />
        </g>
      ))}
      <path className="wave-mid" d={`M0 ${middles.agent}H${wide}M0 ${middles.caller}H${wide}`} />
      <path className="wave-agent" d={paths.agent} />
      <path className="wave-caller" d={paths.caller} />
      {recording.moments.map(({ atMs }, index) => (
        <line
          key={index}
          className="wave-moment"
          x1={xOf(atMs, recording)}
          x2={xOf(atMs, recording)}
          y1={high - 8}
          y2={high}
        />
      ))}
    </>
  );
}

/** Where it is played now, looked at for each picture while it is playing. */
function usePlace(player: Player): number {
  const [atMs, setAtMs] = useState(player.atMs());
  const { playing } = player.state();
  useEffect(() => {
    if (!playing) return;
    let next = requestAnimationFrame(function look() {
      setAtMs(player.atMs());
      next = requestAnimationFrame(look);
    });
    return () => cancelAnimationFrame(next);
  }, [player, playing]);
  return playing ? atMs : player.atMs();
}
