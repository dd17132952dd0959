import type { KeyboardEvent, ReactNode } from 'react';
import { useStore } from 'zustand';
import { finishToBreak } from '#renderer/commands/seat-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';
import { Column } from '#renderer/ui/column.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { useNow } from '#renderer/ui/now.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TextArea } from '#renderer/ui/text-area.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { dispositionOrder } from './disposition-order.ts';
import { useDraftText } from './draft-text.ts';

/** Slides in over the guidance when the call ends: result, note, follow-up. On disk as one types. */
export function WrapUpPanel({ top }: { readonly top?: ReactNode }) {
  const { t } = useI18n();
  return (
    <Column place="guidance" title={t('wrapUp.title')} note={<HeadNote />} keys="Ctrl+K" middle>
      <div className="wrap-form">
        {top}
        <Result />
        <Note />
        <FollowUp />
        <div className="wrap-up-foot">
          <span className="xs ink-2">{t('wrapUp.then')}</span>
          <CommandButton command={finishToBreak} />
        </div>
      </div>
    </Column>
  );
}

/** How much of the aimed time is left, and what is on disk. Nobody is thrown out when it is over. */
function HeadNote() {
  const { t, format } = useI18n();
  const desk = useDesk();
  const now = useNow();
  const endsAt = useTopic('seat/state', (seat) => seat?.wrapUp?.endsAt ?? null);
  const savedAt = useStore(desk.draft.store, (draft) => (draft.dirty ? null : draft.savedAt));
  if (endsAt === null) return null;
  const left = endsAt - now;
  const time = format.clock(Math.abs(left));
  return (
    <>
      <span className={left < 0 ? 'near' : undefined}>
        {t(left < 0 ? 'wrapUp.over' : 'wrapUp.left', { time })}
      </span>
      {' · '}
      {savedAt === null ? t('wrapUp.unsaved') : t('wrapUp.saved', { time: format.timeExact(savedAt) })}
    </>
  );
}

/** The middle that had the focus is gone with the call: the answers take it. A field elsewhere keeps it. */
function takeLostFocus(answers: HTMLElement | null): void {
  if (document.activeElement !== document.body) return;
  const chosen = answers?.querySelector<HTMLInputElement>('input:checked') ?? answers?.querySelector('input');
  chosen?.focus();
}

/** One of ten, by a digit while the group has the focus. */
function Result() {
  const { t } = useI18n();
  const desk = useDesk();
  const chosen = useStore(desk.draft.store, (draft) => draft.disposition);
  const choose = (index: number): void => {
    const disposition = dispositionOrder[index];
    if (disposition) desk.draft.edit({ disposition });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[0-9]$/.test(event.key)) return;
    event.preventDefault();
    choose(event.key === '0' ? 9 : Number(event.key) - 1);
  };
  return (
    <Section title={t('wrapUp.result')} aside={t('wrapUp.resultHint')}>
      <div
        className="dispositions"
        role="radiogroup"
        aria-label={t('wrapUp.result')}
        data-place="answers"
        ref={takeLostFocus}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        {dispositionOrder.map((disposition, index) => (
          <label className="disposition" key={disposition} data-disposition={disposition}>
            <input
              type="radio"
              className="check"
              name="disposition"
              checked={chosen === disposition}
              onChange={() => choose(index)}
            />
            {t(`disposition.${disposition}`)}
            <KeyCap keys={String((index + 1) % 10)} bare />
          </label>
        ))}
      </div>
    </Section>
  );
}

function Note() {
  const { t } = useI18n();
  const desk = useDesk();
  const note = useStore(desk.draft.store, (draft) => draft.note);
  const draft = useDraftText();
  return (
    <Section
      title={t('wrapUp.note')}
      aside={
        <>
          {draft.count > 0 && !note.includes(draft.text) ? (
            <Button
              kind="quiet"
              onClick={() => desk.draft.edit({ note: note ? `${note}\n${draft.text}` : draft.text })}
            >
              {t('wrapUp.draft', { count: draft.count })}
            </Button>
          ) : null}
          <KeyCap keys="Alt+W" />
        </>
      }
      grow
    >
      <TextArea
        label={t('wrapUp.note')}
        place="note"
        value={note}
        maxLength={4000}
        onChange={(event) => desk.draft.edit({ note: event.target.value })}
      />
    </Section>
  );
}

function FollowUp() {
  const { t } = useI18n();
  const desk = useDesk();
  const followUp = useStore(desk.draft.store, (draft) => draft.followUp);
  return (
    <Field
      label={t('wrapUp.followUp')}
      placeholder={t('wrapUp.followUpHint')}
      value={followUp}
      maxLength={500}
      onChange={(event) => desk.draft.edit({ followUp: event.target.value })}
    />
  );
}
