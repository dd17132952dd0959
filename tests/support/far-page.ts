/** What of the far end's page the tests may call. */
export interface FarPage {
  /** Fill of the moving picture that is sent. */
  colour: string;
  /** The first offer has a picture in it. */
  withVideo: boolean;
  /** Whether an offered picture is taken. */
  takesVideo: boolean;
  addVideo(): void;
  dropVideo(): void;
  offer(): Promise<string>;
  reOffer(direction: RTCRtpTransceiverDirection): Promise<string>;
  acceptAnswer(sdp: string): Promise<void>;
  answer(sdp: string): Promise<string>;
  close(): void;
  frame(width: number, height: number): { width: number; height: number; grey: number[]; png: string };
  /**
   * How like the picture on the screen is to these words, drawn here and by nobody of the product, black on white: normalised
   * cross-correlation, 1 the same up to brightness, 0 nothing in common. `fromRow`: the first row that is compared.
   */
  likeness(lines: readonly string[], drawn: Sheet, fromRow: number): number;
  counters(): Promise<FarCounters>;
}

export interface FarCounters {
  audioReceived: number;
  audioEnergy: number;
  videoReceived: number;
  videoSent: number;
  framesDecoded: number;
  codec: string;
}

/** Where words stand on a sheet, pixels of the sheet. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly sizePx: number;
  readonly linePx: number;
  /** Middle of the first line. */
  readonly top: number;
  readonly left: number;
  readonly font: string;
}

/**
 * Runs inside the page: a caller's telephone in Chromium. Sends a tone and, when asked, a moving picture; shows what it
 * receives. Nothing from outside this function may be used in it.
 */
