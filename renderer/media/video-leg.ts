type Direction = RTCRtpTransceiverDirection;

/** The picture of one call's peer connection. There is no trace of it until somebody wants one. */
export interface VideoLeg {
  /** Before an offer of ours: adds, turns or drops the section. */
  offer(direction: Direction | null): Promise<void>;
  /** After the far end's offer was set: takes its section, or marks it for refusal. */
  answer(direction: Direction | null): Promise<void>;
  /** The answer with what was refused at port 0 (RFC 3264 §6): Chromium would only call it inactive. */
  refuse(sdp: string): string;
  /** A refused offer leaves no section behind. */
  rolledBack(): void;
  setTrack(track: MediaStreamTrack | null): Promise<void>;
  /** Whether frames may leave: not on hold. */
  setSending(sending: boolean): Promise<void>;
}

/** Enough for a 640×480 picture with sharp letters; it must never crowd out the voice. Bits a second. */
const mostBits = 600_000;

export function createVideoLeg(connection: RTCPeerConnection): VideoLeg {
  let output: MediaStreamTrack | null = null;
  let sending = true;
  let refusedMid: string | null = null;

  const live = (): RTCRtpTransceiver | undefined =>
    connection
      .getTransceivers()
      .find(({ receiver, direction }) => receiver.track.kind === 'video' && direction !== 'stopped');
  const send = async (): Promise<void> => {
    await live()?.sender.replaceTrack(sending ? output : null);
  };
  const prepared = async (transceiver: RTCRtpTransceiver, direction: Direction): Promise<void> => {
    transceiver.direction = direction;
    sortCodecs(transceiver);
    await send();
    const parameters = transceiver.sender.getParameters();
    parameters.degradationPreference = 'maintain-resolution';
    for (const encoding of parameters.encodings) encoding.maxBitrate = mostBits;
    await transceiver.sender.setParameters(parameters).catch(() => undefined);
  };

  return {
    async offer(direction) {
      const known = live();
      if (direction === null) return known?.stop();
      await prepared(known ?? connection.addTransceiver('video', { direction }), direction);
    },
    async answer(direction) {
      const offered = live();
      refusedMid = direction === null ? (offered?.mid ?? null) : null;
      if (offered === undefined || direction === null) return;
      await prepared(offered, direction);
    },
    refuse(sdp) {
      if (refusedMid === null) return sdp;
      const mid = refusedMid;
      return sdp
        .split(/^(?=m=)/m)
        .map((section) => {
          if (section.startsWith('m=video') && section.includes(`a=mid:${mid}\r\n`))
            return section.replace(/^m=video \d+/, 'm=video 0');
          return section.replace(/^a=group:BUNDLE .*$/m, (group) =>
            group
              .split(' ')
              .filter((one) => one !== mid)
              .join(' '),
          );
        })
        .join('');
    },
    rolledBack() {
      for (const transceiver of connection.getTransceivers())
        if (transceiver.receiver.track.kind === 'video' && transceiver.mid === null) transceiver.stop();
    },
    async setTrack(track) {
      output = track;
      await send();
    },
    async setSending(next) {
      sending = next;
      await send();
    },
  };
}

/** VP8 first (RFC 7742 §5: everybody has it), then H.264 where this build has it, and what repairs losses. */
function sortCodecs(transceiver: RTCRtpTransceiver): void {
  const codecs = RTCRtpReceiver.getCapabilities('video')?.codecs ?? [];
  const is =
    (name: RegExp) =>
    ({ mimeType }: { mimeType: string }): boolean =>
      name.test(mimeType);
  const sorted = [/\/VP8$/i, /\/H264$/i, /\/rtx$/i].flatMap((name) => codecs.filter(is(name)));
  if (sorted.length > 0) transceiver.setCodecPreferences(sorted);
}
