import type { HandlersOf } from '#shared/contract/index.ts';
import type { CheckOutcome, settingsCommands } from '#shared/settings/contract.ts';
import { ok } from '#shared/errors/result.ts';
import type { Settings } from './ports.ts';

export interface SettingsHandlersDeps {
  readonly settings: Settings;
  /** One trial connection with the values in force. Never throws: what goes wrong is the outcome. */
  readonly checkExchange: () => Promise<CheckOutcome>;
  readonly checkCore: () => Promise<CheckOutcome>;
  readonly checkCaptions: () => Promise<CheckOutcome>;
  readonly previewCamera: (on: boolean) => Promise<'off' | 'ok' | 'none' | 'denied'>;
}

export function createSettingsHandlers(deps: SettingsHandlersDeps): HandlersOf<typeof settingsCommands> {
  const { settings, checkExchange, checkCore } = deps;
  return {
    'settings/set': ({ key, value }) => settings.set(key, value),
    'settings/reset': ({ key }) => settings.reset(key),
    'settings/set-secret': ({ name, value }) => settings.setSecret(name, value),
    'settings/check-exchange': async () => ok(await checkExchange()),
    'settings/check-core': async () => ok(await checkCore()),
    'settings/check-captions': async () => ok(await deps.checkCaptions()),
    'settings/preview-camera': async ({ on }) =>
      ok({ camera: await deps.previewCamera(on).catch(() => 'none' as const) }),
  };
}
