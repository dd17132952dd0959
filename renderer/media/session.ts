import type { MediaStats } from '#shared/media/contract.ts';
import type { Microphone, MicrophoneState, Voice } from './microphone.ts';
import type { MixedCall } from './mixer.ts';
import { createRealTimeText, type RealTimeTextEvents } from './real-time-text.ts';
import { withMissingSections } from '#shared/text/t140-sdp.ts';
import { createVideoLeg } from './video-leg.ts';
import { createDelayReader, readStats } from './stats.ts';

type Direction = RTCRtpTransceiverDirection;

export interface SessionEvents extends RealTimeTextEvents {
  onConnection(state: RTCPeerConnectionState): void;
  onFirstAudio(afterConnectedMs: number): void;
  onFirstPicture(): void;
  /** The far end's track, or our own, is another one than before. */
  onTracks(): void;
}

/** One call's peer connection. Descriptions are complete (no trickle): SIP carries one body. */
export interface Session extends MixedCall {
  offer(options: {
    direction: Direction;
    video: Direction | null;
    text: boolean;
    sending: boolean;
    iceRestart: boolean;
  }): Promise<{ sdp: string; microphone: MicrophoneState }>;
  answer(options: {
    sdp: string;
    direction: Direction;
    video: Direction | null;
    sending: boolean;
  }): Promise<{ sdp: string; microphone: MicrophoneState }>;
  /** The far end's picture; null while it sends none. */
  remotePicture(): MediaStreamTrack | null;
  setPicture(track: MediaStreamTrack | null): Promise<void>;
  /** Real-time text; false when the far end has offered none, or its channel is gone. */
  sendText(text: string): boolean;
  acceptAnswer(sdp: string): Promise<void>;
  rollback(): Promise<void>;
  setMuted(muted: boolean): void;
  sendDtmf(digits: string): void;
  /** The agent's voice before anything is done to it; null before the first description. */
  rawTrack(): MediaStreamTrack | null;
  /** Takes the microphone anew: another device, another sound. Muted stays muted. null: nothing was taken before. */
  renewMicrophone(): Promise<Voice | null>;
  stats(): Promise<MediaStats>;
  /** From the far end to our ear and back again, as of the last second, ms; null before there is sound. */
  delayMs(): Promise<number | null>;
  setSpeaker(deviceId: string | null): Promise<void>;
  close(): void;
}

/** Gathering ends by itself on a plain network; with STUN or TURN out of reach this cap keeps the answer quick. */
const gatheringCapMs = 800;
/** RFC 4733 tone and gap, as most exchanges expect them. */
const dtmfToneMs = 160;
const dtmfGapMs = 70;
/**
 * A far end that has sent a packet has its keys, and hears ours; FreeSWITCH was seen to have them two seconds after us and
 * to lose the first digits. One that sends nothing (held) gets them so long after the connection.
 */
const earlyKeysCapMs = 3_000;

