import { useState } from 'react';
import { useStore } from 'zustand';
import type { SettingsState } from '#shared/settings/contract.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';
import { Column } from '#renderer/ui/column.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { LoadingPart } from '#renderer/ui/states.tsx';
import { useRowKeys } from '#renderer/ui/use-row-keys.ts';
import { ChecksColumn } from './checks-column.tsx';
import { groupForms } from './group-forms.tsx';
import { groupIcon, groupsToMend, settingGroups, type SettingGroup } from './groups.ts';

/** 设置: a group on the left, its fields in the middle, what is to be mended and whether it works on the right. */
export function SettingsView() {
  const settings = useTopic('settings/state', (state) => state);
  return settings ? <Opened settings={settings} /> : <LoadingPart />;
}

/** Opens on the first group in which something is to be mended. */
function Opened({ settings }: { readonly settings: SettingsState }) {
  const { t } = useI18n();
  const desk = useDesk();
  const drafts = useStore(desk.settingDrafts.store);
  const toMend = groupsToMend(settings, drafts);
  const [group, setGroup] = useState<SettingGroup>(
    () => settingGroups.find((one) => toMend.has(one)) ?? 'look',
  );
  const Form = groupForms[group];
  return (
    <main className="columns settings">
      <Column place="left" focusable={false} title={t('settings.title')} keys="Ctrl+J">
        <Groups group={group} toMend={toMend} onChoose={setGroup} />
      </Column>
      <Column
        place="middle"
        middle
        title={t(`settings.group.${group}`)}
        note={t(`settings.about.${group}`)}
        keys="Ctrl+K"
      >
        <div className="setting-form" key={group}>
          <Form />
        </div>
      </Column>
      <ChecksColumn />
    </main>
  );
}

interface GroupsProps {
  readonly group: SettingGroup;
  readonly toMend: ReadonlySet<SettingGroup>;
  readonly onChoose: (group: SettingGroup) => void;
}

function Groups({ group, toMend, onChoose }: GroupsProps) {
  const { t } = useI18n();
  const active = settingGroups.indexOf(group);
  const keys = useRowKeys(settingGroups.length, active, (index) => onChoose(settingGroups[index] ?? 'look'));
  return (
    <ul className="setting-groups" aria-label={t('settings.groups')}>
      {settingGroups.map((one, index) => (
        <li key={one}>
          <button
            className="menu-item"
            data-group={one}
            {...(index === active ? { 'data-place': 'left' } : {})}
            {...keys.rowProps(index)}
          >
            <Icon name={groupIcon[one]} size="s" />
            <span className="fill">{t(`settings.group.${one}`)}</span>
            {toMend.has(one) ? (
              <span className="near">
                <Icon name="warn" size="s" />
                <span className="unseen">{t('settings.missing.title')}</span>
              </span>
            ) : null}
          </button>
        </li>
      ))}
    </ul>
  );
}
