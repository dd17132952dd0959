import { readFileSync } from 'node:fs';
import type { LineServer } from './servers.ts';
import { openSocket, type SocketTrust } from './websocket-transport.ts';

/** How a knock ended, in the words of the settings page. */
export type KnockCode =
  | 'reachable'
  | 'notResolved'
  | 'refused'
  | 'timeout'
  | 'certificateExpired'
  | 'certificateWrongName'
  | 'certificateUntrusted'
  | 'notWebSocket'
  | 'failed';

function codeOf(error: NodeJS.ErrnoException): KnockCode {
  const code = error.code ?? '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'notResolved';
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ETIMEDOUT' || /timed? ?out/i.test(error.message)) return 'timeout';
  if (code === 'CERT_HAS_EXPIRED') return 'certificateExpired';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'certificateWrongName';
  if (/CERT|VERIFY|ISSUER/.test(code)) return 'certificateUntrusted';
  return /Unexpected server response|subprotocol/i.test(error.message) ? 'notWebSocket' : 'failed';
}

/** One WebSocket handshake with subprotocol `sip` (RFC 7118 §4). Never throws: what goes wrong is the answer. */
export function knockAtExchange(
  server: LineServer,
  files: {
    readonly caFile: string | null;
    readonly client: { readonly certFile: string; readonly key: string } | null;
  },
  patienceMs: number,
): Promise<{ readonly code: KnockCode; readonly detail: string }> {
  return new Promise((settle) => {
    try {
      const { caFile, client } = files;
      const trust: SocketTrust = {
        ...(caFile === null ? {} : { ca: readFileSync(caFile, 'utf8') }),
        ...(client === null ? {} : { cert: readFileSync(client.certFile, 'utf8'), key: client.key }),
      };
      const socket = openSocket(server, trust, patienceMs);
      socket.on('open', () => {
        settle({ code: 'reachable', detail: '' });
        socket.close(1000);
      });
      socket.on('error', (error) => settle({ code: codeOf(error), detail: error.message }));
    } catch (error) {
      settle({ code: 'failed', detail: String(error) });
    }
  });
}

/** Whether this server takes a handshake. Never throws. */
export function knockAtServer(server: LineServer, trust: SocketTrust, patienceMs: number): Promise<boolean> {
  return new Promise((settle) => {
    const socket = openSocket(server, trust, patienceMs);
    socket.on('open', () => {
      settle(true);
      socket.close(1000);
    });
    socket.on('error', () => settle(false));
    socket.on('close', () => settle(false));
  });
}
