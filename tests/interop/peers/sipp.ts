import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts, loopback } from './free-ports.ts';

/** A peer that does exactly what its script says, message by message: sipp. */
export interface SippPeer {
  /** Everything it sent and heard so far, as text. */
  messages(): string;
  /** Resolves when the script has come to its end; rejects with its messages when something else came. */
  readonly done: Promise<void>;
  /** Lets `earlyScript` go on to its answer. */
  goOn(): void;
  stop(): void;
}

export interface SippOptions {
  readonly dir: string;
  readonly name: string;
  readonly domain: string;
  readonly proxyPort: number;
  readonly user: string;
  readonly secret: string;
  /** The steps after the call has been answered (see `steps`), or the whole script. */
  readonly script: string;
}

const sdp = `v=0
o=sipp 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 0
a=rtpmap:0 PCMU/8000
a=sendrecv`;

/** The same, as the answer to an offer that holds (RFC 3264 §6.1). */
const heldSdp = sdp.replace('sendrecv', 'recvonly');

/** The desk is 1001 in every script; its tag comes from its first answer, whichever way the last message went. */
const common = (
  user: string,
  domain: string,
  method: string,
  cseq: string,
): string => `Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: "sipp" <sip:${user}@${domain}>;tag=[pid]s[call_number]
To: <sip:1001@${domain}>[peer_tag_param]
Call-ID: [call_id]
CSeq: ${cseq} ${method}
Contact: <sip:${user}@[local_ip]:[local_port]>
Max-Forwards: 70`;

/** Pieces of a script. `[next_url]` and `[routes]` come from the answer to the INVITE. */
export const steps = {
  sdp,
  held: heldSdp,
  /** What became of a REFER (RFC 3515). */
  notify: (who: { user: string; domain: string }, cseq: number, fragment: string, state: string) =>
    `<send retrans="500"><![CDATA[
NOTIFY [next_url] SIP/2.0
[routes]
${common(who.user, who.domain, 'NOTIFY', String(cseq))}
Event: refer
Subscription-State: ${state}
Content-Type: message/sipfrag;version=2.0
Content-Length: [len]

${fragment}
]]></send><recv response="200"/>`,
  /** Sends a request inside the dialog and expects its answer. */
  send: (who: { user: string; domain: string }, method: string, cseq: number, more = '', expect = '200') =>
    `<send retrans="500"><![CDATA[
${method} [next_url] SIP/2.0
[routes]
${common(who.user, who.domain, method, String(cseq))}
${more === '' ? '' : `${more}\n`}Content-Length: 0

]]></send><recv response="100" optional="true"/><recv response="${expect}"/>`,
  /** A text inside the dialog (RFC 3428), in this or any other type. */
  text: (
    who: { user: string; domain: string },
    cseq: number,
    text: string,
    type = 'text/plain;charset=UTF-8',
    expect = '200',
  ) => `<send retrans="500"><![CDATA[
MESSAGE [next_url] SIP/2.0
[routes]
${common(who.user, who.domain, 'MESSAGE', String(cseq))}
Content-Type: ${type}
Content-Length: [len]

${text}]]></send><recv response="100" optional="true"/><recv response="${expect}"/>`,
  /** Hears a request inside the dialog and answers it. */
  answer: (
    method: string,
    status: string,
    more = '',
    body = '',
  ) => `<recv request="${method}" timeout="60000"/>
<send><![CDATA[
SIP/2.0 ${status}
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
[last_Record-Route:]
Contact: <sip:sipp@[local_ip]:[local_port]>
${more === '' ? '' : `${more}\n`}${body === '' ? '' : 'Content-Type: application/sdp\n'}Content-Length: [len]

${body}
]]></send>${method === 'INVITE' ? '<recv request="ACK"/>' : ''}`,
  pause: (ms: number) => `<pause milliseconds="${ms}"/>`,
};

/** A whole script: an authenticated INVITE to `to` with these headers, answered, then `then`. */
export function callScript(
  { user, secret, domain }: Pick<SippOptions, 'user' | 'secret' | 'domain'>,
  to: string,
  headers: readonly string[],
  then: string,
  final = '200',
): string {
  const invite = (cseq: number, auth: string): string => `<send retrans="500"><![CDATA[
INVITE sip:${to}@${domain} SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: "sipp" <sip:${user}@${domain}>;tag=[pid]s[call_number]
To: <sip:${to}@${domain}>
Call-ID: [call_id]
CSeq: ${cseq} INVITE
Contact: <sip:${user}@[local_ip]:[local_port]>
Max-Forwards: 70
${auth}${headers.map((one) => `${one}\n`).join('')}Content-Type: application/sdp
Content-Length: [len]

${sdp}
]]></send>`;
  /** To a refusal it belongs to the INVITE's own transaction: the branch of four messages before. */
  const ack = (cseq: number, uri: string, routes: string, branch: string): string => `<send><![CDATA[
ACK ${uri} SIP/2.0
${routes}${common(user, domain, 'ACK', String(cseq)).replace('[branch]', branch)}
Content-Length: 0

]]></send>`;
  return `<?xml version="1.0"?><scenario name="call">
${invite(1, '')}
<recv response="100" optional="true"/><recv response="407" auth="true"/>
${ack(1, `sip:${to}@${domain}`, '', '[branch-3]')}
${invite(2, `[authentication username=${user} password=${secret}]\n`)}
<recv response="100" optional="true"/><recv response="180" optional="true"/>
<recv response="${final}" rrs="true" timeout="60000"/>
${final === '200' ? ack(2, '[next_url]', '[routes]\n', '[branch]') : ack(2, `sip:${to}@${domain}`, '', '[branch-4]')}
${then}
</scenario>`;
}

