import type { Clock } from '#shared/lib/clock.ts';
import type { Log } from '#electron/log/log.ts';
import { missingSettings } from '#shared/settings/check-setting.ts';
import type { CheckOutcome } from '#shared/settings/contract.ts';
import { privateKeyOf } from '#electron/core/client-identity.ts';
import { createDns } from '#electron/sip/dns.ts';
import { knockAtExchange } from '#electron/sip/knock.ts';
import { createLocator } from '#electron/sip/servers.ts';
import type { SettingValues } from '#shared/settings/values.ts';
import { chooseCore, type SecretOf } from './core-choice.ts';

const patienceMs = 6_000;

const outcome = (code: CheckOutcome['code'], tookMs: number | null, detail = ''): CheckOutcome => ({
  ok: code === 'reachable',
  code,
  detail: detail.slice(0, 200),
  tookMs: tookMs === null ? null : Math.round(tookMs),
});

/** One handshake with the values in force. Registering is the line's business and shown there. */
export async function checkExchange(
  values: SettingValues,
  clock: Clock,
  clientKey: string | null,
): Promise<CheckOutcome> {
  if (values['exchange.mode'] === 'embedded') return outcome('notConfigured', null);
  if (values['exchange.url'] === '') return outcome('incomplete', null);
  const startedMs = clock.monotonicMs();
  const caFile = values['exchange.caFile'];
  const addresses = [values['exchange.url']];
  const server = await createLocator({ addresses, dns: createDns(), random: Math.random })
    .locate()
    .then(
      ([first]) => first,
      () => undefined,
    );
  if (server === undefined) return outcome('notResolved', clock.monotonicMs() - startedMs);
  const key = privateKeyOf(clientKey ?? '');
  const certFile = values['exchange.clientCertFile'];
  const { code, detail } = await knockAtExchange(
    server,
    {
      caFile: caFile === '' ? null : caFile,
      client: certFile === '' || key === null ? null : { certFile, key },
    },
    patienceMs,
  );
  return outcome(code, clock.monotonicMs() - startedMs, detail);
}

/** Asks the core for its health once, with the values in force. */
export async function checkCore(
  values: SettingValues,
  deps: { readonly clock: Clock; readonly log: Log; readonly secret: SecretOf },
): Promise<CheckOutcome> {
  if (values['core.mode'] === 'sandbox') return outcome('notConfigured', null);
  if (missingSettings(values).some((key) => key.startsWith('core.'))) return outcome('incomplete', null);
  const startedMs = deps.clock.monotonicMs();
  const core = chooseCore(values, null, deps);
  if (!core.ok) return outcome('failed', null, core.error.code);
  await core.value.checkNow();
  const { state, problem } = core.value.health.get();
  core.value.dispose();
  const tookMs = deps.clock.monotonicMs() - startedMs;
  if (state === 'ok' || state === 'slow') return outcome('reachable', tookMs);
  return outcome(problem ?? (state === 'refused' ? 'loginRefused' : 'failed'), tookMs);
}
