import type { MediaPort } from '#electron/sip/ports.ts';
import { plainSdp } from './raw-call.ts';

/** Descriptions without sound: what is under test is the signalling. */
export function quietMedia(): MediaPort & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    offer: async (_id, { direction }) => (asked.push(`offer ${direction}`), { sdp: plainSdp(direction) }),
    answer: async (_id, { direction }) => (asked.push(`answer ${direction}`), { sdp: plainSdp(direction) }),
    acceptAnswer: async () => void asked.push('accept-answer'),
    rollback: async () => void asked.push('rollback'),
    close: () => void asked.push('close'),
  };
}