export function installFarPage(): void {
  const seen = document.querySelector('video') as HTMLVideoElement;
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  tone.frequency.value = 440;
  const out = audio.createMediaStreamDestination();
  tone.connect(out);
  tone.start();
  let pc: RTCPeerConnection | undefined;

  const penOf = (width: number, height: number): [HTMLCanvasElement, CanvasRenderingContext2D] => {
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    return [canvas, canvas.getContext('2d') as CanvasRenderingContext2D];
  };
  const greyOf = (pen: CanvasRenderingContext2D, width: number, height: number): number[] => {
    const { data } = pen.getImageData(0, 0, width, height);
    const grey: number[] = [];
    for (let at = 0; at < data.length; at += 4)
      grey.push(
        Math.round(0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0)),
      );
    return grey;
  };
  const pictureTrack = (colour: string): MediaStreamTrack => {
    const [canvas, pen] = penOf(320, 240);
    let turn = 0;
    setInterval(() => {
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 320, 240);
      pen.fillStyle = '#ffffff';
      pen.fillRect((turn += 4) % 320, 100, 40, 40);
    }, 66);
    return canvas.captureStream(15).getVideoTracks()[0] as MediaStreamTrack;
  };
  const open = (): RTCPeerConnection => {
    const made = (pc = new RTCPeerConnection());
    made.addEventListener('track', ({ track }) => {
      const stream = new MediaStream([track]);
      if (track.kind === 'video') seen.srcObject = stream;
      else Object.assign(document.body.appendChild(new Audio()), { autoplay: true, srcObject: stream });
    });
    made.addTrack(out.stream.getAudioTracks()[0] as MediaStreamTrack, out.stream);
    return made;
  };
  const described = async (description: RTCSessionDescriptionInit): Promise<string> => {
    const here = pc as RTCPeerConnection;
    await here.setLocalDescription(description);
    await new Promise<void>((done) => {
      if (here.iceGatheringState === 'complete') return done();
      setTimeout(done, 800);
      here.addEventListener('icegatheringstatechange', () => here.iceGatheringState === 'complete' && done());
    });
    return here.localDescription?.sdp ?? '';
  };
  const video = (): RTCRtpTransceiver | undefined =>
    pc?.getTransceivers().find((one) => one.receiver.track.kind === 'video' && one.direction !== 'stopped');

  const far: FarPage = {
    colour: '#c02020',
    withVideo: false,
    takesVideo: true,
    addVideo: () => void pc?.addTransceiver(pictureTrack(far.colour), { direction: 'sendrecv' }),
    dropVideo: () => video()?.stop(),
    async offer() {
      if (pc === undefined) {
        open();
        if (far.withVideo) far.addVideo();
      }
      return described(await (pc as unknown as RTCPeerConnection).createOffer());
    },
    async reOffer(direction) {
      const here = pc as RTCPeerConnection;
      for (const one of here.getTransceivers()) if (one.direction !== 'stopped') one.direction = direction;
      return described(await here.createOffer());
    },
    acceptAnswer: async (sdp) => pc?.setRemoteDescription({ type: 'answer', sdp }),
    async answer(sdp) {
      // A desk that came back has another certificate: a new connection, as a telephone would open one.
      const print = (text: string | undefined): string =>
        /a=fingerprint:(.*)/.exec(text ?? '')?.[1]?.trim() ?? '';
      if (pc?.remoteDescription && print(pc.remoteDescription.sdp) !== print(sdp)) {
        pc.close();
        pc = undefined;
      }
      const here = pc ?? open();
      await here.setRemoteDescription({ type: 'offer', sdp });
      const offered = video();
      if (offered !== undefined && far.takesVideo && offered.sender.track === null) {
        await offered.sender.replaceTrack(pictureTrack(far.colour));
        offered.direction = 'sendrecv';
      }
      const answer = await here.createAnswer();
      if (offered === undefined || far.takesVideo) return described(answer);
      // Port 0: refused (RFC 3264 §6). Chromium's own way would only say that it is idle.
      const mid = offered.mid ?? '';
      const refused = (answer.sdp ?? '')
        .replace(/^m=video \d+/m, 'm=video 0')
        .replace(/^(a=group:BUNDLE.*)$/m, (group) => group.replace(` ${mid}`, ''));
      return described({ type: 'answer', sdp: refused });
    },
    close() {
      pc?.close();
      pc = undefined;
    },
    frame(width, height) {
      const [canvas, pen] = penOf(width, height);
      pen.drawImage(seen, 0, 0, width, height);
      const grey = greyOf(pen, width, height);
      return { width: seen.videoWidth, height: seen.videoHeight, grey, png: canvas.toDataURL('image/png') };
    },
    likeness(lines, drawn, fromRow) {
      const { width, height } = drawn;
      const [, sheet] = penOf(width, height);
      sheet.fillStyle = '#ffffff';
      sheet.fillRect(0, 0, width, height);
      sheet.fillStyle = '#000000';
      sheet.textBaseline = 'middle';
      sheet.font = `700 ${drawn.sizePx}px ${drawn.font}`;
      lines.forEach((line, index) => sheet.fillText(line, drawn.left, drawn.top + index * drawn.linePx));
      const [, shown] = penOf(width, height);
      shown.drawImage(seen, 0, 0, width, height);
      const from = fromRow * width;
      const [a, b] = [greyOf(shown, width, height).slice(from), greyOf(sheet, width, height).slice(from)];
      const mean = (all: number[]): number => all.reduce((sum, one) => sum + one, 0) / all.length;
      const [meanA, meanB] = [mean(a), mean(b)];
      let product = 0;
      let squareA = 0;
      let squareB = 0;
      a.forEach((value, index) => {
        const [x, y] = [value - meanA, (b[index] ?? 0) - meanB];
        product += x * y;
        squareA += x * x;
        squareB += y * y;
      });
      return squareA === 0 || squareB === 0 ? 0 : product / Math.sqrt(squareA * squareB);
    },
    async counters() {
      const counts: FarCounters = {
        audioReceived: 0,
        audioEnergy: 0,
        videoReceived: 0,
        videoSent: 0,
        framesDecoded: 0,
        codec: '',
      };
      const report = await pc?.getStats();
      report?.forEach((one) => {
        if (one.type === 'inbound-rtp' && one.kind === 'audio') {
          counts.audioReceived += one.packetsReceived;
          counts.audioEnergy += one.totalAudioEnergy ?? 0;
        }
        if (one.type === 'inbound-rtp' && one.kind === 'video') {
          counts.videoReceived += one.packetsReceived;
          counts.framesDecoded += one.framesDecoded ?? 0;
          counts.codec = report.get(one.codecId)?.mimeType ?? counts.codec;
        }
        if (one.type === 'outbound-rtp' && one.kind === 'video') counts.videoSent += one.packetsSent;
      });
      return counts;
    },
  };
  Object.assign(window, { far });
}
