import { t140StreamOf, withT140, type T140Stream } from '#shared/text/t140-sdp.ts';

export interface RealTimeTextEvents {
  /** The channel stands, or has gone. `cps`: what the far end can read a second. */
  onText(text: string): void;
  onOpen(open: boolean, cps: number): void;
}

/** Real-time text of one call (RFC 8865): taken where the far end offers it, in a data channel of the call's own connection. */
export interface RealTimeText {
  /** The far end's offer has been set: its stream is taken, if it has one. */
  offered(sdp: string): void;
  /** Our description, with the stream that Chromium does not name in it. */
  written(sdp: string): string;
  /** False when there is no channel that would carry it. */
  send(text: string): boolean;
  close(): void;
}

/** What an agent can read a second, told to the far end. */
const ownCps = 30;

export function createRealTimeText(
  connection: Pick<RTCPeerConnection, 'createDataChannel'>,
  events: RealTimeTextEvents,
): RealTimeText {
  let stream: T140Stream | null = null;
  let channel: RTCDataChannel | null = null;
  return {
    offered(sdp) {
      const found = t140StreamOf(sdp);
      if (found === null || stream?.id === found.id) return;
      stream = found;
      // Agreed upon in the description, so that nothing is agreed upon in the channel: both sides open the stream by its number.
      const opened = connection.createDataChannel('text', {
        negotiated: true,
        id: found.id,
        ordered: true,
        protocol: 't140',
      });
      channel = opened;
      opened.addEventListener('open', () => events.onOpen(true, found.cps));
      opened.addEventListener('close', () => events.onOpen(false, found.cps));
      opened.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (typeof data === 'string') events.onText(data.slice(0, 60_000));
        else if (data instanceof ArrayBuffer) events.onText(new TextDecoder().decode(data));
      });
    },
    written: (sdp) => (stream === null ? sdp : withT140(sdp, { id: stream.id, cps: ownCps })),
    send(text) {
      if (channel?.readyState !== 'open') return false;
      channel.send(text);
      return true;
    },
    close() {
      channel?.close();
    },
  };
}
