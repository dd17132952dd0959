import { useState } from 'react';
import { careFlagIds } from '#shared/care/care-flag.ts';
import type { ScenarioSummary } from '#shared/training/contract.ts';
import { useI18n, useWords, type I18n } from '#renderer/i18n/use-i18n.tsx';
import { currentRun, isRunning, shownScenario } from '#renderer/stores/select/training.ts';
import { useDesk, useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { CareFlagChip } from '#renderer/ui/care-flag.tsx';
import { Column } from '#renderer/ui/column.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { matches } from '#renderer/ui/matches.ts';
import { Empty, Skeleton } from '#renderer/ui/states.tsx';
import { useRowKeys } from '#renderer/ui/use-row-keys.ts';

/** From so many on a list is searched, not read. */
const searchedFrom = 8;

/** What can be sent: the title, how hard, whose care it trains. */
export function ScenarioList() {
  const { t } = useI18n();
  const scenarios = useTopic('training/scenarios', (state) => state?.scenarios ?? null);
  const [query, setQuery] = useState('');
  const found = useFound(scenarios ?? [], query);
  const searched = (scenarios?.length ?? 0) >= searchedFrom;
  return (
    <Column
      place="left"
      focusable={false}
      title={t('training.scenarios.title')}
      note={scenarios ? t('training.scenarios.count', { count: scenarios.length }) : null}
      keys="Ctrl+J"
    >
      {scenarios === null ? <Skeleton lines={6} /> : null}
      {searched ? <Find query={query} onChange={setQuery} /> : null}
      {scenarios?.length === 0 ? (
        <Empty icon="flag" title={t('training.scenarios.empty')}>
          {t('training.scenarios.emptyHint')}
        </Empty>
      ) : null}
      {found.length > 0 ? <Rows scenarios={found} withPlace={!searched} /> : null}
      {searched && found.length === 0 ? (
        <Empty icon="search" title={t('training.scenarios.none')}>
          {t('training.scenarios.noneHint')}
        </Empty>
      ) : null}
    </Column>
  );
}

/** Found by title, sketch, case number, flag or language, in either language of the desk. */
function useFound(scenarios: readonly ScenarioSummary[], query: string): readonly ScenarioSummary[] {
  const both = useWords();
  const texts = (one: ScenarioSummary): readonly string[] => [
    one.id,
    ...one.cases,
    ...Object.values(one.title),
    ...Object.values(one.sketch),
    ...both.flatMap(({ t, maybe }) => [
      t(`training.language.${one.language}`),
      t(`training.level.${one.level}`),
      ...one.flags.map((flag) => maybe(`care.flag.${flag}`) ?? flag),
    ]),
  ];
  return scenarios.filter((one) => matches(query, texts(one)));
}

function Find({ query, onChange }: { readonly query: string; readonly onChange: (query: string) => void }) {
  const { t } = useI18n();
  return (
    <div className="field">
      <Icon name="search" size="s" />
      <input
        type="search"
        data-place="left"
        aria-label={t('training.scenarios.find')}
        placeholder={t('training.scenarios.find')}
        spellCheck={false}
        value={query}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

interface RowsProps {
  readonly scenarios: readonly ScenarioSummary[];
  readonly withPlace: boolean;
}

function Rows({ scenarios, withPlace }: RowsProps) {
  const desk = useDesk();
  const chosen = useDeskState((state) => shownScenario(state)?.id ?? null);
  const active = scenarios.findIndex((one) => one.id === chosen);
  const keys = useRowKeys(scenarios.length, active, (index) => {
    const scenario = scenarios[index];
    if (scenario) desk.setView({ scenarioId: scenario.id });
  });
  return (
    <ul className="card scenarios">
      {scenarios.map((scenario, index) => (
        <li key={scenario.id} className={index === active ? 'chosen' : undefined} data-scenario={scenario.id}>
          <span className="fill">
            <button
              className="row-button"
              {...(withPlace && index === Math.max(0, active) ? { 'data-place': 'left' } : {})}
              {...keys.rowProps(index)}
            >
              <Title scenario={scenario} />
            </button>
            <Facts scenario={scenario} />
          </span>
          <Flags flags={scenario.flags} />
          <Running scenarioId={scenario.id} />
        </li>
      ))}
    </ul>
  );
}

function Title({ scenario }: { readonly scenario: ScenarioSummary }) {
  const { pick } = useI18n();
  return <b>{pick(scenario.title)}</b>;
}

/** 约 4 分钟 · 难 · 语音 */
export const factsOf = ({ t }: I18n, scenario: ScenarioSummary): string =>
  [
    t(`training.level.${scenario.level}`),
    t('training.about', { minutes: scenario.aboutMinutes }),
    t(`training.language.${scenario.language}`),
    t(scenario.outbound ? 'training.outbound' : `training.channel.${scenario.channel}`),
  ].join(' · ');

function Facts({ scenario }: { readonly scenario: ScenarioSummary }) {
  const i18n = useI18n();
  return (
    <span className="under">
      {scenario.id} · {factsOf(i18n, scenario)}
    </span>
  );
}

/** Care flags a scenario trains, the most demanding first. */
export function Flags({ flags }: { readonly flags: readonly string[] }) {
  return (
    <span className="scenario-flags">
      {careFlagIds
        .filter((flag) => flags.includes(flag))
        .map((flag) => (
          <CareFlagChip key={flag} flag={flag} small />
        ))}
    </span>
  );
}

function Running({ scenarioId }: { readonly scenarioId: string }) {
  const { t } = useI18n();
  const state = useDeskState((all) => {
    const run = currentRun(all);
    return run?.scenarioId === scenarioId && isRunning(run) ? run.state : null;
  });
  if (state === null) return null;
  return (
    <span className="on-air">
      <Icon name="play" size="s" />
      {t(`training.state.${state}`)}
    </span>
  );
}