/** Registers as a telephone would, so that the exchange sends it calls. */
export const registerScript = ({
  user,
  secret,
  domain,
}: Pick<SippOptions, 'user' | 'secret' | 'domain'>): string => {
  const register = (cseq: number, auth: string): string => `<send retrans="500"><![CDATA[
REGISTER sip:${domain} SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:${user}@${domain}>;tag=[pid]r[call_number]
To: <sip:${user}@${domain}>
Call-ID: [call_id]
CSeq: ${cseq} REGISTER
Contact: <sip:${user}@[local_ip]:[local_port];transport=udp>
Expires: 600
Max-Forwards: 70
${auth}Content-Length: 0

]]></send>`;
  return `<?xml version="1.0"?><scenario name="register">
${register(1, '')}<recv response="401" auth="true"/>
${register(2, `[authentication username=${user} password=${secret}]\n`)}<recv response="200"/>
</scenario>`;
};

/** Rings nobody: a reliable 183 with sound (RFC 3262, 3960), and the answer once it is told to go on. `file`: raw PCMU. */
export const earlyScript = (file: string): string => {
  const media = sdp.replace('[media_port]', '[rtpstream_audio_port]');
  const response = (line: string, more: string): string => `<send><![CDATA[
SIP/2.0 ${line}
Via: [$via1]
Via: [$via2]
[last_From:]
[last_To:];tag=early1
[last_Call-ID:]
CSeq: [$cseq]
Record-Route: [$route1]
Contact: <sip:sipp@[local_ip]:[local_port]>
${more}Content-Type: application/sdp
Content-Length: [len]

${media}
]]></send>`;
  const keep = (name: string, into: string, occurrence = 1): string =>
    `<ereg regexp=".*" search_in="hdr" header="${name}:" occurrence="${occurrence}" assign_to="${into}"/>`;
  return `<?xml version="1.0"?><scenario name="early">
<recv request="INVITE" rrs="true"><action>
${keep('Via', 'via1')}${keep('Via', 'via2', 2)}${keep('CSeq', 'cseq')}${keep('Record-Route', 'route1')}
</action></recv>
${response('183 Session Progress', 'Require: 100rel\nRSeq: 1\n')}
<recv request="PRACK" timeout="60000"/>
<send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
<nop><action><exec rtp_stream="${file},-1,0"/></action></nop>
<recv request="INFO" timeout="60000"/>
${response('200 OK', '').replace(';tag=early1', '')}
<recv request="ACK"/>
<recv request="BYE" timeout="60000"/>
<send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send></scenario>`;
};

/** Starts sipp on a free port. One call, then it ends. */
export async function startSipp(options: SippOptions & { readonly port?: number }): Promise<SippPeer> {
  const { dir, name, proxyPort, script } = options;
  const port = options.port ?? (await freePorts(4));
  const [file, trace] = [join(dir, `${name}.xml`), join(dir, `${name}.messages`)];
  writeFileSync(file, script);
  const child = spawn(
    'sipp',
    [
      `${loopback}:${proxyPort}`,
      '-sf',
      file,
      '-i',
      loopback,
      '-p',
      String(port),
      '-mp',
      String(port + 2),
    ].concat(
      ['-m', '1', '-l', '1', '-nostdin', '-timeout', '120s', '-timeout_error', '-trace_msg'],
      ['-message_file', trace, '-message_overwrite', 'true'],
    ),
    { cwd: dir, stdio: 'ignore' },
  );
  const messages = (): string => (existsSync(trace) ? readFileSync(trace, 'utf8') : '');
  const done = new Promise<void>((settle, failed) => {
    child.once('error', failed);
    child.once('exit', (code) =>
      code === 0
        ? settle()
        : failed(new Error(`sipp ${name} ended with ${code}\n${messages().slice(-4_000)}`)),
    );
  });
  done.catch(() => undefined);
  return {
    messages,
    done,
    goOn() {
      // Of the same dialog: the PRACK once more by another name, so that the script finds the same headers in it.
      const [prack = ''] = /^PRACK sip:[\s\S]*?\r?\n\r?\n/m.exec(messages()) ?? [];
      const socket = createSocket('udp4');
      socket.send(prack.replaceAll('PRACK', 'INFO'), port, loopback, () => socket.close());
    },
    stop: () => void child.kill('SIGKILL'),
  };
}
