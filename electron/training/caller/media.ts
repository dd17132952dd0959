import { MediaStreamTrack, type RTCDataChannel, RTCPeerConnection, RTCRtpCodecParameters } from 'werift';
import type { Undo } from '#shared/lib/clock.ts';
import { withT140 } from '#shared/text/t140-sdp.ts';
import type { Ear } from './ear.ts';
import type { Mouth } from './mouth.ts';
import type { Pacer } from './pacer.ts';
import {
  type Direction,
  attribute,
  directionOf,
  eventPayloadType,
  mirrored,
  onlyAudio,
  onlyLoopback,
  refusedSections,
  transportOf,
  withDirection,
  withSetup,
  withVersion,
} from './sdp.ts';

/**
 * The caller's WebRTC leg: werift, PCMU and telephone events, candidates on 127.0.0.1 only.
 *
 * A re-offer on the same transport (hold, resume) is answered with our last description and the direction turned round,
 * without asking werift. A re-offer with a new ICE session or certificate (a desk that came back) gets a new peer
 * connection. Mouth and ear outlive both.
 */
export interface Media {
  /** A first offer, or one with a new transport. */
  offer(): Promise<string>;
  /** The same transport with another direction. */
  reOffer(direction: Direction): string | Promise<string>;
  acceptAnswer(sdp: string): Promise<void>;
  /** Answers a first offer or a later one. Throws when there is no audio we understand. */
  answer(sdp: string): Promise<string>;
  /** True when the far end does not listen to us just now. */
  readonly held: boolean;
  /** Sends T.140; false while no channel stands. Left out where there is no real-time text. */
  sendText?(text: string): boolean;
  dispose(): void;
}

export interface MediaDeps {
  readonly mouth: Mouth;
  readonly ear: Ear;
  readonly pacer: Pacer;
  /** Real-time text is offered and taken (RFC 8865); told what comes. Left out: none. */
  readonly onText?: (text: string) => void;
  /** Binds the mouth's output; called again for each new peer connection. */
  onTransport(send: (packet: Buffer) => void): void;
}

const codec = (mimeType: string, payloadType: number): RTCRtpCodecParameters =>
  new RTCRtpCodecParameters({ mimeType, clockRate: 8_000, channels: 1, payloadType });

interface Link {
  readonly pc: RTCPeerConnection;
  readonly text: RTCDataChannel | null;
  send(packet: Buffer): void;
}

function openLink(
  eventType: number,
  receive: (packet: Buffer) => void,
  onText: ((text: string) => void) | undefined,
): Link {
  const pc = new RTCPeerConnection({
    iceServers: [],
    iceUseIpv6: false,
    iceAdditionalHostAddresses: ['127.0.0.1'],
    iceInterfaceAddresses: { udp4: '127.0.0.1' },
    codecs: { audio: [codec('audio/PCMU', 0), codec('audio/telephone-event', eventType)] },
  });
  const track = new MediaStreamTrack({ kind: 'audio' });
  const { sender } = pc.addTransceiver(track, { direction: 'sendrecv' });
  const events = codec('audio/telephone-event', eventType);
  // onTrack fires again at each renegotiation: one subscription per track.
  const seen = new Set<MediaStreamTrack>();
  pc.onTrack.subscribe((remote) => {
    if (seen.has(remote)) return;
    seen.add(remote);
    remote.onReceiveRtp.subscribe((packet) => receive(packet.serialize()));
  });
  return {
    pc,
    text: onText === undefined ? null : openText(pc, onText),
    send(packet) {
      if (pc.connectionState !== 'connected') return;
      // werift writes its one negotiated payload type into whatever it is given; telephone events have another.
      const voice = sender.codec;
      if (!voice || ((packet[1] ?? 0) & 0x7f) !== eventType) return track.writeRtp(packet);
      sender.codec = events;
      track.writeRtp(packet);
      sender.codec = voice;
    },
  };
}

const textStream = 2;

/** The stream of the real-time text, agreed upon in the description and not in the channel. */
function openText(pc: RTCPeerConnection, onText: (text: string) => void): RTCDataChannel {
  const channel = pc.createDataChannel('text', {
    negotiated: true,
    id: textStream,
    ordered: true,
    protocol: 't140',
  });
  channel.onMessage.subscribe((data) => onText(typeof data === 'string' ? data : data.toString('utf8')));
  return channel;
}

