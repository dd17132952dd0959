import type { callCommands } from '#shared/call/contract.ts';
import type { HandlersOf } from '#shared/contract/index.ts';
import { ok, type Result } from '#shared/errors/result.ts';
import type { CallManager } from './call-manager.ts';

const done = async (work: Promise<Result<void>>): Promise<Result<Record<string, never>>> => {
  const result = await work;
  return result.ok ? ok({}) : result;
};

/** The desk's words for a call, put to the manager. */
export function createCallHandlers(calls: CallManager): HandlersOf<typeof callCommands> {
  return {
    'call/answer': ({ callId }) => done(calls.answer(callId)),
    'call/decline': ({ callId }) => done(calls.decline(callId)),
    'call/hang-up': ({ callId }) => done(calls.hangUp(callId)),
    'call/hold': ({ callId }) => done(calls.setHold(callId, true)),
    'call/resume': ({ callId }) => done(calls.setHold(callId, false)),
    'call/set-muted': ({ callId, muted }) => done(calls.setMuted(callId, muted)),
    'call/send-dtmf': ({ callId, digits }) => done(calls.sendDtmf(callId, digits)),
    'call/set-video': ({ callId, on }) => done(calls.video.setVideo(callId, on)),
    'call/set-camera': ({ callId, on }) => done(calls.video.setCamera(callId, on)),
    'call/offer-text': ({ callId }) => done(calls.offerText(callId)),
    async 'call/send-text'({ callId, text }) {
      const sent = await calls.sendText(callId, text);
      return sent.ok ? ok({ messageId: sent.value }) : sent;
    },
    'call/type'({ callId, text }) {
      calls.type(callId, text);
      return ok({});
    },
    async 'call/call-back'({ callId }) {
      const dialed = await calls.callBack(callId);
      return dialed.ok ? ok({ callId: dialed.value }) : dialed;
    },
    'call/bring-forward': ({ callId }) => done(calls.bringForward(callId)),
    async 'call/consult'({ callId, number, join, video }) {
      const asked = await calls.consult(callId, number, join, video ?? false);
      return asked.ok ? ok({ callId: asked.value }) : asked;
    },
    'call/transfer': ({ callId, number, confirmed }) => done(calls.transfer(callId, number, confirmed)),
    'call/hand-over': ({ callId }) => done(calls.handOver(callId)),
    'call/conference': () => done(calls.conference()),
    'call/split': () => done(calls.split()),
    'call/park': ({ callId }) => done(calls.park(callId)),
    'call/dismiss-transfer': ({ callId }) => done(calls.dismissTransfer(callId)),
    'call/pick-up'() {
      const dialed = calls.pickUp();
      return dialed.ok ? ok({ callId: dialed.value }) : dialed;
    },
    'call/dial'({ number }) {
      const dialed = calls.dial(number);
      return dialed.ok ? ok({ callId: dialed.value }) : dialed;
    },
  };
}
