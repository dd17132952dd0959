import { useState } from 'react';
import { careFlagIds, type CareFlag } from '#shared/care/care-flag-ids.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { callerLanguage, hasFlag } from '#renderer/stores/select/caller.ts';
import { useDesk, useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { CareFlagChip } from '#renderer/ui/care-flag.tsx';
import { SelectField } from '#renderer/ui/field.tsx';
import { Dialog } from '#renderer/ui/overlay.tsx';

/** As the domain orders them; a test holds it against the contract. */
export const flagOrder: readonly CareFlag[] = careFlagIds;

const sources = ['heardByAgent', 'saidByCaller', 'saidByThirdParty', 'seenOnVideo'] as const;
type Source = (typeof sources)[number];
const spokenLanguages = ['en', 'ja', 'ko', 'bo', 'ug', 'fr', 'de', 'es', 'ru', 'vi', 'th'] as const;

/** Sets, lifts and confirms flags; each change goes out at once, with who and when. */
export function FlagsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useI18n();
  const [source, setSource] = useState<Source>('heardByAgent');
  const language = useDeskState((state) =>
    hasFlag(state, 'foreignLanguage') ? callerLanguage(state) : 'en',
  );
  const [chosenLanguage, setLanguage] = useState(language);
  return (
    <Dialog
      title={t('caller.flags.title')}
      onClose={onClose}
      foot={
        <Button keys="Escape" onClick={onClose}>
          {t('common.close')}
        </Button>
      }
    >
      <p className="xs ink-2">{t('caller.flags.text')}</p>
      <div className="flag-options">
        <SelectField
          label={t('caller.flags.source')}
          value={source}
          onChange={(event) => setSource(sources.find((one) => one === event.target.value) ?? 'heardByAgent')}
        >
          {sources.map((one) => (
            <option key={one} value={one}>
              {t(`care.reason.${one}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t('caller.flags.language')}
          value={chosenLanguage}
          onChange={(event) => setLanguage(event.target.value)}
        >
          {spokenLanguages.map((one) => (
            <option key={one} value={one}>
              {t(`care.language.${one}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <ul className="card list">
        {flagOrder.map((flag) => (
          <FlagRow key={flag} flag={flag} source={source} language={chosenLanguage} />
        ))}
      </ul>
    </Dialog>
  );
}

interface FlagRowProps {
  readonly flag: CareFlag;
  readonly source: Source;
  readonly language: string;
}

function FlagRow({ flag, source, language }: FlagRowProps) {
  const { t } = useI18n();
  const desk = useDesk();
  const callId = useTopic('caller/state', (caller) => caller?.callId ?? null);
  const known = useTopic('caller/state', (caller) => caller?.flags.find((one) => one.flag === flag) ?? null);
  if (!callId) return null;
  const active = known !== null && known.lifted === null;
  const set = (): void =>
    void desk.send('caller/set-flag', {
      callId,
      flag,
      source,
      ...(flag === 'foreignLanguage' ? { language } : {}),
    });
  const note = known?.lifted
    ? t('caller.flags.lifted', { name: known.lifted.by.name })
    : known?.confirmed
      ? t('caller.flags.confirmed', { name: known.confirmed.by.name })
      : null;
  return (
    <li>
      <CareFlagChip flag={flag} small />
      <span className="fill xs ink-2">{note}</span>
      {active && !known.confirmed ? (
        <Button kind="quiet" onClick={() => void desk.send('caller/confirm-flag', { callId, flag })}>
          {t('caller.flags.confirm')}
        </Button>
      ) : null}
      {active ? (
        <Button onClick={() => void desk.send('caller/lift-flag', { callId, flag })}>
          {t('caller.flags.lift')}
        </Button>
      ) : (
        <Button onClick={set}>{t('caller.flags.set')}</Button>
      )}
    </li>
  );
}
