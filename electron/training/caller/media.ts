import { MediaStreamTrack, type RTCDataChannel, RTCPeerConnection, RTCRtpCodecParameters } from 'werift';
import type { Undo } from '#shared/lib/clock.ts';
import { t140StreamOf, withT140 } from '#shared/text/t140-sdp.ts';
import type { Ear } from './ear.ts';
import type { Mouth } from './mouth.ts';
import type { Pacer } from './pacer.ts';
import type { PictureSender, Show } from './picture.ts';
import {
  type Direction,
  attribute,
  directionOf,
  eventPayloadType,
  mirrored,
  inPlacesOf,
  kindsOf,
  loopback,
  onlyKinds,
  onlyUdpAt,
  sectionNames,
  transportOf,
  withDirection,
  withSetup,
  withVersion,
} from './sdp.ts';

/**
 * The caller's WebRTC leg: werift, PCMU and telephone events, candidates on 127.0.0.1 only, so that nothing of a simulated call
 * leaves the machine.
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
  /** Real-time text is taken (RFC 8865), and told what comes. Left out: none. */
  readonly onText?: (text: string) => void;
  /** And offered in our own offers. */
  readonly offersText?: boolean;
  /** Pictures are taken, and offered in our own first offer. Left out: refused with port 0. */
  readonly show?: Show;
  /** Where it is reached, for a desk in another network. Left out: on this machine alone. */
  readonly address?: string;
  /** Binds the mouth's output; called again for each new peer connection. */
  onTransport(send: (packet: Buffer) => void): void;
}

const codec = (mimeType: string, payloadType: number): RTCRtpCodecParameters =>
  new RTCRtpCodecParameters({ mimeType, clockRate: 8_000, channels: 1, payloadType });

const vp8 = (): RTCRtpCodecParameters =>
  new RTCRtpCodecParameters({
    mimeType: 'video/VP8',
    clockRate: 90_000,
    payloadType: 96,
    rtcpFeedback: [{ type: 'nack', parameter: 'pli' }],
  });

interface Link {
  readonly pc: RTCPeerConnection;
  text: RTCDataChannel | null;
  /** Sends a packet of our picture; null without one. */
  picture: PictureSender | null;
  send(packet: Buffer): void;
}

