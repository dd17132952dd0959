/** Why an address does not go out to a caller. */
export type LinkProblem = 'notAnAddress' | 'notHttps' | 'hasCredentials' | 'hostNotAllowed' | 'shortener';

/** Services that hide where an address leads: a caller who has learnt to look at an address must be able to. */
const shorteners = new Set([
  ...[
    't.cn',
    'url.cn',
    'dwz.cn',
    'suo.im',
    'u.nu',
    '985.so',
    'w.url.cn',
    'bit.ly',
    'bitly.com',
    'tinyurl.com',
  ],
  ...['t.co', 'goo.gl', 'is.gd', 'ow.ly', 'cutt.ly', 'rebrand.ly', 'rb.gy', 'shorturl.at', 'tiny.cc', 'v.gd'],
]);

const isOrUnder = (host: string, allowed: string): boolean =>
  host === allowed || host.endsWith(`.${allowed}`);

export const isShortener = (host: string): boolean =>
  [...shorteners].some((one) => isOrUnder(host.toLowerCase(), one));

/** An address may go out when it is https, without a name or password in it, and its host is one of the bank's own or under one. */
export function linkProblem(url: string, allowedHosts: readonly string[]): LinkProblem | null {
  const found = /^(\w+):\/\/([^/?#]*)([/?#][\x21-\x7e]*)?$/.exec(url);
  if (found === null || url.length > 200) return 'notAnAddress';
  const [, scheme = '', authority = ''] = found;
  if (scheme.toLowerCase() !== 'https') return 'notHttps';
  if (authority.includes('@')) return 'hasCredentials';
  const host = authority.toLowerCase();
  if (!/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(host)) return 'notAnAddress';
  if (isShortener(host)) return 'shortener';
  return allowedHosts.some((one) => isOrUnder(host, one.toLowerCase())) ? null : 'hostNotAllowed';
}
