import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { answerByDigit, flowBack } from '#renderer/commands/flow-commands.ts';
import { runCommand } from '#renderer/commands/use-command.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { flowUp } from '#renderer/stores/select/flows.ts';
import { useDesk, useDeskState } from '#renderer/stores/use-desk.tsx';
import { Column } from '#renderer/ui/column.tsx';
import { FlowAlarm } from './flow-alarm.tsx';
import { FlowHead } from './flow-head.tsx';
import { FlowStep } from './flow-step.tsx';
import { FlowTrail } from './flow-trail.tsx';

/** The flow that leads this call, in the middle: where we are, what to say, ask or do now, what is behind us. */
export function FlowPanel({ foot }: { readonly foot?: ReactNode }) {
  const { t } = useI18n();
  return (
    <Column place="guidance" title={t('flows.title')} keys="Ctrl+K" middle focusable={false} foot={foot}>
      <Keys />
    </Column>
  );
}

const inText = (target: EventTarget): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/** Bare digits answer while the flow has the focus, Backspace goes a step back; a field that is typed in keeps its keys. */
function Keys() {
  const desk = useDesk();
  const place = useRef<HTMLDivElement>(null);
  const at = useDeskState((state) => flowUp(state)?.step.id ?? null);
  useEffect(() => {
    if (at !== null) takeFocus(place.current);
  }, [at]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || inText(event.target)) return;
    const digit = /^[0-9]$/.test(event.key) ? Number(event.key) : null;
    if (digit === null && event.key !== 'Backspace') return;
    event.preventDefault();
    if (digit === null) runCommand(desk, flowBack);
    else void answerByDigit(desk, digit);
  };
  return (
    <div role="presentation" onKeyDown={onKeyDown}>
      <div
        className="flow"
        role="group"
        aria-labelledby="flow-name"
        data-place="guidance"
        tabIndex={-1}
        ref={place}
      >
        <FlowAlarm />
        <FlowHead />
        <FlowStep />
        <FlowTrail />
      </div>
    </div>
  );
}

/** Each step takes the focus if the flow had it, or if nobody has: the next digit must land. A note that is being typed keeps it. */
function takeFocus(place: HTMLElement | null): void {
  const active = document.activeElement;
  if (!place || (active !== document.body && !place.contains(active))) return;
  (place.querySelector<HTMLElement>('[data-flow-field]') ?? place).focus();
}
