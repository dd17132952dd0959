import type { ReviewCall } from '#shared/review/sheet.ts';
import { careFlagIds, type CareFlag } from '#shared/care/care-flag-ids.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useView } from '#renderer/stores/use-desk.tsx';
import { Column } from '#renderer/ui/column.tsx';
import { SelectField } from '#renderer/ui/field.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { useNow } from '#renderer/ui/now.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { Empty, Skeleton } from '#renderer/ui/states.tsx';
import { useRowKeys } from '#renderer/ui/use-row-keys.ts';
import { useAgentName } from '#renderer/stores/use-agent-name.ts';
import type { Review } from './use-review.ts';

const kinds = ['all', 'missing', 'measured', 'controls'] as const;

/** Past calls, masked, with what they can be narrowed to. Moving in the list opens nothing. */
export function CallList({ review }: { readonly review: Review }) {
  const { t } = useI18n();
  return (
    <Column place="left" title={t('review.title')} keys="Ctrl+J" focusable={false}>
      <Narrow review={review} />
      <Rows review={review} />
    </Column>
  );
}

function Narrow({ review }: { readonly review: Review }) {
  const { t } = useI18n();
  const nameOf = useAgentName();
  const { filter, since, narrow, setSince, list } = review;
  return (
    <div className="stack review-narrow" role="search" aria-label={t('review.narrow')}>
      <div className="field">
        <Icon name="search" size="s" />
        <input
          data-place="left"
          type="search"
          aria-label={t('review.query')}
          placeholder={t('review.queryHint')}
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          value={filter.query}
          onChange={(event) => narrow({ query: event.target.value })}
        />
      </div>
      <Segmented
        label={t('review.since')}
        value={since}
        options={(['today', 'week', 'month', 'all'] as const).map((value) => ({
          value,
          label: t(`review.sinceOf.${value}`),
        }))}
        onChange={setSince}
      />
      <div className="review-selects">
        <SelectField
          label={t('review.agent')}
          value={filter.personId ?? ''}
          onChange={(event) => narrow({ personId: event.target.value || null })}
        >
          <option value="">{t('review.everybody')}</option>
          {list?.people.map((who) => (
            <option key={who.personId} value={who.personId}>
              {nameOf(who)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t('review.flag')}
          value={filter.flag ?? ''}
          onChange={(event) => narrow({ flag: (event.target.value || null) as CareFlag | null })}
        >
          <option value="">{t('review.everyFlag')}</option>
          {careFlagIds.map((flag) => (
            <option key={flag} value={flag}>
              {t(`care.flag.${flag}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t('review.only')}
          value={filter.only}
          onChange={(event) => narrow({ only: event.target.value as (typeof kinds)[number] })}
        >
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`review.onlyOf.${kind}`)}
            </option>
          ))}
        </SelectField>
      </div>
    </div>
  );
}

function Rows({ review: { list } }: { readonly review: Review }) {
  const { t } = useI18n();
  const desk = useDesk();
  const at = useView((view) => view.review.at);
  const calls = list?.calls ?? [];
  const { rowProps } = useRowKeys(
    calls.length,
    calls.findIndex(({ callId }) => callId === at),
    (index) => desk.setView({ review: { at: calls[index]?.callId ?? null, opened: null } }),
  );
  if (list === null) return <Skeleton lines={6} />;
  if (calls.length === 0)
    return (
      <Empty icon="list" title={t('review.none')}>
        {t('review.noneHint')}
      </Empty>
    );
  return (
    <div className="stack">
      <p className="xs ink-3" role="status">
        {t(list.more ? 'review.countMore' : 'review.count', { count: calls.length })}
      </p>
      <div className="card">
        {calls.map((call, index) => (
          <button key={call.callId} className="list-row" data-call={call.callId} {...rowProps(index)}>
            <Row call={call} />
          </button>
        ))}
      </div>
    </div>
  );
}

function Row({ call }: { readonly call: ReviewCall }) {
  const { t, pick, format } = useI18n();
  const nameOf = useAgentName();
  const now = useNow();
  const { playbook, missing, controls } = call;
  return (
    <>
      <span className="fill">
        <span className="clip row-title">
          {call.callerMasked || call.numberMasked}
          {call.flags.map((flag) => (
            <span key={flag} className="xs ink-2">
              {' · '}
              {t(`care.flag.${flag}`)}
            </span>
          ))}
        </span>
        <span className="clip under">
          {nameOf(call.agent)}
          {' · '}
          {format.clock(call.talkMs)}
          {playbook ? ` · ${playbook.name ? pick(playbook.name) : playbook.id}` : ''}
        </span>
      </span>
      <span className="row-side">
        <span className="xs ink-3 nowrap">{format.day(call.startedAt, now)}</span>
        <span className="xs ink-2 nowrap">
          {missing ? t('review.missingShort', { count: missing }) : null}
          {missing && controls > 0 ? ' · ' : null}
          {controls > 0 ? t('review.controlsShort', { count: controls }) : null}
        </span>
      </span>
    </>
  );
}
