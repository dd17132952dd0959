import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { callersCall } from '#renderer/stores/select/call.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';

/** A note drafted from what was recorded in the call, never from what was guessed; the agent takes it over or not. */
export function useDraftText(): { readonly text: string; readonly count: number } {
  const { t, pick } = useI18n();
  const callId = useDeskState((state) => callersCall(state)?.id ?? null);
  const guidance = useTopic('guidance/state', (state) => state);
  const library = useTopic('guidance/library', (state) => state);
  const holds = useTopic('control/state', (control) => control?.holds ?? null);
  const own = guidance && guidance.callId === callId ? guidance : null;
  const ownHolds = holds?.filter((hold) => hold.callId === callId && callId !== null) ?? [];
  const playbook = library?.playbooks.find((one) => one.id === own?.playbookId);
  const cues = own?.ticked.flatMap(({ cueId }) => library?.cues.find((cue) => cue.id === cueId) ?? []) ?? [];
  const asked = own?.asked.length ?? 0;
  const parts = [
    playbook ? t('wrapUp.draftText.playbook', { name: pick(playbook.name) }) : null,
    cues.length > 0
      ? t('wrapUp.draftText.cues', { cues: cues.map((cue) => pick(cue.label)).join(t('common.and')) })
      : null,
    asked > 0 ? t('wrapUp.draftText.asked', { count: asked }) : null,
    ...ownHolds.map((hold) =>
      t('wrapUp.draftText.held', { card: hold.cardMasked, state: t(`control.state.${hold.state}`) }),
    ),
  ];
  return { text: parts.filter(Boolean).join(''), count: cues.length + asked + ownHolds.length };
}