export function createSession(
  iceServers: RTCIceServer[],
  microphone: Microphone,
  events: SessionEvents,
): Session {
  const connection = new RTCPeerConnection({ iceServers });
  const sink = new Audio();
  sink.autoplay = true;
  let own: Voice | undefined;
  let muted = false;
  /** A conference's sum in the place of the microphone. */
  let output: MediaStreamTrack | null = null;
  let isSending = false;
  let remote: MediaStreamTrack | null = null;
  let picture: MediaStreamTrack | null = null;
  const video = createVideoLeg(connection);
  const text = createRealTimeText(connection, events);
  let connectedAtMs = 0;
  /** Keys pressed before the far end can hear them; null once it can. */
  let early: string | null = '';
  const sendEarly = (): void => {
    const waiting = early;
    early = null;
    if (waiting !== null && waiting !== '') insertDigits(waiting);
  };

  connection.addEventListener('connectionstatechange', () => {
    if (connection.connectionState === 'connected') {
      connectedAtMs = performance.now();
      setTimeout(sendEarly, earlyKeysCapMs);
    }
    events.onConnection(connection.connectionState);
  });
  connection.addEventListener('track', ({ track }) => {
    if (track.kind === 'video') {
      picture = track;
      track.addEventListener('unmute', events.onFirstPicture, { once: true });
      return;
    }
    remote = track;
    sink.srcObject = new MediaStream([track]);
    events.onTracks();
    // 'unmute' is the first packet of the far end.
    track.addEventListener(
      'unmute',
      () => {
        events.onFirstAudio(connectedAtMs === 0 ? 0 : performance.now() - connectedAtMs);
        sendEarly();
      },
      { once: true },
    );
  });

  const silence = (): void => {
    if (own === undefined) return;
    own.track.enabled = !muted;
    own.raw.enabled = !muted;
  };
  const microphoneTrack = async (): Promise<Voice> => {
    if (own === undefined) {
      own = await microphone.track();
      events.onTracks();
    }
    silence();
    return own;
  };
  const audio = (): RTCRtpTransceiver | undefined =>
    connection
      .getTransceivers()
      .find(
        ({ receiver, currentDirection }) => receiver.track.kind === 'audio' && currentDirection !== 'stopped',
      );

  const send = async (transceiver: RTCRtpTransceiver, sending: boolean): Promise<void> => {
    isSending = sending;
    await transceiver.sender.replaceTrack(sending ? (output ?? own?.track ?? null) : null);
  };

  const insertDigits = (digits: string): void => {
    const dtmf = audio()?.sender.dtmf;
    if (dtmf === null || dtmf === undefined) throw new Error('the far end takes no telephone events');
    dtmf.insertDTMF(dtmf.toneBuffer + digits, dtmfToneMs, dtmfGapMs);
  };
  const describe = async (
    description: RTCSessionDescriptionInit,
    state: MicrophoneState,
  ): Promise<{ sdp: string; microphone: MicrophoneState }> => {
    await connection.setLocalDescription(description);
    await gathered(connection);
    return { sdp: text.written(connection.localDescription?.sdp ?? ''), microphone: state };
  };

  return {
    async offer({ direction, video: picturing, text: writing, sending, iceRestart }) {
      const { state } = await microphoneTrack();
      const transceiver = audio() ?? connection.addTransceiver('audio', { direction });
      withoutComfortNoise(transceiver);
      transceiver.direction = direction;
      await send(transceiver, sending);
      await video.setSending(sending);
      await video.offer(picturing);
      if (writing) text.offer();
      return describe(await connection.createOffer({ iceRestart }), state);
    },
    async answer({ sdp, direction, video: picturing, sending }) {
      const [{ state }] = await Promise.all([
        microphoneTrack(),
        connection.setRemoteDescription({ type: 'offer', sdp }),
      ]);
      const transceiver = audio();
      if (transceiver === undefined) throw new Error('the offer has no audio');
      transceiver.direction = direction;
      await send(transceiver, sending);
      await video.setSending(sending);
      await video.answer(picturing);
      text.offered(sdp);
      const answer = await connection.createAnswer();
      return describe({ type: 'answer', sdp: video.refuse(answer.sdp ?? '') }, state);
    },
    async acceptAnswer(sdp) {
      const whole = withMissingSections(sdp, connection.localDescription?.sdp ?? '');
      await connection.setRemoteDescription({ type: 'answer', sdp: whole });
      text.answered(whole);
    },
    remotePicture: () => (picture?.readyState === 'live' ? picture : null),
    setPicture: video.setTrack,
    sendText: text.send,
    async rollback() {
      text.rolledBack();
      await connection.setLocalDescription({ type: 'rollback' });
      video.rolledBack();
    },
    remoteTrack: () => remote,
    ownTrack: () => own?.track ?? null,
    rawTrack: () => own?.raw ?? null,
    async renewMicrophone() {
      if (own === undefined) return null;
      const before = own;
      own = await microphone.track();
      silence();
      const transceiver = audio();
      if (isSending && output === null && transceiver !== undefined) await send(transceiver, true);
      before.track.stop();
      before.raw.stop();
      events.onTracks();
      return own;
    },
    async setOutput(track) {
      output = track;
      const transceiver = audio();
      if (isSending && transceiver !== undefined) await send(transceiver, true);
    },
    setMuted(next) {
      muted = next;
      silence();
    },
    sendDtmf(digits) {
      if (early === null) insertDigits(digits);
      else early += digits;
    },
    stats: () => readStats(connection),
    delayMs: createDelayReader(connection),
    async setSpeaker(deviceId) {
      await sink.setSinkId(deviceId ?? '').catch(() => undefined);
    },
    close() {
      text.close();
      sink.srcObject = null;
      own?.track.stop();
      own?.raw.stop();
      connection.close();
    },
  };
}

/** Comfort noise (PT 13) has crashed renderers under quick re-INVITEs elsewhere and nobody here needs it. */
function withoutComfortNoise(transceiver: RTCRtpTransceiver): void {
  const codecs = RTCRtpReceiver.getCapabilities('audio')?.codecs ?? [];
  transceiver.setCodecPreferences(codecs.filter(({ mimeType }) => !/\/(CN|red)$/i.test(mimeType)));
}

function gathered(connection: RTCPeerConnection): Promise<void> {
  if (connection.iceGatheringState === 'complete') return Promise.resolve();
  return new Promise((done) => {
    const cap = setTimeout(done, gatheringCapMs);
    connection.addEventListener('icegatheringstatechange', () => {
      if (connection.iceGatheringState !== 'complete') return;
      clearTimeout(cap);
      done();
    });
  });
}