export function createMedia(deps: MediaDeps): Media {
  let link: Link | null = null;
  let local = '';
  let remoteTransport = '';
  let ownRole: 'active' | 'passive' = 'passive';
  let held = false;
  /** Sections of the far end that we have no use for stay in all our descriptions (RFC 3264 §8). */
  let refused = '';
  let origin = { text: '', version: 0 };
  const undoBeat: Undo = deps.pacer.add(() => {
    deps.mouth.beat();
    deps.ear.beat();
  });

  const open = (eventType: number): Link => {
    void link?.pc.close();
    const next = openLink(eventType, (packet) => deps.ear.receive(packet), deps.onText);
    deps.onTransport(next.send);
    deps.mouth.setEventPayloadType(eventType);
    deps.ear.setEventPayloadType(eventType);
    link = next;
    return next;
  };

  /** Keeps one origin over all our descriptions, its version counted up (RFC 3264 §8). */
  function versioned(sdp: string): string {
    if (origin.text === '') {
      const line = /^o=(\S+ \S+) (\d+) (.*)$/m.exec(sdp.replaceAll('\r', ''));
      origin = {
        text: `${line?.[1] ?? '- 1'}|${line?.[3] ?? 'IN IP4 127.0.0.1'}`,
        version: Number(line?.[2] ?? 0) % 1_000_000,
      };
    } else origin.version++;
    const [head, tail] = origin.text.split('|');
    return withVersion(sdp, `o=${head} ${origin.version} ${tail}`);
  }

  const setHeld = (sdp: string): void => {
    const direction = directionOf(sdp);
    held = direction === 'sendonly' || direction === 'inactive';
    deps.mouth.setSending(!held);
  };

  async function answerFresh(sdp: string): Promise<string> {
    const { pc } = open(eventPayloadType(sdp) ?? 101);
    await pc.setRemoteDescription({ type: 'offer', sdp: onlyLoopback(onlyAudio(sdp)) });
    await pc.setLocalDescription(await pc.createAnswer());
    local = onlyLoopback(pc.localDescription?.sdp ?? '');
    ownRole = attribute(local, 'setup') === 'active' ? 'active' : 'passive';
    return local;
  }

  return {
    async offer() {
      const { pc } = open(101);
      await pc.setLocalDescription(await pc.createOffer());
      const plain = versioned(onlyLoopback(pc.localDescription?.sdp ?? ''));
      local = deps.onText === undefined ? plain : withT140(plain, { id: textStream, cps: 30 });
      return local;
    },
    reOffer: (direction) => {
      // An offerer leaves the DTLS role open again; without a new transport the answerer keeps the old one (RFC 8842 §5.3).
      const open = local.replace(/^a=setup:.*$/m, 'a=setup:actpass');
      return versioned(withDirection(open, direction) + refused);
    },
    async acceptAnswer(sdp) {
      if (!link) throw new Error('no offer was made');
      if (transportOf(sdp) === remoteTransport) return setHeld(sdp);
      remoteTransport = transportOf(sdp);
      ownRole = attribute(sdp, 'setup') === 'passive' ? 'active' : 'passive';
      setHeld(sdp);
      await link.pc.setRemoteDescription({ type: 'answer', sdp: onlyLoopback(sdp) });
    },
    async answer(sdp) {
      if (!/^m=audio \d+ \S+ .*\b0\b/m.test(sdp)) throw new Error('no PCMU offered');
      const same = link !== null && transportOf(sdp) === remoteTransport;
      const base = same ? local : await answerFresh(sdp);
      remoteTransport = transportOf(sdp);
      setHeld(sdp);
      refused = refusedSections(sdp);
      return versioned(withSetup(withDirection(base, mirrored(directionOf(sdp))), ownRole) + refused);
    },
    get held() {
      return held;
    },
    sendText(text) {
      if (link?.text?.readyState !== 'open') return false;
      link.text.send(text);
      return true;
    },
    dispose() {
      undoBeat();
      void link?.pc.close();
      link = null;
    },
  };
}
