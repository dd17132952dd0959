import { useState } from 'react';
import type { Playbook } from '#shared/guidance/playbook.ts';
import type { Cue } from '#shared/guidance/cue.ts';
import { choosePlaybook } from '#renderer/commands/guidance-commands.ts';
import { runCommand } from '#renderer/commands/use-command.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { callersLive } from '#renderer/stores/select/call.ts';
import { isTicked } from '#renderer/stores/select/guidance.ts';
import { useDesk, useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { matches } from '#renderer/ui/matches.ts';
import { Overlay } from '#renderer/ui/overlay.tsx';
import { PickerField } from '#renderer/ui/picker-field.tsx';
import { Empty } from '#renderer/ui/states.tsx';
import { Tier } from '#renderer/ui/tier.tsx';
import { useListKeys } from '#renderer/ui/use-list-keys.ts';

type Item =
  { readonly kind: 'playbook'; readonly playbook: Playbook } | { readonly kind: 'cue'; readonly cue: Cue };

const textsOf = (item: Item): readonly string[] =>
  item.kind === 'cue'
    ? [item.cue.id, item.cue.label.zh, item.cue.label.en]
    : [
        item.playbook.id,
        ...[
          item.playbook.name,
          item.playbook.howItGoes,
          ...item.playbook.cues.map((cue) => cue.label),
        ].flatMap((one) => [one.zh, one.en]),
      ];

/** Alt B: by name, by words heard, by cue. A playbook is opened, a cue is ticked and the list stays for the next. */
export function PlaybookPicker({ onClose }: { readonly onClose: () => void }) {
  const { t } = useI18n();
  const desk = useDesk();
  const [query, setQuery] = useState('');
  const library = useTopic('guidance/library', (state) => state);
  const all: readonly Item[] = [
    ...(library?.playbooks.map((playbook) => ({ kind: 'playbook', playbook }) as const) ?? []),
    ...(library?.cues
      .filter((cue) => cue.where !== 'account')
      .map((cue) => ({ kind: 'cue', cue }) as const) ?? []),
  ];
  const found = all.filter((item) => matches(query, textsOf(item)));
  const choose = (index: number): void => {
    const item = found[index];
    if (item?.kind === 'playbook') {
      runCommand(desk, choosePlaybook(item.playbook));
      onClose();
    }
    if (item?.kind === 'cue') {
      const callId = callersLive(desk.state())?.id;
      const cueId = item.cue.id;
      if (callId)
        void desk.send('guidance/tick-cue', { callId, cueId, ticked: !isTicked(desk.state(), cueId) });
    }
  };
  const keys = useListKeys(found.length, choose);
  return (
    <Overlay onClose={onClose}>
      <div className="palette" role="dialog" aria-label={t('guidance.picker.title')}>
        <PickerField
          label={t('guidance.picker.title')}
          placeholder={t('guidance.picker.placeholder')}
          words={query}
          onWords={setQuery}
          keys={keys}
        />
        {found.length === 0 ? (
          <Empty icon="search" title={t('guidance.picker.empty', { query })}>
            {t('guidance.picker.emptyHint')}
          </Empty>
        ) : (
          <div
            className="palette-list"
            role="listbox"
            id={keys.listId}
            aria-label={t('guidance.picker.title')}
          >
            {found.map((item, index) => (
              <Row
                key={item.kind === 'cue' ? item.cue.id : item.playbook.id}
                item={item}
                option={keys.optionProps(index)}
              />
            ))}
          </div>
        )}
      </div>
    </Overlay>
  );
}

interface RowProps {
  readonly item: Item;
  readonly option: ReturnType<ReturnType<typeof useListKeys>['optionProps']>;
}

/** A cue is an option that is ticked or not, said by `aria-checked`: an option may hold no box of its own. */
function Row({ item, option }: RowProps) {
  const ticked = useDeskState((state) => item.kind === 'cue' && isTicked(state, item.cue.id));
  if (item.kind === 'playbook')
    return (
      <div {...option}>
        <PlaybookItem playbook={item.playbook} />
      </div>
    );
  return (
    <div {...option} aria-checked={ticked}>
      <CueItem cue={item.cue} ticked={ticked} />
    </div>
  );
}

function PlaybookItem({ playbook }: { readonly playbook: Playbook }) {
  const { pick, format, t } = useI18n();
  const score = useTopic(
    'guidance/state',
    (guidance) => guidance?.candidates.find((one) => one.playbookId === playbook.id)?.score ?? null,
  );
  return (
    <>
      <Icon name="book" />
      <b>{pick(playbook.name)}</b>
      <span className="fill clip xs ink-2">{pick(playbook.howItGoes)}</span>
      {score === null ? null : (
        <span className="xs ink-2">{t('guidance.score', { score: format.number(score, 2) })}</span>
      )}
      <Tier tier={playbook.tier} second />
    </>
  );
}

function CueItem({ cue, ticked }: { readonly cue: Cue; readonly ticked: boolean }) {
  const { t, pick } = useI18n();
  return (
    <>
      <span className="check" data-on={ticked ? '' : undefined} aria-hidden="true" />
      <span className="fill">{pick(cue.label)}</span>
      <span className="xs ink-2">
        {t(
          cue.where === 'everyday'
            ? 'guidance.everyday'
            : ticked
              ? 'guidance.picker.untick'
              : 'guidance.picker.tick',
        )}
      </span>
    </>
  );
}
