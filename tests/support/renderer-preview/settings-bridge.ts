import type { DeskBridge, Published, TopicSnapshot } from '#shared/contract/index.ts';
import { appError } from '#shared/errors/app-error.ts';
import { checkSetting, checkTogether, missingSettings } from '#shared/settings/check-setting.ts';
import type { SettingKey, SettingValues } from '#shared/settings/values.ts';

type State = TopicSnapshot<'settings/state'>;

/** Lets the settings of a preview be changed: the product's own checks, kept in the window. Everything else goes to `inner`. */
export async function withSettings(
  inner: DeskBridge,
  look: Pick<SettingValues, 'language' | 'theme'>,
): Promise<DeskBridge> {
  let revision = 1;
  const { snapshot } = await inner.ask('settings/state');
  let state: State = { ...snapshot, values: { ...snapshot.values, ...look } };
  const listeners = new Set<(published: Published<'settings/state'>) => void>();
  const publish = (change: Partial<State>): void => {
    state = { ...state, ...change };
    revision += 1;
    for (const listener of listeners) listener({ revision, snapshot: state });
  };
  const refuse = (error: ReturnType<typeof appError>) => ({ ok: false as const, error });
  function set(key: SettingKey, value: unknown) {
    if (state.locked.includes(key)) return refuse(appError('settings/locked', { key }));
    const checked = checkSetting(key, value);
    const problem = checked.ok
      ? checkTogether(key, { ...state.values, [key]: checked.value } as SettingValues)
      : checked.problem;
    if (problem)
      return refuse(
        appError('settings/invalid', {
          key,
          reason: problem.reason,
          ...(problem.limit === undefined ? {} : { limit: problem.limit }),
        }),
      );
    const values = { ...state.values, [key]: value } as SettingValues;
    publish({
      values,
      sources: { ...state.sources, [key]: 'user' },
      missing: [...missingSettings(values)],
      setAside: state.setAside.filter((one) => one.key !== key),
    });
    return { ok: true as const, value: {} };
  }
  const answer = async (name: string, input: unknown): Promise<unknown> => {
    const { key, value, name: secret } = input as { key: SettingKey; value: unknown; name: string };
    if (name === 'settings/set') return set(key, value);
    if (name === 'settings/set-secret') {
      publish({ secrets: { ...state.secrets, [secret]: value === '' ? 'notSet' : 'set' } });
      return { ok: true, value: {} };
    }
    if (name === 'settings/check-exchange')
      return {
        ok: true,
        value: {
          ok: false,
          code: 'certificateUntrusted',
          detail: 'unable to verify the first certificate',
          tookMs: 143,
        },
      };
    if (name === 'settings/check-captions')
      return { ok: true, value: { ok: false, code: 'notRecogniser', detail: '', tookMs: 61 } };
    if (name === 'settings/check-core')
      return { ok: true, value: { ok: true, code: 'reachable', detail: '', tookMs: 38 } };
    return null;
  };
  return {
    ...inner,
    send: async (name, input) => ((await answer(name, input)) ?? inner.send(name, input)) as never,
    ask: async (topic) =>
      topic === 'settings/state' ? ({ revision, snapshot: state } as never) : inner.ask(topic),
    subscribe(topic, listener) {
      if (topic !== 'settings/state') return inner.subscribe(topic, listener);
      const own = (published: Published<'settings/state'>): void => listener(published as never);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}