function openLink(
  address: string,
  eventType: number,
  receive: (kind: 'audio' | 'video', packet: Buffer) => void,
): Link {
  const pc = new RTCPeerConnection({
    iceServers: [],
    // One transport for all of a call: a picture that is refused must not leave one behind that never connects.
    bundlePolicy: 'max-bundle',
    iceUseIpv6: false,
    iceAdditionalHostAddresses: [address],
    iceInterfaceAddresses: { udp4: address },
    codecs: { audio: [codec('audio/PCMU', 0), codec('audio/telephone-event', eventType)], video: [vp8()] },
  });
  const track = new MediaStreamTrack({ kind: 'audio' });
  const { sender } = pc.addTransceiver(track, { direction: 'sendrecv' });
  const events = codec('audio/telephone-event', eventType);
  // onTrack fires again at each renegotiation: one subscription per track.
  const seen = new Set<MediaStreamTrack>();
  pc.onTrack.subscribe((remote) => {
    if (seen.has(remote)) return;
    seen.add(remote);
    const kind = remote.kind === 'video' ? 'video' : 'audio';
    remote.onReceiveRtp.subscribe((packet) => receive(kind, packet.serialize()));
  });
  return {
    pc,
    text: null,
    picture: null,
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

/** The stream that we offer. */
const textStream = 2;

/** The stream of the real-time text, agreed upon in the description and not in the channel. */
function openText(pc: RTCPeerConnection, id: number, onText: (text: string) => void): RTCDataChannel {
  const channel = pc.createDataChannel('text', {
    negotiated: true,
    id,
    ordered: true,
    protocol: 't140',
  });
  channel.onMessage.subscribe((data) => onText(typeof data === 'string' ? data : data.toString('utf8')));
  return channel;
}

/** A picture in both directions; our own starts anew when the far end has lost it. */
function openPicture(pc: RTCPeerConnection, show: Show): PictureSender {
  const track = new MediaStreamTrack({ kind: 'video' });
  const { sender } = pc.addTransceiver(track, { direction: 'sendrecv' });
  sender.onPictureLossIndication.subscribe(() => show.again());
  return (packet) => {
    if (pc.connectionState !== 'connected') return false;
    track.writeRtp(packet);
    return true;
  };
}

export function createMedia(deps: MediaDeps): Media {
  const address = deps.address ?? loopback;
  const theirs = address === loopback ? loopback : null;
  let link: Link | null = null;
  /** Our sections as werift has them, and our last description: with the far end's that we have no use for (RFC 3264 §8). */
  let local = '';
  let described = '';
  let remoteTransport = '';
  let ownRole: 'active' | 'passive' = 'passive';
  let held = false;
  let origin = { text: '', version: 0 };
  const undoBeat: Undo = deps.pacer.add(() => {
    deps.mouth.beat();
    deps.ear.beat();
  });

  const open = (eventType: number): Link => {
    void link?.pc.close();
    const next = openLink(address, eventType, (kind, packet) =>
      kind === 'video' ? deps.show?.receive(packet) : deps.ear.receive(packet),
    );
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

  /** Our picture goes while both have agreed to it and nobody holds us. */
  const setShowing = (): void => {
    const agreed = kindsOf(described).includes('video');
    deps.show?.sendBy(agreed && !held ? (link?.picture ?? null) : null);
  };
  const setHeld = (sdp: string): void => {
    const direction = directionOf(sdp);
    held = direction === 'sendonly' || direction === 'inactive';
    deps.mouth.setSending(!held);
  };

  /** `sdp`: the offer with what we take of it, and nothing else. */
  async function answerWith({ pc, text }: Link, sdp: string): Promise<void> {
    const stream = t140StreamOf(sdp);
    if (link !== null && link.picture === null && deps.show !== undefined && kindsOf(sdp).includes('video'))
      link.picture = openPicture(pc, deps.show);
    if (link !== null && text === null && stream !== null && deps.onText !== undefined)
      link.text = openText(pc, stream.id, deps.onText);
    await pc.setRemoteDescription({ type: 'offer', sdp: onlyUdpAt(sdp, theirs) });
    await pc.setLocalDescription(await pc.createAnswer());
    const plain = onlyUdpAt(pc.localDescription?.sdp ?? '', address);
    local = stream === null ? plain : withT140(plain, { id: stream.id, cps: 30 });
  }
  const takenOf = (sdp: string): string => {
    const text = deps.onText !== undefined && t140StreamOf(sdp) !== null;
    // One picture a call: werift would take a second section for the first under another name.
    const known = sectionNames(local).find((one) => one.startsWith('video '));
    const isSame =
      known === undefined || transportOf(sdp) !== remoteTransport || sectionNames(sdp).includes(known);
    const picture = deps.show !== undefined && isSame && /^a=rtpmap:\d+ VP8\/90000/im.test(sdp);
    return onlyKinds(sdp, ['audio', ...(text ? ['application'] : []), ...(picture ? ['video'] : [])]);
  };

  return {
    async offer() {
      const next = open(101);
      const { pc } = next;
      const offersText = deps.onText !== undefined && deps.offersText === true;
      if (deps.show !== undefined) next.picture = openPicture(pc, deps.show);
      if (offersText && deps.onText !== undefined) next.text = openText(pc, textStream, deps.onText);
      await pc.setLocalDescription(await pc.createOffer());
      const plain = versioned(onlyUdpAt(pc.localDescription?.sdp ?? '', address));
      local = !offersText ? plain : withT140(plain, { id: textStream, cps: 30 });
      described = local;
      return local;
    },
    reOffer: (direction) => {
      // An offerer leaves the DTLS role open again; without a new transport the answerer keeps the old one (RFC 8842 §5.3).
      const open = described.replace(/^a=setup:.*$/gm, 'a=setup:actpass');
      return versioned(withDirection(open, direction));
    },
    async acceptAnswer(sdp) {
      if (!link) throw new Error('no offer was made');
      described = inPlacesOf(sdp, described);
      if (transportOf(sdp) === remoteTransport) {
        setHeld(sdp);
        return setShowing();
      }
      remoteTransport = transportOf(sdp);
      ownRole = attribute(sdp, 'setup') === 'passive' ? 'active' : 'passive';
      setHeld(sdp);
      // werift reads no section that is refused.
      const taken = onlyKinds(sdp, ['audio', 'video', 'application']);
      await link.pc.setRemoteDescription({ type: 'answer', sdp: onlyUdpAt(taken, theirs) });
      setShowing();
    },
    async answer(sdp) {
      if (!/^m=audio \d+ \S+ .*\b0\b/m.test(sdp)) throw new Error('no PCMU offered');
      const taken = takenOf(sdp);
      const same = link !== null && transportOf(sdp) === remoteTransport;
      if (!same) await answerWith(open(eventPayloadType(sdp) ?? 101), taken);
      else if (link !== null && !sectionNames(taken).every((one) => sectionNames(local).includes(one)))
        await answerWith(link, taken);
      if (!same) ownRole = attribute(local, 'setup') === 'active' ? 'active' : 'passive';
      remoteTransport = transportOf(sdp);
      setHeld(sdp);
      described = inPlacesOf(sdp, local);
      setShowing();
      return versioned(withSetup(withDirection(described, mirrored(directionOf(sdp))), ownRole));
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
      deps.show?.dispose();
      void link?.pc.close();
      link = null;
    },
  };
}
