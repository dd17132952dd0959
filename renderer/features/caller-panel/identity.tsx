import type { CallerState, Holder, Verification } from '#shared/caller/contract.ts';
import { verify, whoSpeaks } from '#renderer/commands/caller-commands.ts';
import { useI18n, type I18n } from '#renderer/i18n/use-i18n.tsx';
import { deskPhase } from '#renderer/stores/select/call.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Section } from '#renderer/ui/section.tsx';

/** Always both: who is speaking, verified or not and how, and whose money it is. */
export function Identity() {
  const { t } = useI18n();
  const caller = useTopic('caller/state', (state) => state);
  if (!caller?.caller && !caller?.holder) return null;
  return (
    <Section
      title={t('caller.identity')}
      aside={
        caller.holder ? (
          <>
            <CommandButton command={verify} kind="quiet" />
            <CommandButton command={whoSpeaks} kind="quiet" flush />
          </>
        ) : null
      }
    >
      <dl className="pairs">
        <dt>{t('caller.who')}</dt>
        <dd>
          <SpeakerLine caller={caller} />
        </dd>
        {caller.holder ? <HolderLines caller={caller} holder={caller.holder} /> : null}
      </dl>
    </Section>
  );
}

function SpeakerLine({ caller }: { readonly caller: CallerState }) {
  const i18n = useI18n();
  const { t, pick } = i18n;
  const speaker = caller.caller;
  if (!speaker) return <>{t('call.unknownCaller')}</>;
  const name = speaker.name ? pick(speaker.name) : (speaker.phoneMasked ?? t('call.unknownCaller'));
  const isHolder = speaker.relation === 'holder' || speaker.relation === 'assumedHolder';
  const relation = t(`caller.relation.${speaker.relation}`);
  return (
    <>
      {isHolder || speaker.relation === 'unknown'
        ? name
        : speaker.name
          ? t('caller.relationWithName', { relation, name })
          : relation}
      <span className="ink-2">
        {isHolder && speaker.numberMatchesHolder ? ` · ${t('caller.ownNumber')}` : null}
        {isHolder && !speaker.numberMatchesHolder ? ` · ${t('caller.otherNumber')}` : null}
      </span>{' '}
      <VerifiedMark verified={speaker.verified} />
    </>
  );
}

function VerifiedMark({ verified }: { readonly verified: Verification }) {
  const { t } = useI18n();
  const ringing = useDeskState((state) => deskPhase(state) === 'ringing');
  if (verified.state === 'verified') {
    const methods = verified.methods.map((method) => t(`caller.method.${method}`)).join(' + ');
    return (
      <span className="good" data-verified="verified">
        <Icon name="check" size="s" /> {t('caller.verified', { methods })}
      </span>
    );
  }
  const state = verified.state === 'failed' ? 'failed' : 'notVerified';
  return (
    <span className={state === 'failed' ? 'bad' : 'near'} data-verified={state}>
      <b>{verifyWords(t, verified, ringing)}</b>
      {verified.simplified ? <span className="ink-3"> {t('caller.simplified')}</span> : null}
    </span>
  );
}

function verifyWords(t: I18n['t'], verified: Verification, ringing: boolean): string {
  if (verified.state === 'failed') return t('caller.verifyFailed');
  if (verified.methods.length > 0)
    return t('caller.verifying', { done: verified.methods.length, need: verified.need });
  return ringing ? t('caller.verifyAfterAnswer', { count: verified.need }) : t('caller.notVerified');
}

function HolderLines({ caller, holder }: { caller: CallerState; holder: Holder }) {
  const { t, pick, maybe } = useI18n();
  const isSpeaker = caller.caller?.relation === 'holder' || caller.caller?.relation === 'assumedHolder';
  const who = isSpeaker ? t('caller.sameAsCaller') : holder.name.masked;
  const dialect = holder.dialect
    ? (maybe(`care.dialect.${holder.dialect}`) ?? t('care.dialect.other'))
    : null;
  const parts = [
    who,
    documentWords(t, holder),
    holder.branch ? pick(holder.branch) : null,
    dialect ? t('caller.speaks', { dialect }) : null,
  ].filter(Boolean);
  const note = holder.note ? pick(holder.note) : null;
  return (
    <>
      <dt>{t('caller.holder')}</dt>
      <dd>
        {parts.map((part, index) => (
          <span className="part" key={part}>
            {part}
            {index < parts.length - 1 ? ' · ' : null}
          </span>
        ))}
      </dd>
      {note ? (
        <>
          <dt>{t('caller.note')}</dt>
          <dd>{note}</dd>
        </>
      ) : null}
    </>
  );
}

function documentWords(t: I18n['t'], holder: Holder): string | null {
  if (!holder.document) return null;
  const { type, masked, country } = holder.document;
  const shown = type === 'idCard' ? masked : `${t(`caller.documentType.${type}`)} ${masked}`;
  return country ? shown + t('caller.country', { country }) : shown;
}
