import { useState } from 'react';
import type { CommandGroup, DeskCommand } from '#renderer/commands/command.ts';
import { paletteCommands } from '#renderer/commands/registry.ts';
import { labelOf, runCommand } from '#renderer/commands/use-command.ts';
import { useI18n, useWords } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useDeskState } from '#renderer/stores/use-desk.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { matches } from '#renderer/ui/matches.ts';
import { Overlay } from '#renderer/ui/overlay.tsx';
import { PickerField } from '#renderer/ui/picker-field.tsx';
import { Empty } from '#renderer/ui/states.tsx';
import { useListKeys } from '#renderer/ui/use-list-keys.ts';

const groups: readonly CommandGroup[] = [
  'call',
  'guidance',
  'cases',
  'control',
  'caller',
  'training',
  'incident',
  'content',
  'seat',
  'go',
];

/** Ctrl P: finds every action by its word in either language, by its target or by its key. What cannot be done now says why. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useI18n();
  const desk = useDesk();
  const [query, setQuery] = useState('');
  const found = useFound(query);
  const choose = (index: number): void => {
    const command = found[index];
    if (!command) return;
    onClose();
    runCommand(desk, command);
  };
  const keys = useListKeys(found.length, choose);
  return (
    <Overlay onClose={onClose}>
      <div className="palette" role="dialog" aria-label={t('palette.title')}>
        <PickerField
          label={t('palette.title')}
          placeholder={t('palette.placeholder')}
          words={query}
          onWords={setQuery}
          keys={keys}
        >
          <span className="xs ink-3 nowrap">{t('palette.hint')}</span>
        </PickerField>
        {found.length === 0 ? (
          <Empty icon="search" title={t('palette.empty', { query })}>
            {t('palette.emptyHint')}
          </Empty>
        ) : (
          <div className="palette-list" role="listbox" id={keys.listId} aria-label={t('palette.title')}>
            {found.map((command, index) => (
              <div key={command.id}>
                {command.group !== found[index - 1]?.group ? (
                  <div className="palette-group" role="presentation">
                    {t(`palette.group.${command.group}`)}
                  </div>
                ) : null}
                <div data-command={command.id} {...keys.optionProps(index)}>
                  <Item command={command} />
                </div>
              </div>
            ))}
          </div>
        )}
        <Foot />
      </div>
    </Overlay>
  );
}

/** Those that can be done now, in the order of the groups; once something is typed also those that cannot, with the reason. */
function useFound(query: string): readonly DeskCommand[] {
  const i18n = useI18n();
  const both = useWords();
  const state = useDeskState((all) => all);
  const fits = (command: DeskCommand): boolean => {
    const enabled = command.isEnabled(state);
    if (!enabled && (query === '' || !command.whyDisabled?.(state))) return false;
    const texts = [command.id, command.shortcut ?? '', ...both.map((one) => labelOf(command, state, one))];
    return matches(query, [...texts, i18n.t(`palette.group.${command.group}`)]);
  };
  const found = paletteCommands(state, query !== '').filter(fits);
  return groups.flatMap((group) => found.filter((command) => command.group === group));
}

function Item({ command }: { readonly command: DeskCommand }) {
  const i18n = useI18n();
  const state = useDeskState((all) => all);
  const enabled = command.isEnabled(state);
  const why = enabled ? null : (command.whyDisabled?.(state) ?? null);
  return (
    <>
      <Icon name={command.icon} />
      <span className={enabled ? 'fill clip' : 'fill clip ink-3'}>{labelOf(command, state, i18n)}</span>
      {why ? <span className="xs ink-2 nowrap">{i18n.t(why)}</span> : null}
      {enabled && command.shortcut ? <KeyCap keys={command.shortcut} /> : null}
    </>
  );
}

function Foot() {
  const { t } = useI18n();
  return (
    <div className="palette-foot">
      <span>
        <kbd className="key">↑↓</kbd> {t('palette.choose')}
      </span>
      <span>
        <KeyCap keys="Enter" /> {t('palette.run')}
      </span>
      <span className="fill" />
      <span>{t('palette.notAffected')}</span>
    </div>
  );
}
