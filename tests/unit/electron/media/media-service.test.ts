import { expect, test } from 'vitest';
import { silentLog } from '#electron/log/log.ts';
import { createMediaService } from '#electron/media/media-service.ts';
import type { MediaLink } from '#electron/media/ports.ts';
import { createManualClock } from '#tests/support/manual-clock.ts';

/** A media window that answers when the test says so, in the order in which it was asked. */
function slowWindow() {
  const asked: {
    readonly name: string;
    readonly input: unknown;
    answer(output: unknown): void;
    refuse(): void;
  }[] = [];
  const link = {
    request: (name: string, input: unknown) =>
      new Promise((resolve, reject) =>
        asked.push({ name, input, answer: resolve, refuse: () => reject(new Error('no window')) }),
      ),
    onEvent: () => () => undefined,
  } as unknown as MediaLink;
  const media = createMediaService({ link, log: silentLog, clock: createManualClock() });
  const muting = () => asked.filter(({ name }) => name === 'media/set-muted').map(({ input }) => input);
  const last = (name: string) => asked.findLast((one) => one.name === name);
  return { media, asked, muting, last };
}
const offer = { direction: 'sendrecv', video: null, text: false, sending: true, iceRestart: false } as const;
const settle = (): Promise<void> => new Promise((done) => setImmediate(done));

test('a microphone that is opened while a description is made is not shut again by it', async () => {
  const { media, muting, last } = slowWindow();
  media.startMuted('call-1');
  const described = media.offer('call-1', offer);
  const opened = media.setMuted('call-1', false);
  last('media/offer')?.answer({ sdp: 'v=0', microphone: 'ok' });
  await settle();
  last('media/set-muted')?.answer({});
  await Promise.all([described, opened]);
  expect(muting()).toEqual([{ sessionId: 'call-1', muted: false }]);
});

test('the next description of a muted call is muted, and stays so when opening it failed', async () => {
  const { media, muting, last } = slowWindow();
  media.startMuted('call-1');
  const opened = media.setMuted('call-1', false);
  last('media/set-muted')?.refuse();
  await expect(opened).rejects.toThrow('no window');
  void media.offer('call-1', offer);
  last('media/offer')?.answer({ sdp: 'v=0', microphone: 'ok' });
  await settle();
  expect(muting().at(-1)).toEqual({ sessionId: 'call-1', muted: true });
});
