import { readFileSync } from 'node:fs';
import { WebSocket } from 'ws';
import type { Clock } from '#shared/lib/clock.ts';
import type { Log } from '#electron/log/log.ts';
import type { CheckOutcome } from '#shared/settings/contract.ts';
import type { SettingValues } from '#shared/settings/values.ts';
import { chooseCore } from './core-choice.ts';

const patienceMs = 6_000;

const outcome = (code: CheckOutcome['code'], tookMs: number | null, detail = ''): CheckOutcome => ({
  ok: code === 'reachable',
  code,
  detail: detail.slice(0, 200),
  tookMs: tookMs === null ? null : Math.round(tookMs),
});

/** Node's words for a failed connection, as the settings page puts them. */
function codeOf(error: NodeJS.ErrnoException): CheckOutcome['code'] {
  const code = error.code ?? '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'notResolved';
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ETIMEDOUT' || /timed? ?out/i.test(error.message)) return 'timeout';
  if (code === 'CERT_HAS_EXPIRED') return 'certificateExpired';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'certificateWrongName';
  if (/CERT|VERIFY|ISSUER/.test(code)) return 'certificateUntrusted';
  return /Unexpected server response|subprotocol/i.test(error.message) ? 'notWebSocket' : 'failed';
}

/** One WebSocket handshake (RFC 7118) with the values in force. Registering is the line's business and shown there. */
export function checkExchange(values: SettingValues, clock: Clock): Promise<CheckOutcome> {
  if (values['exchange.mode'] === 'embedded') return Promise.resolve(outcome('notConfigured', null));
  const url = values['exchange.url'];
  if (url === '') return Promise.resolve(outcome('incomplete', null));
  const caFile = values['exchange.caFile'];
  const startedMs = clock.monotonicMs();
  return new Promise((settle) => {
    const done = (code: CheckOutcome['code'], detail = ''): void =>
      settle(outcome(code, clock.monotonicMs() - startedMs, detail));
    try {
      const socket = new WebSocket(url, 'sip', {
        handshakeTimeout: patienceMs,
        ...(caFile === '' ? {} : { ca: readFileSync(caFile) }),
      });
      socket.on('open', () => {
        done('reachable');
        socket.close(1000);
      });
      socket.on('error', (error) => done(codeOf(error), error.message));
    } catch (error) {
      done('failed', String(error));
    }
  });
}

/** Asks the core for its health once, with the values in force. */
export async function checkCore(
  values: SettingValues,
  deps: { readonly clock: Clock; readonly log: Log; readonly token: () => string | null },
): Promise<CheckOutcome> {
  if (values['core.mode'] === 'sandbox') return outcome('notConfigured', null);
  if (values['core.url'] === '') return outcome('incomplete', null);
  const startedMs = deps.clock.monotonicMs();
  const core = chooseCore(values, null, deps);
  if (!core.ok) return outcome('failed', null, core.error.code);
  await core.value.checkNow();
  const { state } = core.value.health.get();
  core.value.dispose();
  const tookMs = deps.clock.monotonicMs() - startedMs;
  if (state === 'ok' || state === 'slow') return outcome('reachable', tookMs);
  return outcome(state === 'refused' ? 'loginRefused' : 'failed', tookMs);
}
