import type { Cue } from '#shared/guidance/cue.ts';
import type { Playbook } from '#shared/guidance/playbook.ts';
import { findPlaybook } from '#renderer/commands/guidance-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { openPlaybook } from '#renderer/stores/select/guidance.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Tier } from '#renderer/ui/tier.tsx';
import { AskNext } from './ask-next.tsx';
import { CueList } from './cue-list.tsx';
import { SayLine } from './say-line.tsx';
import { useSpoken } from './use-spoken.ts';

/** The open playbook: why it is open, the next question, the line to say, what to answer, what may be done. */
export function PlaybookView() {
  const playbook = useDeskState(openPlaybook);
  if (!playbook) return null;
  return (
    <>
      <Head playbook={playbook} />
      <AskNext />
      <SayLine playbook={playbook} />
      <Suggested playbook={playbook} />
      <IfTheySay playbook={playbook} />
      <FollowUp playbook={playbook} />
    </>
  );
}

function Head({ playbook }: { readonly playbook: Playbook }) {
  const { t, pick } = useI18n();
  const matched = useTopic('guidance/state', (guidance) => guidance?.counts.cuesMatched ?? 0);
  const total = useTopic('guidance/state', (guidance) => guidance?.counts.cuesTotal ?? 0);
  const seenToo = useSeenToo(playbook);
  const cues = [...playbook.cues, ...seenToo].map((cue) => ({
    id: cue.id,
    where: cue.where,
    label: pick(cue.label),
  }));
  return (
    <div className="playbook-head" data-playbook={playbook.id}>
      <div className="row">
        <Tier tier={playbook.tier} />
        <h3 className="clip">{pick(playbook.name)}</h3>
        <span className="fill" />
        <CommandButton command={findPlaybook} kind="quiet" flush />
      </div>
      <p className="how-it-goes" title={pick(playbook.howItGoes)}>
        {pick(playbook.howItGoes)}
      </p>
      <div className="label playbook-why">
        {t('guidance.why')} <b>{t('guidance.cues', { matched, total })}</b>
        <span className="aside">
          <Score playbook={playbook} />
        </span>
      </div>
      <CueList cues={cues} />
    </div>
  );
}

/** Cues that count for this playbook and are not listed for ticking: shown once they are ticked, after the listed ones. */
function useSeenToo(playbook: Playbook): readonly Cue[] {
  const ticked = useTopic('guidance/state', (guidance) => guidance?.ticked ?? null);
  const cues = useTopic('guidance/library', (library) => library?.cues ?? null);
  const isTicked = (id: string): boolean => ticked?.some((one) => one.cueId === id) ?? false;
  return cues?.filter((cue) => cue.id in playbook.alsoSeen && isTicked(cue.id)) ?? [];
}

/** The figure behind the playbook and the next best one, so that the agent can doubt it. */
function Score({ playbook }: { readonly playbook: Playbook }) {
  const { t, pick, format } = useI18n();
  const candidates = useTopic('guidance/state', (guidance) => guidance?.candidates ?? null);
  const library = useTopic('guidance/library', (state) => state);
  const own = candidates?.find((one) => one.playbookId === playbook.id);
  const next = candidates?.find((one) => one.playbookId !== playbook.id);
  const nextName = library?.playbooks.find((one) => one.id === next?.playbookId)?.name;
  const parts = [
    own ? t('guidance.score', { score: format.number(own.score, 2) }) : null,
    next && nextName
      ? t('guidance.next', { name: pick(nextName), score: format.number(next.score, 2) })
      : t('guidance.version', { version: playbook.version }),
  ];
  return <span className="clip">{parts.filter(Boolean).join(' · ')}</span>;
}

function IfTheySay({ playbook }: { readonly playbook: Playbook }) {
  const { t, pick } = useI18n();
  const spoken = useSpoken();
  return (
    <Section title={t('guidance.ifTheySay')}>
      <ul className="two">
        {playbook.ifTheySay.map((one) => {
          const reply = spoken(one.reply);
          return (
            <li key={one.heard.zh}>
              <span>{pick(one.heard)}</span>
              <span>
                <span className="selectable" lang={reply.lang}>
                  {reply.words}
                </span>
                {reply.beside ? (
                  <span className="ink-2 xs beside" lang={reply.beside.lang}>
                    {reply.beside.words}
                  </span>
                ) : null}
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function FollowUp({ playbook }: { readonly playbook: Playbook }) {
  const { t, pick } = useI18n();
  return (
    <Section title={t('guidance.followUp')}>
      <ul className="rules">
        {playbook.followUp.map((one) => (
          <li key={one.zh}>{pick(one)}</li>
        ))}
      </ul>
    </Section>
  );
}

/** What the tier recommends. Recommended, not offered as buttons: only the card hold works so far, and it stands at its card. */
function Suggested({ playbook }: { readonly playbook: Playbook }) {
  const { t } = useI18n();
  const linkages = playbook.linkages.map((one) => t(`control.linkage.${one}`)).join(t('common.and'));
  return (
    <Section
      title={t('guidance.suggested')}
      aside={t('guidance.tierLabel', { tier: t(`guidance.tier.${playbook.tier}`) })}
    >
      <div className="facts">
        {playbook.controls.map((control) => (
          <span className="fact" key={control}>
            {t(`control.id.${control}`)}
            {control === 'cardHold' ? <em>{t('guidance.cardHoldAt')}</em> : null}
          </span>
        ))}
        {linkages ? (
          <span className="fact">
            <em>{t('guidance.withOthers')}</em>
            {linkages}
          </span>
        ) : null}
      </div>
    </Section>
  );
}
