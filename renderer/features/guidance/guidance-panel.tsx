import type { ReactNode } from 'react';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { deskPhase } from '#renderer/stores/select/call.ts';
import { verificationUp } from '#renderer/stores/select/cases.ts';
import { caring } from '#renderer/stores/select/care.ts';
import { allAsked, openPlaybook } from '#renderer/stores/select/guidance.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { Column } from '#renderer/ui/column.tsx';
import { AskNext, LastAnswer } from './ask-next.tsx';
import { Idle } from './idle.tsx';
import { Opening } from './opening.tsx';
import { PlaybookView } from './playbook-view.tsx';
import { Quiet } from './quiet.tsx';
import { Suggestions } from './suggestions.tsx';

interface GuidancePanelProps {
  /** One line of another feature above. */
  readonly top?: ReactNode;
  /** What this call must contain, in the place of the general steps. */
  readonly steps?: ReactNode;
  readonly foot?: ReactNode;
  /** Between calls: what is to be read. */
  readonly idle?: ReactNode;
  /** Under the first sentence. */
  readonly greeting?: ReactNode;
}

/** Middle column: the voice. What to say or ask next is the largest text on the screen. */
export function GuidancePanel({ top, steps, foot, idle, greeting }: GuidancePanelProps) {
  const { t } = useI18n();
  const large = useDeskState((state) => caring(state).desk.size === 'large');
  return (
    <Column
      place="guidance"
      title={t('guidance.title')}
      note={<HeadNote />}
      keys="Ctrl+K"
      middle
      large={large}
      foot={foot}
    >
      {top}
      <Body steps={steps} idle={idle} greeting={greeting} />
    </Column>
  );
}

function Body({ steps, idle, greeting }: Pick<GuidancePanelProps, 'steps' | 'idle' | 'greeting'>) {
  const phase = useDeskState(deskPhase);
  const mode = useTopic('guidance/state', (guidance) => guidance?.mode ?? 'noCall');
  const hasPlaybook = useDeskState((state) => openPlaybook(state) !== null);
  // Outbound the purpose is asked before any pattern is spoken of; once all is asked the suggestion has the stage.
  const verifying = useDeskState((state) => verificationUp(state) !== null);
  const first = useDeskState((state) => verificationUp(state) !== null && !allAsked(state));
  if (phase === 'notReady' || phase === 'ready') return <Idle>{idle}</Idle>;
  if (phase === 'ringing' || phase === 'dialing' || phase === 'connecting')
    return <Opening greeting={greeting} />;
  if (mode === 'guiding' && hasPlaybook) return <PlaybookView />;
  return (
    <>
      {first ? <AskNext /> : verifying ? <LastAnswer /> : null}
      {mode === 'suggesting' ? (
        <Suggestions second={first} />
      ) : first ? null : (
        <Quiet steps={steps} greeting={greeting} />
      )}
    </>
  );
}

function HeadNote() {
  const { t } = useI18n();
  const phase = useDeskState(deskPhase);
  const guiding = useTopic('guidance/state', (guidance) => guidance?.mode === 'guiding');
  const asked = useTopic('guidance/state', (guidance) => guidance?.counts.questionsAsked ?? 0);
  const left = useTopic('guidance/state', (guidance) => guidance?.counts.questionsLeft ?? 0);
  if (phase === 'ringing') return <>{t('guidance.prepared')}</>;
  if ((phase === 'active' || phase === 'held') && guiding) return <>{t('guidance.asked', { asked, left })}</>;
  return null;
}
