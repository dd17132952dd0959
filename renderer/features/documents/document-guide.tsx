import type { DocumentGuide } from '#shared/documents/document.ts';
import type { Bilingual } from '#shared/lib/bilingual.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { callerLanguage } from '#renderer/stores/select/caller.ts';
import { spokenTo } from '#renderer/stores/select/spoken.ts';
import { useDeskState } from '#renderer/stores/use-desk.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { SpokenWords } from '#renderer/ui/spoken-words.tsx';
import { NumberCheck } from './number-check.tsx';

/** One kind of document: what to say comes first; the field stands last, so that Tab brings everything above it into sight. */
export function DocumentGuideView({
  document,
  check = true,
}: {
  readonly document: DocumentGuide;
  readonly check?: boolean;
}) {
  const { t, pick, language } = useI18n();
  const caller = useDeskState(callerLanguage);
  const { number, what, names, validity, byPhone, atBranch, say } = document;
  return (
    <div className="stack document" data-document={document.id}>
      <div className="stack">
        <h3 className="document-name">{pick(document.name)}</h3>
        <Lines all={what} />
      </div>
      <Section title={t('documents.say')}>
        <ul className="card">
          {say.map(({ id, text }) => (
            <li key={id} className="document-say">
              <SpokenWords spoken={spokenTo(text, caller, language)} />
            </li>
          ))}
        </ul>
      </Section>
      <div className="document-two">
        <Section title={t('documents.byPhone')}>
          <Lines all={byPhone} />
        </Section>
        <Section title={t('documents.atBranch')}>
          <Lines all={atBranch} />
        </Section>
        <Section title={t('documents.names')}>
          <Lines all={names} />
        </Section>
        <Section title={t('documents.validity')}>
          <Lines all={validity} />
        </Section>
      </div>
      <Section title={t('documents.number')}>
        <p>{pick(number.words)}</p>
        {check && number.forms.length > 0 ? <NumberCheck key={document.id} document={document} /> : null}
      </Section>
      {document.sample ? (
        <p className="xs ink-3">{t('documents.sample', { version: document.version })}</p>
      ) : null}
    </div>
  );
}

function Lines({ all }: { readonly all: readonly Bilingual[] }) {
  const { pick } = useI18n();
  return (
    <ul className="document-lines">
      {all.map((line) => (
        <li key={line.zh}>{pick(line)}</li>
      ))}
    </ul>
  );
}
