import type { KeyboardEvent } from 'react';
import type { CueWhere } from '#shared/guidance/cue.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { callersLive } from '#renderer/stores/select/call.ts';
import { isTicked } from '#renderer/stores/select/guidance.ts';
import { useDesk, useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';

export interface ShownCue {
  readonly id: string;
  readonly where: CueWhere;
  readonly label: string;
}

/**
 * Cues to tick. Their order is fixed, so nothing moves under the hand; bare digits work while the list has the focus.
 * What the account shows is known already and is not for ticking.
 */
export function CueList({ cues }: { readonly cues: readonly ShownCue[] }) {
  const desk = useDesk();
  const { t } = useI18n();
  const toTick = cues.filter((cue) => cue.where !== 'account');
  const toggle = (cueId: string): void => {
    const state = desk.state();
    const callId = callersLive(state)?.id;
    if (callId) void desk.send('guidance/tick-cue', { callId, cueId, ticked: !isTicked(state, cueId) });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const cue = /^[1-9]$/.test(event.key) ? toTick[Number(event.key) - 1] : undefined;
    if (!cue) return;
    event.preventDefault();
    toggle(cue.id);
  };
  return (
    <ul className="cues" data-place="cues" aria-label={t('guidance.cueHint')}>
      {toTick.map((cue, index) => (
        <CueRow key={cue.id} cue={cue} number={index + 1} onToggle={toggle} onKeyDown={onKeyDown} />
      ))}
      {cues
        .filter((cue) => cue.where === 'account')
        .map((cue) => (
          <AccountCue key={cue.id} cue={cue} />
        ))}
    </ul>
  );
}

interface CueRowProps {
  readonly cue: ShownCue;
  readonly number: number;
  readonly onToggle: (cueId: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function CueRow({ cue, number, onToggle, onKeyDown }: CueRowProps) {
  const ticked = useDeskState((state) => isTicked(state, cue.id));
  return (
    <li>
      <label className="cue" data-cue={cue.id}>
        <input
          type="checkbox"
          className="check"
          checked={ticked}
          onChange={() => onToggle(cue.id)}
          onKeyDown={onKeyDown}
        />
        {cue.label}
        {!ticked && number <= 9 ? <KeyCap keys={String(number)} bare /> : null}
        {ticked ? <TickedAt cueId={cue.id} /> : null}
      </label>
    </li>
  );
}

/** Only those the account really shows; the others would be no news. */
function AccountCue({ cue }: { readonly cue: ShownCue }) {
  const { t } = useI18n();
  const ticked = useDeskState((state) => isTicked(state, cue.id));
  if (!ticked) return null;
  return (
    <li className="cue" data-cue={cue.id}>
      <input type="checkbox" className="check" checked disabled aria-label={cue.label} />
      {cue.label}
      <span className="at">{t('guidance.fromAccount')}</span>
    </li>
  );
}

function TickedAt({ cueId }: { readonly cueId: string }) {
  const { t, format } = useI18n();
  const tick = useTopic(
    'guidance/state',
    (guidance) => guidance?.ticked.find((one) => one.cueId === cueId) ?? null,
  );
  if (!tick) return null;
  return (
    <span className="at">
      {tick.source === 'account' ? t('guidance.fromAccount') : format.clock(tick.callOffsetMs)}
    </span>
  );
}
