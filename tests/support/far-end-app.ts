import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron as electron, type Page } from '@playwright/test';
import { takeCall } from '#electron/training/caller/take-call.ts';
import { placeCall } from '#electron/training/caller/place-call.ts';
import type { CallListener, SimCall } from '#electron/training/caller/call.ts';
import type { Media } from '#electron/training/caller/media.ts';
import { directionOf } from '#electron/training/caller/sdp.ts';
import type { UserAgent } from '#electron/training/caller/user-agent.ts';
import { type FarPage, installFarPage } from './far-page.ts';
import type { TestExchange } from './embedded-exchange.ts';

/** A caller with Chromium's own WebRTC: signalling by the house's own small SIP, sound and picture by a browser that is not the desk. */
export interface FarEnd {
  readonly page: Page;
  readonly media: Media;
  /** One of the page's own acts. */
  act<N extends keyof Acts>(name: N, ...given: Parameters<Acts[N]>): Promise<Awaited<ReturnType<Acts[N]>>>;
  set(change: Partial<Pick<FarPage, 'colour' | 'withVideo' | 'takesVideo'>>): Promise<void>;
  close(): Promise<void>;
}

type Acts = Omit<FarPage, 'colour' | 'withVideo' | 'takesVideo'>;
type Handed = { far: Record<string, (...all: unknown[]) => unknown> };

const isRoot = process.getuid?.() === 0;

export async function startFarEnd(): Promise<FarEnd> {
  const folder = mkdtempSync(join(tmpdir(), 'guardline-far-end-'));
  const executablePath = process.env.ELECTRON_BIN;
  const app = await electron.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      ...(isRoot ? ['--no-sandbox'] : []),
      join(import.meta.dirname, 'far-end'),
      `--user-data-dir=${folder}`,
      '--disable-features=WebRtcHideLocalIpsWithMdns',
      '--allow-loopback-in-peer-connection',
    ],
    chromiumSandbox: !isRoot,
  });
  const page = await app.firstWindow();
  await page.evaluate(installFarPage);
  const act: FarEnd['act'] = (name, ...given) =>
    page.evaluate(([method, args]) => (window as never as Handed).far[method]?.(...args), [
      name,
      given as unknown[],
    ] as const) as never;
  let held = false;
  const hold = (sdp: string): void => {
    const direction = directionOf(sdp);
    held = direction === 'sendonly' || direction === 'inactive';
  };
  return {
    page,
    media: {
      offer: () => act('offer'),
      reOffer: (direction) => act('reOffer', direction),
      async acceptAnswer(sdp) {
        hold(sdp);
        await act('acceptAnswer', sdp);
      },
      async answer(sdp) {
        const body = await act('answer', sdp);
        hold(sdp);
        return body;
      },
      get held() {
        return held;
      },
      dispose: () => void act('close').catch(() => undefined),
    },
    act,
    set: (change) =>
      page.evaluate((given) => void Object.assign((window as never as Handed).far, given), change),
    async close() {
      await app.close().catch(() => undefined);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The far end calls the desk. Its packets are the browser's: nobody here counts them, so nobody gives the call up. */
export const callFrom = (
  far: FarEnd,
  floor: TestExchange,
  carrier: UserAgent,
  listener: CallListener = {},
): SimCall =>
  placeCall(
    floor.callDeps(carrier, { media: () => far.media, rtpTimeoutMs: 3_600_000 }),
    { to: '1001', from: { number: '+8613900000001', name: '测试来电' } },
    listener,
  );

/** The far end sits at a seat of the exchange and takes whatever rings there. */
export async function seatOf(
  far: FarEnd,
  floor: TestExchange,
  user: string,
): Promise<{ call(): SimCall | null }> {
  let taken: SimCall | null = null;
  await floor.agent(user, {
    onInvite(invite, agent) {
      taken = takeCall(
        floor.callDeps(agent, { media: () => far.media, rtpTimeoutMs: 3_600_000 }),
        invite,
        {},
      );
      taken.ring();
      void taken.accept();
      return true;
    },
  });
  return { call: () => taken };
}
