import type { KeyboardEvent } from 'react';
import type { QualityLine } from '#shared/quality/state.ts';
import { toggleRequired } from '#renderer/commands/quality-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { nextRequired, qualityDone, qualityTotal, qualityUp } from '#renderer/stores/select/quality.ts';
import { useDesk, useDeskState } from '#renderer/stores/use-desk.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { Section } from '#renderer/ui/section.tsx';

/**
 * What this call must contain, in the order of the call. Its order is fixed, so nothing moves under the hand; bare digits work while
 * the list has the focus.
 */
export function QualityList() {
  const { t, pick } = useI18n();
  const desk = useDesk();
  const quality = useDeskState(qualityUp);
  const next = useDeskState((state) => nextRequired(state)?.id ?? null);
  const done = useDeskState(qualityDone);
  const total = useDeskState(qualityTotal);
  if (!quality) return null;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const line = /^[1-9]$/.test(event.key) ? quality.lines[Number(event.key) - 1] : undefined;
    if (!line) return;
    event.preventDefault();
    toggleRequired(desk, line.id);
  };
  return (
    <Section
      title={t('quality.title')}
      aside={
        <>
          <span className="clip">{quality.sheets.map(({ name }) => pick(name)).join(' · ')}</span>
          <span className="nowrap">{t('quality.count', { done, total })}</span>
        </>
      }
    >
      <ul className="cues quality-lines" data-place="quality" aria-label={t('quality.hint')}>
        {quality.lines.map((line, index) => (
          <Line
            key={line.id}
            line={line}
            number={index + 1}
            next={line.id === next}
            onToggle={() => toggleRequired(desk, line.id)}
            onKeyDown={onKeyDown}
          />
        ))}
      </ul>
      {quality.refused.length > 0 ? (
        <p className="xs near">{t('quality.refused', { count: quality.refused.length })}</p>
      ) : null}
    </Section>
  );
}

interface LineProps {
  readonly line: QualityLine;
  readonly number: number;
  readonly next: boolean;
  readonly onToggle: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function Line({ line, number, next, onToggle, onKeyDown }: LineProps) {
  const { t, pick, format } = useI18n();
  const { done } = line;
  return (
    <li>
      <label className={next ? 'cue quality-next' : 'cue'} data-item={line.id}>
        <input
          type="checkbox"
          className="check"
          checked={done !== null}
          onChange={onToggle}
          onKeyDown={onKeyDown}
        />
        <span className="fill">{pick(line.label)}</span>
        {done === null && number <= 9 ? <KeyCap keys={String(number)} bare /> : null}
        {done ? (
          <span className="at">
            {done.by === 'facts' ? t('quality.seen') : null} {format.clock(done.callOffsetMs)}
          </span>
        ) : null}
      </label>
    </li>
  );
}
