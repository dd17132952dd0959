import type { UserAgent } from 'sip.js';

/** SIP.js keeps both to itself. */
interface Pending {
  readonly transaction: {
    readonly request: { readonly method: string; readonly toTag?: string | undefined };
    onTransportError(error: Error): void;
  };
}

/**
 * The connection is gone, and with it the answer to every re-INVITE that went out by it (RFC 3261 §17.1.4). SIP.js hears of it only when it
 * sends: it would wait for 32 s, and nothing could be asked in that dialog meanwhile, not even from where the desk is now.
 */
export function failReinvites(ua: UserAgent): void {
  const clients = [
    ...(ua.userAgentCore as unknown as { userAgentClients: Map<string, Pending> }).userAgentClients.values(),
  ];
  for (const { transaction } of clients) {
    const { method, toTag } = transaction.request;
    if (method === 'INVITE' && toTag !== undefined && toTag !== '')
      transaction.onTransportError(new Error('the connection was lost'));
  }
}
