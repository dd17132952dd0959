import { expect } from '@playwright/test';
import type { LineSnapshot } from '#shared/line/contract.ts';
import { type Desk, type DeskOptions, signIn, startDesk } from '../support/desk-app.ts';
import { configureExchange, isRegistered } from '../support/desk-on-exchange.ts';
import type { Peers } from './peers/peers.ts';

/** The seat that the desk sits at. */
export const seat = '1001';

/** The real desk, signed in and registered at Kamailio. */
export async function startDeskAtPeers(peers: Peers, options: DeskOptions = {}): Promise<Desk> {
  const desk = await startDesk(options);
  await signIn(desk);
  await configureExchange(desk, {
    url: peers.wssUrl,
    domain: peers.domain,
    user: seat,
    password: peers.users[seat] ?? '',
    caFile: peers.caFile,
  });
  // Until then it is registered, at the exchange that it carries.
  await expect.poll(async () => (await desk.ask<LineSnapshot>('line/state')).exchange).toBe('configured');
  await isRegistered(desk);
  return desk;
}
