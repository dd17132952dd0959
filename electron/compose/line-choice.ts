import { readFileSync } from 'node:fs';
import { privateKeyOf } from '#electron/core/client-identity.ts';
import type { LineConfig } from '#electron/sip/ports.ts';
import type { Person } from '#shared/access/people.ts';
import type { SettingValues } from '#shared/settings/values.ts';

/** The embedded exchange, when it runs. */
export interface EmbeddedExchange {
  readonly wsUrl: string;
  readonly domain: string;
  readonly users: readonly { readonly user: string; readonly secret: string }[];
}

/** Whom the line registers as, and where; null while something is missing (the settings say what). */
export function chooseLine(
  values: SettingValues,
  person: Person,
  embedded: EmbeddedExchange | null,
  extra: {
    readonly password: () => string | null;
    readonly clientKey: () => string | null;
    readonly instanceId: string;
  },
): LineConfig | null {
  const common = { displayName: person.name.zh, instanceId: extra.instanceId, expiresSeconds: 300 };
  if (values['exchange.mode'] === 'embedded') {
    const account = embedded?.users.find(({ user }) => user === person.seatNumber);
    if (embedded === null || account === undefined) return null;
    const { user, secret } = account;
    return {
      ...common,
      exchange: 'embedded',
      urls: [embedded.wsUrl],
      domain: embedded.domain,
      user,
      password: secret,
    };
  }
  const password = extra.password();
  const url = values['exchange.url'];
  if (url === '' || values['exchange.domain'] === '' || values['exchange.user'] === '' || password === null)
    return null;
  const caFile = values['exchange.caFile'];
  const client = clientIdentity(values['exchange.clientCertFile'], extra.clientKey());
  const outboundProxy = values['exchange.outboundProxy'];
  return {
    ...common,
    displayName: values['exchange.displayName'] || person.name.zh,
    exchange: 'configured',
    urls: [url, ...values['exchange.fallbackUrls']],
    domain: values['exchange.domain'],
    user: values['exchange.user'],
    password,
    ...(caFile === '' ? {} : { ca: readFileSync(caFile, 'utf8') }),
    ...(client === null ? {} : { client }),
    ...(outboundProxy === '' ? {} : { outboundProxy }),
  };
}

/** This seat's own certificate with its key; null where one of them is missing or is none. */
function clientIdentity(certFile: string, key: string | null): NonNullable<LineConfig['client']> | null {
  const pem = privateKeyOf(key ?? '');
  return certFile === '' || pem === null ? null : { cert: readFileSync(certFile, 'utf8'), key: pem };
}

/** The values whose change means another line. */
export const lineFingerprint = (values: SettingValues): string =>
  JSON.stringify(
    (
      [
        'exchange.mode',
        'exchange.url',
        'exchange.fallbackUrls',
        'exchange.domain',
        'exchange.user',
        'exchange.displayName',
        'exchange.caFile',
        'exchange.clientCertFile',
        'exchange.outboundProxy',
      ] as const
    ).map((key) => values[key]),
  );
