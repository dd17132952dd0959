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
    'call/answer': ({ callId, confirmed }) => done(calls.answer(callId, confirmed)),
    'call/decline': ({ callId }) => done(calls.decline(callId)),
    'call/hang-up': ({ callId, confirmed }) => done(calls.hangUp(callId, confirmed)),
    'call/hold': ({ callId, confirmed }) => done(calls.setHold(callId, true, confirmed)),
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
    'call/bring-forward': ({ callId, confirmed }) => done(calls.bringForward(callId, confirmed)),
    async 'call/consult'({ callId, number, ...how }) {
      const asked = await calls.consult(callId, number, how);
      return asked.ok ? ok({ callId: asked.value }) : asked;
    },
    'call/transfer': ({ callId, number, confirmed }) => done(calls.transfer(callId, number, confirmed)),
    'call/hand-over': ({ callId }) => done(calls.handOver(callId)),
    'call/conference': () => done(calls.conference()),
    'call/split': ({ confirmed }) => done(calls.split(confirmed)),
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
