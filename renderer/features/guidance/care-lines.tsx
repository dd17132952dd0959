import type { CareLine } from '#shared/care/care-card.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { activeFlags } from '#renderer/stores/select/caller.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { Clauses } from '#renderer/ui/clauses.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Reading } from '#renderer/ui/reading.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { useSpoken } from './use-spoken.ts';

/** Sentences for callers with a care flag, from the care cards; the most demanding flag first. */
export function CareLines({ limit = 10 }: { readonly limit?: number }) {
  const { t, pick } = useI18n();
  const spoken = useSpoken();
  const flags = useDeskState(activeFlags);
  const cards = useTopic('guidance/library', (library) => library?.careCards ?? null);
  const lines: CareLine[] = flags.flatMap(({ flag }) => cards?.find((card) => card.id === flag)?.lines ?? []);
  if (lines.length === 0) return null;
  const shown = lines.slice(0, limit).map((line) => ({ line, said: spoken(line.text) }));
  const twoLanguages = shown.some(({ said }) => said.beside !== null);
  return (
    <Section title={t('guidance.careLines')}>
      <ul className={twoLanguages ? 'two even' : 'two'}>
        {shown.map(({ line, said }) => (
          <li key={line.id}>
            {twoLanguages ? null : <span>{pick(line.when)}</span>}
            <span className="selectable" lang={said.lang}>
              {line.approved ? (
                <b className="approved" title={t('care.approvedHint')}>
                  <Icon name="lock" size="s" />
                  {t('care.approved')}
                </b>
              ) : null}
              <Clauses words={said.words} lang={said.lang} />
              {twoLanguages ? <Reading spoken={said} /> : null}
            </span>
            {twoLanguages ? (
              <span lang={said.beside?.lang}>{said.beside?.words ?? pick(line.when)}</span>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}
