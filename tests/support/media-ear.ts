import type { ElectronApplication, Page } from '@playwright/test';

/** What the media window receives from the far end, measured in the window itself. */
export interface HeardAtDesk {
  /** Strongest frequency of the received track, Hz; 0 in silence. */
  readonly hz: number;
  /** Peak level of that frequency, dB below full scale. */
  readonly db: number;
}

/** The hidden media window, as a page of its own. */
export function mediaPage(app: ElectronApplication): Page {
  const page = app.windows().find((one) => one.url().includes('/media/'));
  if (page === undefined) throw new Error('no media window');
  return page;
}

/**
 * Listens to what the agent hears for half a second. The product has no door for tests: the peer connection is found
 * over the debugger (`Runtime.queryObjects`), its received track goes into an analyser.
 */
export const listenAtDesk = (app: ElectronApplication): Promise<HeardAtDesk> => listenInMedia(mediaPage(app));

/** The same in the media window of a desk that was not started by Playwright. */
export const listenInMedia = (page: Page): Promise<HeardAtDesk> => ofConnections<HeardAtDesk>(page, analyse);

/**
 * Calls a function's text with all peer connections of the media window as its `this`, and answers what it returns.
 * Rejects with what it threw.
 */
async function ofConnections<T>(page: Page, text: string, ...given: readonly unknown[]): Promise<T> {
  const session = await page.context().newCDPSession(page);
  try {
    const { result: prototype } = await session.send('Runtime.evaluate', {
      expression: 'RTCPeerConnection.prototype',
    });
    if (prototype.objectId === undefined) throw new Error('no RTCPeerConnection in the media window');
    const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: prototype.objectId });
    const { result, exceptionDetails } = await session.send('Runtime.callFunctionOn', {
      objectId: objects.objectId ?? '',
      functionDeclaration: text,
      arguments: given.map((value) => ({ value })),
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined)
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as T;
  } finally {
    await session.detach();
  }
}

/** How long the caller's samples have waited in the jitter buffer since the call began: seconds over all of them, and how many. */
export interface WaitedAtDesk {
  readonly bufferedS: number;
  readonly samples: number;
}

export const waitedAtDesk = (page: Page): Promise<WaitedAtDesk> =>
  ofConnections<WaitedAtDesk>(
    page,
    `async function () {
  const sums = { bufferedS: 0, samples: 0 };
  for (const connection of this.filter((one) => one.connectionState === 'connected'))
    for (const stat of (await connection.getStats()).values()) {
      if (stat.type !== 'inbound-rtp' || stat.kind !== 'audio') continue;
      sums.bufferedS += stat.jitterBufferDelay;
      sums.samples += stat.jitterBufferEmittedCount;
    }
  return sums;
}`,
  );

/**
 * How loud each of these tones is in every open call, dB below full scale: one row a connection, in no order. `hz` is the
 * step of the analyser, so a tone is looked for in its nearest bins.
 */
export async function tonesAtDesk(
  app: ElectronApplication,
  tonesHz: readonly number[],
): Promise<readonly (readonly number[])[]> {
  return ofConnections<number[][]>(mediaPage(app), analyseAll, tonesHz);
}

const analyseAll = `async function (tonesHz) {
  const context = new AudioContext();
  const analysers = this.filter((one) => one.connectionState === 'connected').map((connection) => {
    const analyser = context.createAnalyser();
    analyser.fftSize = 32768;
    analyser.smoothingTimeConstant = 0;
    const tracks = connection.getReceivers().map((one) => one.track).filter((one) => one.kind === 'audio');
    context.createMediaStreamSource(new MediaStream(tracks.slice(0, 1))).connect(analyser);
    return analyser;
  });
  await new Promise((done) => setTimeout(done, 900));
  const levels = analysers.map((analyser) => {
    const bins = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(bins);
    return tonesHz.map((hz) => {
      const at = Math.round((hz * analyser.fftSize) / context.sampleRate);
      return Math.max(...bins.slice(at - 3, at + 4));
    });
  });
  await context.close();
  return levels;
}`;

const analyse = `async function () {
  const connection = this.find((one) => one.connectionState === 'connected');
  const receiver = connection?.getReceivers().find((one) => one.track.kind === 'audio');
  if (!receiver) return { hz: 0, db: -200 };
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 32768;
  analyser.smoothingTimeConstant = 0;
  context.createMediaStreamSource(new MediaStream([receiver.track])).connect(analyser);
  await new Promise((done) => setTimeout(done, 900));
  const bins = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(bins);
  let best = 0;
  bins.forEach((value, index) => { if (value > bins[best]) best = index; });
  const answer = { hz: (best * context.sampleRate) / analyser.fftSize, db: bins[best] };
  await context.close();
  return answer.db < -80 ? { hz: 0, db: answer.db } : answer;
}`;

export interface PicturesAtDesk {
  /** RTP packets of the picture, and frames: decoded of theirs, encoded of ours. */
  readonly received: number;
  readonly decoded: number;
  readonly sent: number;
  readonly encoded: number;
  readonly codec: string;
  readonly size: string;
}

/** The counters of the picture of the one connection that is up. */
export async function picturesAtDesk(app: ElectronApplication): Promise<PicturesAtDesk> {
  return ofConnections<PicturesAtDesk>(mediaPage(app), countPictures);
}

const countPictures = `async function () {
  const all = { received: 0, decoded: 0, sent: 0, encoded: 0, codec: '', size: '' };
  const connection = this.find((one) => one.connectionState === 'connected');
  const report = connection ? [...(await connection.getStats()).values()] : [];
  const codecOf = (id) => report.find((one) => one.id === id)?.mimeType ?? '';
  for (const one of report) {
    if (one.kind !== 'video') continue;
    if (one.type === 'inbound-rtp') {
      all.received += one.packetsReceived;
      all.decoded += one.framesDecoded ?? 0;
      all.codec = codecOf(one.codecId) || all.codec;
      all.size = one.frameWidth ? one.frameWidth + '×' + one.frameHeight : all.size;
    }
    if (one.type === 'outbound-rtp') {
      all.sent += one.packetsSent;
      all.encoded += one.framesEncoded ?? 0;
      all.codec = codecOf(one.codecId) || all.codec;
    }
  }
  return all;
}`;

/** The `m=` lines of the far end's present description, of the one connection that is up: what it took and what it refused. */
export async function farSections(app: ElectronApplication): Promise<readonly string[]> {
  return ofConnections<string[]>(
    mediaPage(app),
    `function () {
        const sdp = this.find((one) => one.connectionState === 'connected')?.remoteDescription?.sdp ?? '';
        return sdp.split(/\\r?\\n/).filter((line) => line.startsWith('m='));
      }`,
  );
}
