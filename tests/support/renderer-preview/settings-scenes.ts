import type { TopicSnapshot } from '#shared/contract/index.ts';
import { settingDefaults, settingKeys, type SettingValues } from '#shared/settings/values.ts';
import type { Scene } from './fake-bridge.ts';
import { signedIn } from './fixtures.ts';

type Scenes = Readonly<Record<string, (now: number) => Scene>>;
type State = TopicSnapshot<'settings/state'>;

function settings(values: Partial<SettingValues>, more: Partial<State> = {}): State {
  const own = Object.keys(values);
  const source = (key: string): 'default' | 'user' => (own.includes(key) ? 'user' : 'default');
  return {
    values: { ...settingDefaults, ...values },
    sources: Object.fromEntries(settingKeys.map((key) => [key, source(key)])) as State['sources'],
    locked: [],
    setAside: [],
    missing: [],
    secrets: {
      'exchange.password': 'notSet',
      'exchange.clientKey': 'notSet',
      'exchange.turnPassword': 'notSet',
      'core.token': 'notSet',
      'content.token': 'notSet',
      'core.clientKey': 'notSet',
      'core.oauthSecret': 'notSet',
    },
    restartNeeded: false,
    policyFile: null,
    ...more,
  };
}

const bank: Partial<SettingValues> = {
  'exchange.mode': 'configured',
  'exchange.url': 'wss://sip.bank.example:7443/ws',
  'exchange.domain': 'sip.bank.example',
  'exchange.displayName': '林晓晴',
  'exchange.stun': ['stun:stun.bank.example:3478'],
  'seat.wrapUpSeconds': 120,
};

const troubled = (): State =>
  settings(bank, {
    locked: ['exchange.mode', 'exchange.url', 'exchange.domain', 'seat.role', 'care.elderlyFromWomen'],
    setAside: [
      { key: 'seat.wrapUpSeconds', reason: 'tooLarge' },
      { key: 'exchange.adress', reason: 'unknownKey' },
    ],
    missing: ['exchange.user'],
    secrets: {
      'exchange.password': 'set',
      'exchange.clientKey': 'notSet',
      'exchange.turnPassword': 'notSet',
      'core.token': 'notSet',
      'content.token': 'notSet',
      'core.clientKey': 'notSet',
      'core.oauthSecret': 'notSet',
    },
    restartNeeded: true,
    policyFile: '/etc/guardline/policy.yaml',
  });

const nobody = { ...signedIn(), person: null, phase: 'signIn' as const };

/** Look at them with `--press Control+,`; the groups by arrows. */
export const settingsScenes = (base: (now: number) => Scene): Scenes => ({
  settings: base,
  'settings-bank': (now) => ({
    ...base(now),
    'settings/state': troubled(),
    'line/state': {
      state: 'refused',
      exchange: 'configured',
      host: 'sip.bank.example',
      user: '',
      lastConfirmedAt: null,
      latencyMs: null,
      nextConfirmAt: null,
      validUntil: null,
      isFallback: false,
      nextTryAt: now + 60_000,
      attempt: 2,
      problem: { code: 'forbidden', status: 403, detail: '' },
    },
  }),
  'settings-captions': (now) => ({
    ...base(now),
    'settings/state': settings(
      {
        'captions.mode': 'on',
        'captions.url': 'wss://asr.bank.example:10095/',
        'captions.hotwords': ['安全账户', '屏幕共享'],
      },
      { locked: ['captions.mode', 'captions.url'], policyFile: '/etc/guardline/policy.yaml' },
    ),
  }),
  'settings-before': (now) => ({ ...base(now), 'access/state': nobody }),
});
