import type { Candidate } from '#shared/guidance/state.ts';
import { choosePlaybook, findPlaybook, primary } from '#renderer/commands/guidance-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Tier } from '#renderer/ui/tier.tsx';
import { CareLines } from './care-lines.tsx';
import { CueList } from './cue-list.tsx';
import { useCueLabel } from './use-cue-label.ts';

/**
 * Something was heard: the playbooks it fits, each with its figure and the cues behind it. A person decides.
 * `second`: something else has the primary key now.
 */
export function Suggestions({ second = false }: { readonly second?: boolean }) {
  const { t } = useI18n();
  const candidates = useTopic('guidance/state', (guidance) => guidance?.candidates ?? null);
  const isNamed = useTopic('guidance/state', (guidance) => guidance?.named !== null);
  return (
    <>
      <Section
        title={t(isNamed ? 'guidance.suggesting' : 'guidance.unclear')}
        aside={<CommandButton command={findPlaybook} kind="quiet" flush />}
      >
        <ol className="card candidates">
          {candidates?.slice(0, 4).map((candidate, index) => (
            <CandidateRow
              key={candidate.playbookId}
              candidate={candidate}
              first={index === 0}
              best={index === 0 && !second}
            />
          ))}
        </ol>
        <EverydayToo />
      </Section>
      <TickedCues />
      <CareLines limit={4} />
    </>
  );
}

interface CandidateRowProps {
  readonly candidate: Candidate;
  readonly first: boolean;
  readonly best: boolean;
}

function CandidateRow({ candidate, first, best }: CandidateRowProps) {
  const { t, pick, format } = useI18n();
  const label = useCueLabel();
  const playbook = useTopic(
    'guidance/library',
    (library) => library?.playbooks.find((one) => one.id === candidate.playbookId) ?? null,
  );
  if (!playbook) return null;
  const cues = candidate.matched.map((one) => label(one.cueId)).join(t('common.and'));
  const against = candidate.lowered.filter((one) => one.points <= -1).map((one) => label(one.cueId));
  return (
    <li>
      <Tier tier={playbook.tier} second={!first} />
      <b className="clip">{pick(playbook.name)}</b>
      <span className="row tight">
        <span className="xs ink-2">{t('guidance.score', { score: format.number(candidate.score, 2) })}</span>
        {best ? (
          <CommandButton command={primary} kind="primary" />
        ) : (
          <CommandButton command={choosePlaybook(playbook)}>{t('guidance.open')}</CommandButton>
        )}
      </span>
      <span className="because">
        {t('guidance.because', { cues })}
        {against.length > 0 ? ` · ${t('guidance.lowered', { cues: against.join(t('common.and')) })}` : null}
      </span>
    </li>
  );
}

/** From here on it is worth saying that an everyday matter would show the same. */
const worthSaying = 0.1;

/** The honest other side: which everyday matter explains the same cues, with its share. */
function EverydayToo() {
  const { t, pick, format } = useI18n();
  const everyday = useTopic('guidance/state', (guidance) => guidance?.everyday ?? null);
  const name = useTopic(
    'guidance/library',
    (library) => library?.everyday.find((one) => one.id === everyday?.patternId)?.name ?? null,
  );
  if (!everyday || !name || everyday.score < worthSaying) return null;
  return (
    <p className="xs ink-2">
      {t('guidance.everydayToo', { name: pick(name), score: format.number(everyday.score, 2) })}
    </p>
  );
}

/** What is ticked so far, to take back or to add to, before a playbook is chosen. */
function TickedCues() {
  const { t } = useI18n();
  const label = useCueLabel();
  const ticked = useTopic('guidance/state', (guidance) => guidance?.ticked ?? null);
  const cues = useTopic('guidance/library', (library) => library?.cues ?? null);
  if (!ticked || !cues) return null;
  const shown = ticked.map(({ cueId }) => ({
    id: cueId,
    where: cues.find((cue) => cue.id === cueId)?.where ?? 'heard',
    label: label(cueId),
  }));
  return (
    <Section title={t('guidance.why')} aside={t('guidance.cueHint')}>
      <CueList cues={shown} />
    </Section>
  );
}
