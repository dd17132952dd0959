import { useState } from 'react';
import type { FlowSummary } from '#shared/flows/state.ts';
import { asideFlow, startFlow } from '#renderer/commands/flow-commands.ts';
import type { DeskCommand } from '#renderer/commands/command.ts';
import { runCommand } from '#renderer/commands/use-command.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { flowAside, flowUp, offeredFlows } from '#renderer/stores/select/flows.ts';
import { useDesk, useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { matches } from '#renderer/ui/matches.ts';
import { Overlay } from '#renderer/ui/overlay.tsx';
import { PickerField } from '#renderer/ui/picker-field.tsx';
import { Empty } from '#renderer/ui/states.tsx';
import { useListKeys } from '#renderer/ui/use-list-keys.ts';

interface Item {
  readonly id: string;
  readonly flow: Pick<FlowSummary, 'name'> & { readonly when?: FlowSummary['when'] };
  readonly why: 'waits' | 'fits' | null;
  readonly command: DeskCommand;
}

/** Alt F: the flow that waits, then those that fit this call, then all; by name, by what the caller wants, by keyword. */
export function FlowPicker({ onClose }: { readonly onClose: () => void }) {
  const { t } = useI18n();
  const desk = useDesk();
  const [query, setQuery] = useState('');
  const found = useItems(query);
  const refused = useTopic('flows/library', (library) => library?.refused.length ?? 0);
  const choose = (index: number): void => {
    const item = found[index];
    if (!item) return;
    onClose();
    runCommand(desk, item.command);
  };
  const keys = useListKeys(found.length, choose);
  return (
    <Overlay onClose={onClose}>
      <div className="palette" role="dialog" aria-label={t('flows.picker.title')}>
        <PickerField
          label={t('flows.picker.title')}
          placeholder={t('flows.picker.placeholder')}
          words={query}
          onWords={setQuery}
          keys={keys}
        />
        {found.length === 0 ? (
          <Empty icon="search" title={t('flows.picker.empty', { query })}>
            {t('flows.picker.emptyHint')}
          </Empty>
        ) : (
          <div className="palette-list" role="listbox" id={keys.listId} aria-label={t('flows.picker.title')}>
            {found.map((item, index) => (
              <div key={item.id} data-flow={item.id} {...keys.optionProps(index)}>
                <Row item={item} />
              </div>
            ))}
          </div>
        )}
        {refused > 0 ? (
          <p className="xs near palette-foot">{t('flows.refused', { count: refused })}</p>
        ) : null}
      </div>
    </Overlay>
  );
}

function Row({ item }: { readonly item: Item }) {
  const { t, pick } = useI18n();
  return (
    <>
      <Icon name={item.why === 'waits' ? 'pause' : 'flow'} />
      <b className="nowrap">{pick(item.flow.name)}</b>
      <span className="fill clip xs ink-2">{item.flow.when ? pick(item.flow.when) : null}</span>
      {item.why ? <span className="xs good nowrap">{t(`flows.picker.${item.why}`)}</span> : null}
    </>
  );
}

const textsOf = ({ flowId, name, when, keywords }: FlowSummary): readonly string[] => [
  flowId,
  name.zh,
  name.en,
  when.zh,
  when.en,
  ...keywords,
];

function useItems(query: string): readonly Item[] {
  const library = useTopic('flows/library', (state) => state);
  const aside = useDeskState(flowAside);
  const offered = useDeskState(offeredFlows);
  const running = useDeskState((state) => flowUp(state)?.flowId ?? null);
  const fits = new Set(offered.map(({ flowId }) => flowId));
  const listed = (library?.flows ?? []).filter(
    (flow) => flow.flowId !== running && flow.flowId !== aside?.flowId && matches(query, textsOf(flow)),
  );
  const inOrder = [
    ...listed.filter(({ flowId }) => fits.has(flowId)),
    ...listed.filter(({ flowId }) => !fits.has(flowId)),
  ];
  const items = inOrder.map((flow) => ({
    id: flow.flowId,
    flow,
    why: fits.has(flow.flowId) ? ('fits' as const) : null,
    command: startFlow(flow),
  }));
  const waiting = library?.flows.find(({ flowId }) => flowId === aside?.flowId);
  // Taking up the one that waits is offered only while none runs: Alt A would put that aside instead.
  if (
    !aside ||
    running !== null ||
    !matches(query, waiting ? textsOf(waiting) : [aside.name.zh, aside.name.en])
  )
    return items;
  return [{ id: aside.flowId, flow: waiting ?? aside, why: 'waits', command: asideFlow }, ...items];
}
