import { t140StreamOf, withT140, type T140Stream } from '#shared/text/t140-sdp.ts';

export interface RealTimeTextEvents {
  /** The channel stands, or has gone. `cps`: what the far end can read a second. */
  onText(text: string): void;
  onOpen(open: boolean, cps: number): void;
}

/** Real-time text of one call (RFC 8865), whoever offers it: a data channel of the call's own connection. */
export interface RealTimeText {
  /** Before an offer of ours: the channel is in it. Offered or agreed before: it stays. */
  offer(): void;
  /** The far end's answer has been set: agreed, or refused and gone. */
  answered(sdp: string): void;
  /** Our offer was refused as a whole: a channel that was not agreed before is gone. */
  rolledBack(): void;
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
/** The stream that we offer; any that is free would do (RFC 8864 §6.1). */
const ownStream = 2;

export function createRealTimeText(
  connection: Pick<RTCPeerConnection, 'createDataChannel'>,
  events: RealTimeTextEvents,
): RealTimeText {
  let stream: T140Stream | null = null;
  let channel: RTCDataChannel | null = null;
  let agreed = false;
  const open = (next: T140Stream): void => {
    channel?.close();
    stream = next;
    // Agreed upon in the description, so that nothing is agreed upon in the channel: both sides open the stream by its number.
    const opened = connection.createDataChannel('text', {
      negotiated: true,
      id: next.id,
      ordered: true,
      protocol: 't140',
    });
    channel = opened;
    opened.addEventListener('open', () => events.onOpen(true, stream?.cps ?? next.cps));
    opened.addEventListener('close', () => {
      // The end of one that was given up for another says nothing.
      if (channel === opened || channel === null) events.onOpen(false, next.cps);
    });
    opened.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') events.onText(data.slice(0, 60_000));
      else if (data instanceof ArrayBuffer) events.onText(new TextDecoder().decode(data));
    });
  };
  const forget = (): void => {
    channel?.close();
    channel = null;
    stream = null;
    agreed = false;
  };
  /** What the far end's description says of the stream that stands here: kept, or closed (RFC 8864 §6.6). */
  const follow = (found: T140Stream | null): void => {
    if (stream === null) return;
    if (found?.id !== stream.id) return forget();
    stream = found;
    agreed = true;
  };
  return {
    offer() {
      if (stream === null) open({ id: ownStream, cps: ownCps });
    },
    answered: (sdp) => follow(t140StreamOf(sdp)),
    rolledBack() {
      if (!agreed) forget();
    },
    offered(sdp) {
      const found = t140StreamOf(sdp);
      if (found !== null && stream?.id !== found.id) open(found);
      follow(found);
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
