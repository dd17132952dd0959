import type { VerificationCase } from '#shared/cases/contract.ts';
import { sendSampleCase } from '#renderer/commands/case-commands.ts';
import { useI18n, type I18n } from '#renderer/i18n/use-i18n.tsx';
import { shownCase } from '#renderer/stores/select/cases.ts';
import { useDesk, useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { Column } from '#renderer/ui/column.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Empty, Skeleton } from '#renderer/ui/states.tsx';
import { useRowKeys } from '#renderer/ui/use-row-keys.ts';
import { Deadline, Holder, Money } from './case-facts.tsx';
import { FeedNote } from './feed-note.tsx';

const noCases: readonly VerificationCase[] = [];

/** The inbox: what waits, most urgent first. Nothing moves under the hand but what has been decided. */
export function Inbox() {
  const { t } = useI18n();
  const heard = useTopic('cases/state', (state) => state?.heard ?? false);
  const feed = useTopic('cases/state', (state) => state?.feed ?? null);
  const cases = useTopic('cases/state', (state) => state?.cases ?? noCases);
  const open = cases.filter((one) => one.state !== 'closed');
  const closed = cases.filter((one) => one.state === 'closed');
  const waiting = !heard && (feed?.state === 'connecting' || feed?.state === 'off');
  return (
    <Column
      place="left"
      focusable={open.length === 0}
      title={t('cases.inbox')}
      note={heard ? t('cases.openCount', { count: open.length }) : null}
      keys="Ctrl+J"
    >
      <FeedNote />
      {waiting ? <Skeleton lines={6} /> : null}
      {heard && open.length === 0 ? <NoneOpen /> : null}
      <Rows cases={[...open, ...closed.slice(0, 12)]} openCount={open.length} />
    </Column>
  );
}

function NoneOpen() {
  const { t } = useI18n();
  const sandbox = useTopic('core/health', (core) => core?.sandbox ?? false);
  return (
    <>
      <Empty icon="check" title={t('cases.none')}>
        {t('cases.noneHint')}
      </Empty>
      {sandbox ? (
        <div className="row center">
          <CommandButton command={sendSampleCase} withIcon />
        </div>
      ) : null}
    </>
  );
}

function Rows({
  cases,
  openCount,
}: {
  readonly cases: readonly VerificationCase[];
  readonly openCount: number;
}) {
  const desk = useDesk();
  const { t } = useI18n();
  const chosen = useDeskState((state) => shownCase(state)?.caseId ?? null);
  const active = cases.findIndex((one) => one.caseId === chosen);
  const keys = useRowKeys(cases.length, active, (index) => {
    const one = cases[index];
    if (one) desk.setView({ caseId: one.caseId });
  });
  if (cases.length === 0) return null;
  return (
    <ul className="card case-list" aria-label={t('cases.inbox')}>
      {cases.map((one, index) => (
        <li
          key={one.caseId}
          data-case={one.caseId}
          data-case-state={one.state}
          className={[
            index === active ? 'chosen' : '',
            index === openCount && index > 0 ? 'first-closed' : '',
          ]
            .filter(Boolean)
            .join(' ')}
        >
          <span className="fill">
            <button
              className="row-button"
              {...(index === Math.max(0, active) ? { 'data-place': 'left' } : {})}
              {...keys.rowProps(index)}
            >
              <Money one={one} />
            </button>
            <Holder one={one} />
            <span className="under">
              <Standing one={one} />
            </span>
          </span>
          <span className="case-side">
            <Deadline one={one} />
            {one.state === 'closed' ? null : <Priority one={one} />}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** 82 · 极高 50 · 金额 20 …: the figure and what adds up to it. */
export const reasonWords = ({ t }: I18n, one: VerificationCase): string =>
  one.reasons.map(({ kind, points }) => `${t(`cases.reason.${kind}`)} ${points}`).join(' · ');

function Priority({ one }: { readonly one: VerificationCase }) {
  const i18n = useI18n();
  return (
    <span className="case-priority" title={reasonWords(i18n, one)}>
      {i18n.t('cases.priority')} <b>{one.priority}</b>
    </span>
  );
}

/** Who is on it, how often it was rung, or how it ended. */
function Standing({ one }: { readonly one: VerificationCase }) {
  const i18n = useI18n();
  const { t } = i18n;
  if (one.lease && !one.lease.own)
    return (
      <>
        <Icon name="lock" size="s" /> {t('cases.onIt', { seat: one.lease.seat })}
      </>
    );
  const parts = [
    one.lease?.own === true ? t('cases.yours') : null,
    one.decision ? decisionWords(i18n, one) : t(`cases.state.${one.state}`),
    one.attempts.length > 0 ? t('cases.tried', { count: one.attempts.length }) : null,
    one.refusedBefore.length > 0 ? t('cases.secondTry') : null,
  ];
  return <>{parts.filter(Boolean).join(' · ')}</>;
}

/** 已拒绝 · 到时无人问起 */
export function decisionWords({ t, maybe }: I18n, one: VerificationCase): string {
  const { decision } = one;
  if (!decision) return t(`cases.state.${one.state}`);
  const [reason = '', note = ''] = decision.reason.split(': ');
  const why = maybe(`cases.why.${reason}`) ?? maybe(`cases.reasons.${reason}`) ?? reason;
  const by = decision.by === 'person' ? (decision.who ?? '') : t(`cases.by.${decision.by}`);
  return [t(`cases.decided.${decision.kind}`), why, note, by].filter(Boolean).join(' · ');
}
