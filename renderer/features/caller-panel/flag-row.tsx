import type { CareFlag } from '#shared/care/care-flag-ids.ts';
import type { CareFlagState } from '#shared/caller/contract.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { CareFlagChip } from '#renderer/ui/care-flag.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import type { FlagChange } from './flag-change.ts';
import { reasonWords } from './reason-words.ts';

interface FlagRowProps {
  readonly flag: CareFlag;
  readonly keys: string;
  readonly onChange: (what: FlagChange) => void;
}

/** One flag: its key, why it stands with source, time and person, and what becomes of it after the call. */
export function FlagRow({ flag, keys, onChange }: FlagRowProps) {
  const { t } = useI18n();
  const known = useTopic('caller/state', (caller) => caller?.flags.find((one) => one.flag === flag) ?? null);
  const active = known !== null && known.lifted === null;
  const word = t(`care.flag.${flag}`);
  return (
    <li data-flag-row={flag} data-state={active ? 'set' : known ? 'lifted' : 'none'}>
      <KeyCap keys={keys} />
      <CareFlagChip flag={flag} small />
      <span className="fill xs ink-2">
        {known ? (
          <span>
            <Why known={known} />
          </span>
        ) : null}
        {active && known.keep !== 'file' ? <Keep known={known} onChange={onChange} /> : null}
      </span>
      {active && !known.confirmed ? (
        <Button
          kind="quiet"
          aria-label={t('caller.flags.confirmOne', { flag: word })}
          onClick={() => onChange('confirm')}
        >
          {t('caller.flags.confirm')}
        </Button>
      ) : null}
      <Button
        aria-label={t(active ? 'caller.flags.liftOne' : 'caller.flags.setOne', { flag: word })}
        onClick={() => onChange('turn')}
      >
        {t(active ? 'caller.flags.lift' : 'caller.flags.set')}
      </Button>
    </li>
  );
}

function Why({ known }: { readonly known: CareFlagState }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { lifted, confirmed } = known;
  const said = (one: { readonly at: number; readonly by: { readonly name: string } }) => ({
    name: one.by.name,
    time: format.time(one.at),
  });
  const words = lifted
    ? [t('caller.flags.lifted', said(lifted))]
    : [
        ...known.reasons.map((reason) => ruleWords(i18n, reason)),
        ...(confirmed ? [t('caller.flags.confirmed', said(confirmed))] : []),
      ];
  return <>{words.join(' · ')}</>;
}

/** The reason, and which row of the bank's table gave it: 登记 85 岁（标签表第 1 行）. */
function ruleWords(i18n: ReturnType<typeof useI18n>, reason: CareFlagState['reasons'][number]): string {
  const words = reasonWords(i18n, reason);
  const row = reason.params['ruleRow'];
  return row === undefined ? words : i18n.t('caller.flags.byRule', { words, row });
}

function Keep({
  known,
  onChange,
}: {
  readonly known: CareFlagState;
  readonly onChange: (what: FlagChange) => void;
}) {
  const { t } = useI18n();
  if (known.keep === 'file') return null;
  if (known.keep !== 'ask') return <span className="keep">{t(`caller.flags.keep.${known.keep}`)}</span>;
  return (
    <span className="keep ask-keep">
      <span className="near">{t('caller.flags.keep.ask')}</span>
      <Button kind="quiet" onClick={() => onChange('keep')}>
        {t('caller.flags.agree')}
        <KeyCap keys="Y" bare />
      </Button>
      <Button kind="quiet" onClick={() => onChange('forget')}>
        {t('caller.flags.refuse')}
        <KeyCap keys="N" bare />
      </Button>
    </span>
  );
}
