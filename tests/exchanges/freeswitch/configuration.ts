import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loopback } from '#tests/interop/peers/free-ports.ts';
import { type Plan, rtpPorts } from '../exchange.ts';

type Pairs = Readonly<Record<string, string | number>>;

const params = (pairs: Pairs): string =>
  Object.entries(pairs)
    .map(([name, value]) => `<param name="${name}" value="${value}"/>`)
    .join('');

const configuration = (name: string, inside: string): string =>
  `<configuration name="${name}.conf" description="">${inside}</configuration>`;

const modules = [
  'mod_console',
  'mod_logfile',
  'mod_commands',
  'mod_dptools',
  'mod_dialplan_xml',
  'mod_event_socket',
  'mod_loopback',
  'mod_sofia',
  'mod_sndfile',
  'mod_tone_stream',
  'mod_valet_parking',
  'mod_opus',
];

/** One profile for both: telephones by UDP, seats by secure WebSocket. */
const profile = ({ dir, domain, ports }: Plan): string =>
  `<profile name="bank"><domains><domain name="all" alias="false" parse="false"/></domains><settings>${params(
    {
      'sip-ip': loopback,
      'rtp-ip': loopback,
      'sip-port': ports.sip,
      'wss-binding': `${loopback}:${ports.wss}`,
      'tls-cert-dir': join(dir, 'tls'),
      context: 'bank',
      dialplan: 'XML',
      'auth-calls': 'true',
      'accept-blind-auth': 'false',
      'force-register-domain': domain,
      'force-register-db-domain': domain,
      'challenge-realm': domain,
      'inbound-codec-prefs': 'PCMU,PCMA',
      'outbound-codec-prefs': 'PCMU,PCMA',
      'inbound-codec-negotiation': 'generous',
      'apply-candidate-acl': 'any_v4.auto',
      'apply-nat-acl': 'none',
      'rfc2833-pt': 101,
      'rtp-timer-name': 'soft',
      'enable-timer': 'true',
      'session-timeout': 1_800,
      'minimum-session-expires': 90,
      'rtp-timeout-sec': 40,
      'sip-trace': 'yes',
      'manage-presence': 'false',
      'caller-id-type': 'pid',
      'pass-rfc2833': 'false',
      'renegotiate-codec-on-reinvite': 'true',
    },
  )}</settings></profile>`;

/** Seats, phones, a queue (6000), an echo (6088), one that takes keys (6099), park (700) and who is parked (*81). */
function dialplan({ domain, heardFile, keysFile }: Plan): string {
  const act = (application: string, data = ''): string =>
    `<action application="${application}" data="${data}"/>`;
  const extension = (expression: string, ...acts: readonly string[]): string =>
    `<extension name="${expression.replaceAll(/\W/g, '')}"><condition field="destination_number" expression="^${expression}$">${acts.join('')}</condition></extension>`;
  const recorded = [
    act('set', 'RECORD_WRITE_ONLY=true'),
    act('set', 'enable_file_write_buffering=false'),
    act('set', 'media_bug_answer_req=true'),
    act('record_session', heardFile),
  ];
  const known = '{sip_h_X-Customer-Id=C-10086,sip_h_X-Queue=bank}';
  const give = [act('set', 'hangup_after_bridge=true'), act('set', 'continue_on_fail=false')];
  return `<context name="bank">${[
    extension('(100\\d)', ...recorded, ...give, act('bridge', `${known}user/$1@${domain}`)),
    extension('(1\\d{10})', ...give, act('bridge', `user/$1@${domain}`)),
    extension('6000', ...recorded, ...give, act('bridge', `${known}user/1001@${domain}`)),
    extension('700', act('valet_park', 'bank 701')),
    extension('\\*81', act('answer'), act('valet_park', 'bank 701')),
    extension('6088', act('answer'), act('echo')),
    extension(
      '6099',
      act('answer'),
      act('play_and_get_digits', '4 4 1 20000 # silence_stream://20000 silence_stream://10 keys'),
      act('system', `printf %s \${keys} > ${keysFile}`),
      act('hangup'),
    ),
  ].join('')}</context>`;
}

function directory({ domain, seats, phones, secrets }: Plan): string {
  const person = (id: string, name: string): string =>
    `<user id="${id}"><params>${params({ password: secrets[id] ?? '' })}</params><variables>` +
    `<variable name="user_context" value="bank"/><variable name="effective_caller_id_name" value="${name}"/>` +
    `<variable name="effective_caller_id_number" value="${id}"/></variables></user>`;
  const people = [
    ...seats.map((user) => person(user, user)),
    ...phones.map(({ user, displayName }) => person(user, displayName)),
  ];
  return `<domain name="${domain}"><params>${params({
    'dial-string': '${sofia_contact(*/${dialed_user}@${dialed_domain})}',
  })}</params><groups><group name="all"><users>${people.join('')}</users></group></groups></domain>`;
}

/** Writes FreeSWITCH's one file and its certificates, for loopback alone. */
export function writeConfiguration(plan: Plan): void {
  const { dir, ports, certificate } = plan;
  for (const one of ['etc', 'tls', 'log', 'db', 'run', 'scripts', 'storage']) mkdirSync(join(dir, one));
  writeFileSync(
    join(dir, 'tls', 'wss.pem'),
    readFileSync(certificate.certFile, 'utf8') + readFileSync(certificate.keyFile, 'utf8'),
  );
  const load = modules.map((module) => `<load module="${module}"/>`).join('');
  const sections = {
    configuration: [
      configuration('modules', `<modules>${load}</modules>`),
      configuration(
        'switch',
        `<settings>${params({ 'rtp-start-port': ports.firstRtp, 'rtp-end-port': ports.firstRtp + rtpPorts - 1, loglevel: 'debug', 'colorize-console': 'false', 'max-sessions': 100, 'sessions-per-second': 100 })}</settings>`,
      ),
      configuration(
        'console',
        `<mappings><map name="all" value="console,debug,info,notice,warning,err,crit,alert"/></mappings><settings>${params({ colorize: 'false', loglevel: 'debug' })}</settings>`,
      ),
      configuration('logfile', '<settings/><profiles/>'),
      configuration(
        'event_socket',
        `<settings>${params({ 'listen-ip': loopback, 'listen-port': ports.http, password: 'loopback', 'apply-inbound-acl': 'loopback.auto' })}</settings>`,
      ),
      configuration(
        'sofia',
        `<global_settings>${params({ 'log-level': 0 })}</global_settings><profiles>${profile(plan)}</profiles>`,
      ),
      configuration('acl', '<network-lists/>'),
      configuration('timezones', '<timezones/>'),
      configuration('post_load_modules', '<modules/>'),
    ].join(''),
    dialplan: dialplan(plan),
    directory: directory(plan),
  };
  const text = Object.entries(sections)
    .map(([name, inside]) => `<section name="${name}">${inside}</section>`)
    .join('\n');
  writeFileSync(
    join(dir, 'etc', 'freeswitch.xml'),
    `<?xml version="1.0"?>\n<document type="freeswitch/xml">${text}</document>\n`,
  );
}
