import { describe, expect, test } from 'vitest';
import { SettingsView } from '#renderer/features/settings/settings-view.tsx';
import { groupForms } from '#renderer/features/settings/group-forms.tsx';
import { settingGroups } from '#renderer/features/settings/groups.ts';
import { secretNameSchema } from '#shared/settings/contract.ts';
import { policyOnlyKeys, settingKeys } from '#shared/settings/values.ts';
import { toSettings } from '#renderer/commands/go-commands.ts';
import { runCommand } from '#renderer/commands/use-command.ts';
import { signedIn } from '#tests/support/renderer-preview/fixtures.ts';
import { deskWith, markup, textOf } from '../workspace-markup.tsx';
import { settingsState } from './settings-fixtures.ts';

const forms = settingGroups.map((group) => groupForms[group]);
const allForms = (state: ReturnType<typeof settingsState>): string =>
  markup(
    { 'settings/state': state },
    <>
      {forms.map((Form, index) => (
        <Form key={settingGroups[index]} />
      ))}
    </>,
  );

describe('the settings', () => {
  test('there is a control for each of them, and for each secret', () => {
    const html = allForms(settingsState());
    // Those that only the policy may set have no field.
    const without = settingKeys.filter((key) => !html.includes(`data-setting="${key}"`));
    expect(without).toEqual([...policyOnlyKeys]);
    expect(secretNameSchema.options.filter((name) => !html.includes(`data-secret="${name}"`))).toEqual([]);
  });

  test('what the policy locks cannot be edited, and the file is named', () => {
    const html = allForms(
      settingsState({}, { locked: [...settingKeys], policyFile: '/etc/guardline/policy.yaml' }),
    );
    const fields = html.match(/<(?:input|textarea)[^>]*>/g) ?? [];
    const open = fields.filter((field) => !field.includes('disabled') && !field.includes('type="password"'));
    expect(fields.length).toBeGreaterThan(settingKeys.length);
    expect(open).toEqual([]);
    expect(textOf(html).match(/由管理员策略锁定：\/etc\/guardline\/policy\.yaml/g)?.length).toBe(
      settingKeys.length - policyOnlyKeys.size,
    );
  });

  test('a secret is never in the window, only that it is set', () => {
    const html = allForms(
      settingsState(
        {},
        {
          secrets: {
            'exchange.password': 'set',
            'exchange.clientKey': 'notSet',
            'exchange.turnPassword': 'notSet',
            'core.token': 'notSet',
            'content.token': 'notSet',
            'core.clientKey': 'notSet',
            'core.oauthSecret': 'notSet',
          },
        },
      ),
    );
    const password = /<input[^>]*data-secret="exchange\.password"[^>]*>/.exec(html)?.[0] ?? '';
    expect(password).toMatch(/value=""/);
    expect(textOf(html)).toContain('已设，不显示');
  });

  test('says what is missing, what was set aside, and that a restart is needed', () => {
    const html = markup(
      {
        'settings/state': settingsState(
          { 'exchange.mode': 'configured' },
          {
            missing: ['exchange.url', 'exchange.user'],
            setAside: [{ key: 'exchange.adress', reason: 'unknownKey' }],
            restartNeeded: true,
          },
        ),
      },
      <SettingsView />,
    );
    const text = textOf(html);
    expect(text).toContain('先填：地址、分机号');
    expect(text).toContain('exchange.adress');
    expect(text).toContain('需要重新启动');
    // Opened where something is to be mended.
    expect(html).toContain('data-setting="exchange.url"');
  });
});

describe('the way to the settings', () => {
  const at = (phase: 'signIn' | 'signedIn' | 'enterPassphrase') =>
    deskWith({ 'access/state': { ...signedIn(), phase }, 'settings/state': settingsState() }).desk;

  test.each(['signIn', 'signedIn', 'enterPassphrase'] as const)('there and back from %s', (phase) => {
    const desk = at(phase);
    runCommand(desk, toSettings);
    expect(desk.state().view.workspace).toBe('settings');
    runCommand(desk, toSettings);
    expect(desk.state().view.workspace).toBeNull();
  });

  test('is closed while a wrong policy file stops the start', () => {
    const access = signedIn();
    const problem = {
      file: '/etc/guardline/policy.yaml',
      line: 1,
      column: 1,
      reason: 'syntax',
      key: '',
      detail: '',
      limit: null,
    } as const;
    const { desk } = deskWith({
      'access/state': { ...access, phase: 'starting', person: null, policyProblem: problem },
    });
    expect(toSettings.isEnabled(desk.state())).toBe(false);
  });
});
