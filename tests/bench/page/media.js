// Runs inside the media window (evaluated by the bench, never shipped): when was the caller's voice there. Besides, what a
// call costs Chromium alone: two connections of this window with one another.
(() => {
  if (Object.hasOwn(globalThis, 'guardlineBench')) return;
  const epoch = () => performance.timeOrigin + performance.now();
  const lookEveryMs = 4;

  /** @type {RTCPeerConnection | null} the newest; older ones are not kept alive by us */
  let newest = null;
  const Real = RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Real {
    constructor(/** @type {RTCConfiguration | undefined} */ configuration) {
      super(configuration);
      newest = this;
    }
  };

  const sourceOf = (/** @type {RTCPeerConnection | null} */ connection) => {
    for (const receiver of connection?.getReceivers() ?? []) {
      // Its time is that of the newest frame that was made of a packet and handed on to be played.
      const [source] = receiver.getSynchronizationSources();
      if (source !== undefined) return source;
    }
    return null;
  };

  /** @param {() => RTCPeerConnection | null} which @param {number} timeoutMs @returns {Promise<number | null>} epoch ms of the first frame */
  const firstFrame = (which, timeoutMs) =>
    new Promise((resolve) => {
      const until = epoch() + timeoutMs;
      const timer = setInterval(() => {
        const source = sourceOf(which());
        if (source === null && epoch() < until) return;
        clearInterval(timer);
        if (source === null) resolve(null);
        // Since when it counts is not the same in every version.
        else resolve(source.timestamp > 1e12 ? source.timestamp : performance.timeOrigin + source.timestamp);
      }, lookEveryMs);
    });

  /** @type {Promise<number | null> | null} */
  let sound = null;

  Object.defineProperty(globalThis, 'guardlineBench', {
    value: {
      listen(/** @type {number} */ timeoutMs) {
        const before = newest;
        sound = firstFrame(() => (newest === before ? null : newest), timeoutMs);
      },
      heardAt: () => sound,
      /** From "make an offer" to the first frame at the far end, in this window alone. */
      async leastMs() {
        const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
        const [track] = stream.getAudioTracks();
        if (track === undefined) throw new Error('no microphone');
        const [here, there] = [new Real(), new Real()];
        here.addEventListener(
          'icecandidate',
          ({ candidate }) => void (candidate && there.addIceCandidate(candidate)),
        );
        there.addEventListener(
          'icecandidate',
          ({ candidate }) => void (candidate && here.addIceCandidate(candidate)),
        );
        const sink = new Audio();
        there.addEventListener('track', (event) => {
          sink.srcObject = new MediaStream([event.track]);
          void sink.play();
        });
        const from = epoch();
        here.addTrack(track, stream);
        await here.setLocalDescription();
        await there.setRemoteDescription(/** @type {RTCSessionDescription} */ (here.localDescription));
        await there.setLocalDescription();
        await here.setRemoteDescription(/** @type {RTCSessionDescription} */ (there.localDescription));
        const at = await firstFrame(() => there, 5000);
        sink.srcObject = null;
        track.stop();
        here.close();
        there.close();
        return at === null ? null : at - from;
      },
    },
  });
})();
