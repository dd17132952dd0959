import type { TakeoverMedia } from '#electron/sip/ports.ts';
import { plainSdp } from './raw-call.ts';

/** Descriptions without sound: what is under test is the signalling. */
export function quietMedia(): TakeoverMedia & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    offer: async (_id, { direction }) => (asked.push(`offer ${direction}`), { sdp: plainSdp(direction) }),
    answer: async (_id, { direction }) => (asked.push(`answer ${direction}`), { sdp: plainSdp(direction) }),
    acceptAnswer: async () => void asked.push('accept-answer'),
    renew: async () => void asked.push('renew'),
    rollback: async () => void asked.push('rollback'),
    whenReady: async () => undefined,
    startMuted: () => void asked.push('start-muted'),
    prepareOffer: async (_id, { direction }) => void asked.push(`prepare ${direction}`),
    setMuted: async (_id, muted) => void asked.push(muted ? 'mute' : 'unmute'),
    stats: async () => ({ packetsReceived: 1 }),
    close: () => void asked.push('close'),
  };
}
