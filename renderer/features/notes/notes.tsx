import { useStore } from 'zustand';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { callersLive, callersTalk } from '#renderer/stores/select/call.ts';
import { useDesk, useDeskState } from '#renderer/stores/use-desk.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TextArea } from '#renderer/ui/text-area.tsx';

/** Notes while talking; they become the note of the wrap-up. On disk as one types. */
export function Notes() {
  const { t, format } = useI18n();
  const desk = useDesk();
  const talking = useDeskState((state) => callersTalk(state) !== null);
  const note = useStore(desk.draft.store, (draft) => draft.note);
  const savedAt = useStore(desk.draft.store, (draft) => (draft.dirty ? null : draft.savedAt));
  const inCall = useDeskState((state) => callersLive(state) !== null);
  if (!inCall) return null;
  const status =
    note === ''
      ? null
      : savedAt === null
        ? t('knowledge.notes.saving')
        : t('knowledge.notes.saved', { time: format.timeExact(savedAt) });
  return (
    <Section
      title={t('knowledge.notes.title')}
      aside={
        <>
          {status}
          <KeyCap keys="Alt+W" />
        </>
      }
      grow
    >
      <TextArea
        label={t('knowledge.notes.title')}
        place="note"
        placeholder={t('knowledge.notes.placeholder')}
        value={talking ? note : ''}
        disabled={!talking}
        maxLength={4000}
        onChange={(event) => desk.draft.edit({ note: event.target.value })}
      />
    </Section>
  );
}
