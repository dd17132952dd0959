import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loopback } from '#tests/interop/peers/free-ports.ts';
import { type Plan, rtpPorts } from '../exchange.ts';

const modules = `[modules]
autoload=yes
noload => chan_iax2.so
noload => chan_unistim.so
noload => pbx_ael.so
noload => pbx_dundi.so
noload => res_phoneprov.so
`;

/** Seats and phones, a queue (6000), an echo (6088), one that takes keys (6099), park (700) and who is parked (*81). */
const dialplan = ({ dir, heardFile, keysFile }: Plan): string => `[general]
[customers]
exten => _100X,1,MixMonitor(${join(dir, 'mix.sln')},bt(${heardFile}))
 same => n,Dial(PJSIP/\${EXTEN},30,b(known^s^1))
 same => n,Hangup(\${HANGUPCAUSE})
exten => _1XXXXXXXXXX,1,Dial(PJSIP/\${EXTEN},30)
 same => n,Hangup(\${HANGUPCAUSE})
exten => 6000,1,Answer()
 same => n,Queue(bank)
exten => 6088,1,Answer()
 same => n,Echo()
exten => 6099,1,Answer()
 same => n,Read(KEYS,,4,,,20)
 same => n,System(echo -n \${KEYS} > ${keysFile})
 same => n,Hangup()
exten => 700,1,Park()
exten => *81,1,ParkedCall()
[known]
exten => s,1,Set(PJSIP_HEADER(add,X-Customer-Id)=C-10086)
 same => n,Set(PJSIP_HEADER(add,X-Queue)=bank)
 same => n,Return()
[texts]
exten => _X.,1,MessageSend(pjsip:\${EXTEN},\${MESSAGE(from)})
`;

const account = (user: string, secret: string, name: string, own: string): string => `
[${user}]
type=endpoint
context=customers
message_context=texts
disallow=all
auth=auth-${user}
aors=${user}
callerid="${name}" <${user}>
direct_media=no
send_pai=yes
rtp_timeout=40
${own}
[auth-${user}]
type=auth
auth_type=userpass
username=${user}
password=${secret}
[${user}]
type=aor
max_contacts=2
remove_existing=yes
minimum_expiration=30
`;

function accounts({ ports, seats, phones, secrets }: Plan): string {
  const secretOf = (user: string): string => secrets[user] ?? '';
  const seat = 'webrtc=yes\nmoh_passthrough=yes\nallow=ulaw,alaw\nmax_video_streams=2';
  return [
    `[global]\ntype=global\nuser_agent=Exchange\n[udp]\ntype=transport\nprotocol=udp\nbind=${loopback}:${ports.sip}`,
    `[wss]\ntype=transport\nprotocol=wss\nbind=${loopback}`,
    ...seats.map((user) => account(user, secretOf(user), user, seat)),
    ...phones.map(({ user, displayName }) => account(user, secretOf(user), displayName, 'allow=ulaw,alaw')),
  ].join('\n');
}

/** Writes Asterisk's configuration, for loopback alone. */
export function writeConfiguration(plan: Plan): void {
  const { prefix, dir, ports, certificate } = plan;
  const etc = join(dir, 'etc');
  for (const one of ['etc', 'spool', 'run', 'log', 'db']) mkdirSync(join(dir, one));
  const own = join(prefix, 'var', 'lib', 'asterisk');
  const files: Readonly<Record<string, string>> = {
    'asterisk.conf': [
      `[directories]\nastetcdir => ${etc}\nastmoddir => ${join(prefix, 'lib', 'asterisk', 'modules')}`,
      `astvarlibdir => ${own}\nastkeydir => ${own}\nastdatadir => ${own}\nastdbdir => ${join(dir, 'db')}`,
      `astspooldir => ${join(dir, 'spool')}\nastrundir => ${join(dir, 'run')}\nastlogdir => ${join(dir, 'log')}`,
    ].join('\n'),
    'logger.conf': '[general]\n[logfiles]\nconsole => notice,warning,error,verbose\n',
    'modules.conf': modules,
    'http.conf': `[general]\nenabled=yes\nbindaddr=${loopback}\nbindport=${ports.http}\ntlsenable=yes\ntlsbindaddr=${loopback}:${ports.wss}\ntlscertfile=${certificate.certFile}\ntlsprivatekey=${certificate.keyFile}\n`,
    'rtp.conf': `[general]\nrtpstart=${ports.firstRtp}\nrtpend=${ports.firstRtp + rtpPorts - 1}\nicesupport=yes\n`,
    'features.conf': '[general]\n',
    'res_parking.conf': '[general]\n[default]\nparkpos => 701-720\nparkingtime => 120\n',
    'queues.conf': `[general]\n[bank]\nstrategy=ringall\ntimeout=20\nringinuse=no\n${plan.seats.map((seat) => `member => PJSIP/${seat}`).join('\n')}\n`,
    'extensions.conf': dialplan(plan),
    'pjsip.conf': accounts(plan),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(etc, name), `${text}\n`);
}
