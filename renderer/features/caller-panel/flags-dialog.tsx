import { useRef, useState, type KeyboardEvent } from 'react';
import { careFlagIds, type CareFlag } from '#shared/care/care-flag-ids.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { callerLanguage, hasFlag } from '#renderer/stores/select/caller.ts';
import { useDesk, useDeskState } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { SelectField } from '#renderer/ui/field.tsx';
import { Dialog } from '#renderer/ui/overlay.tsx';
import { RefusedRules } from '#renderer/ui/refused-rules.tsx';
import { FlagRow } from './flag-row.tsx';
import { changeFlag, type FlagSource } from './flag-change.ts';

/** As the domain orders them; a test holds it against the contract. */
export const flagOrder: readonly CareFlag[] = careFlagIds;

/** One key a row, by its place on the board: 1 … 9, 0, -, =. */
export const flagKeys = [
  'Digit1',
  'Digit2',
  'Digit3',
  'Digit4',
  'Digit5',
  'Digit6',
  'Digit7',
  'Digit8',
  'Digit9',
  'Digit0',
  'Minus',
  'Equal',
] as const;
const caps = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '-', '='] as const;

const sources = ['heardByAgent', 'saidByCaller', 'saidByThirdParty', 'seenOnVideo'] as const;
const spokenLanguages = ['en', 'ja', 'ko', 'bo', 'ug', 'fr', 'de', 'es', 'ru', 'vi', 'th'] as const;

/** Sets, lifts and confirms flags, one key each; every change goes out at once, with who and when. */
export function FlagsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useI18n();
  const desk = useDesk();
  const list = useRef<HTMLUListElement>(null);
  const [source, setSource] = useState<FlagSource>('heardByAgent');
  const language = useDeskState((state) =>
    hasFlag(state, 'foreignLanguage') ? callerLanguage(state) : 'en',
  );
  const [chosenLanguage, setLanguage] = useState(language);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target instanceof HTMLSelectElement) return;
    const flag = flagOrder[flagKeys.findIndex((code) => code === event.code)];
    const answer = event.code === 'KeyY' || event.code === 'KeyN' ? event.code === 'KeyY' : null;
    if (!flag && answer === null) return;
    event.preventDefault();
    if (flag) void changeFlag(desk, flag, event.shiftKey ? 'confirm' : 'turn', source, chosenLanguage);
    else if (answer !== null) void changeFlag(desk, null, answer ? 'keep' : 'forget', source, chosenLanguage);
    list.current?.focus();
  };
  return (
    <Dialog
      title={t('caller.flags.title')}
      onClose={onClose}
      foot={
        <Button kind="quiet" keys="Escape" onClick={onClose}>
          {t('common.close')}
        </Button>
      }
    >
      <div className="flags-dialog" role="presentation" onKeyDown={onKeyDown}>
        <p className="xs ink-2">{t('caller.flags.text')}</p>
        <RefusedRules />
        <div className="flag-options">
          <SelectField
            label={t('caller.flags.source')}
            value={source}
            onChange={(event) =>
              setSource(sources.find((one) => one === event.target.value) ?? 'heardByAgent')
            }
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
        <ul
          className="card list flag-list"
          ref={list}
          tabIndex={-1}
          data-autofocus
          aria-label={t('caller.flags.title')}
        >
          {flagOrder.map((flag, index) => (
            <FlagRow
              key={flag}
              flag={flag}
              keys={caps[index] ?? ''}
              onChange={(what) => void changeFlag(desk, flag, what, source, chosenLanguage)}
            />
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
