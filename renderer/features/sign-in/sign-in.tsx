import type { Person } from '#shared/access/people.ts';
import type { IconName } from '#renderer/ui/icon-names.ts';
import type { Role } from '#shared/seat/role.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';
import { Brand } from '#renderer/ui/brand.tsx';
import { focusOnMount } from '#renderer/ui/focus-on-mount.ts';
import { Icon } from '#renderer/ui/icon.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { Empty } from '#renderer/ui/states.tsx';
import { StartChecks } from './start-checks.tsx';

const roleIcon: Readonly<Record<Role, IconName>> = { agent: 'headset', teamLead: 'eye', trainer: 'flag' };

/** Who is at this seat. One press signs in; the checks beside it never stand in the way. */
export function SignIn() {
  const { t } = useI18n();
  const people = useTopic('access/state', (access) => access?.people ?? null);
  const sample = people?.some((person) => person.sample) ?? false;
  return (
    <main className="gate">
      <div>
        <Brand />
        <div className="gate-form">
          <h1>{t('access.signIn.title')}</h1>
          {people?.length === 0 ? <Empty icon="user" title={t('access.signIn.nobody')} /> : null}
          <div className="people">
            {people?.map((person, index) => (
              <PersonButton key={person.id} person={person} first={index === 0} />
            ))}
          </div>
          {sample ? <p className="xs ink-2">{t('access.signIn.sample')}</p> : null}
          <LanguageChoice />
          <p className="xs ink-3">{t('access.signIn.notice')}</p>
        </div>
      </div>
      <StartChecks />
    </main>
  );
}

function PersonButton({ person, first }: { readonly person: Person; readonly first: boolean }) {
  const { t, pick } = useI18n();
  const desk = useDesk();
  const busy = useTopic('access/state', (access) => access?.busy ?? false);
  return (
    <button
      type="button"
      className="person-choice"
      ref={first ? focusOnMount : null}
      disabled={busy}
      data-person={person.id}
      onClick={() => void desk.send('access/sign-in', { personId: person.id })}
    >
      <Icon name={roleIcon[person.role]} size="l" />
      <span className="fill">
        <b>{pick(person.name)}</b>
        <span className="xs ink-2">
          {t(`common.role.${person.role}`)}
          {person.seatNumber ? ` · ${t('access.signIn.seatNumber', { number: person.seatNumber })}` : null}
        </span>
      </span>
      <Icon name="next" size="s" />
    </button>
  );
}

/** Each language in its own words, so that whoever reads it finds it. */
function LanguageChoice() {
  const { language } = useI18n();
  const desk = useDesk();
  return (
    <Segmented
      label="Language 语言"
      value={language}
      options={[
        { value: 'zh-CN', label: <span lang="zh">简体中文</span> },
        { value: 'en-US', label: <span lang="en">English</span> },
      ]}
      onChange={(value) => void desk.send('settings/set', { key: 'language', value })}
    />
  );
}
