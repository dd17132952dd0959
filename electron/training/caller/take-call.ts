import { header, type Header, type SipRequest } from '../sip/message.ts';
import type { CallDeps, CallEnded, CallListener, SimCall } from './call.ts';
import { allowed, createCore, face, sdpType } from './call-core.ts';
import { dialogOfInvite } from './dialog.ts';

/** A response copies the route the request took (RFC 3261 §12.1.1). */
const recordRoutes = (request: SipRequest): Header[] =>
  request.headers
    .filter(([name]) => name.toLowerCase() === 'record-route')
    .map(([, value]) => ['Record-Route', value]);

/** Takes an INVITE that rang here; `ring`, then `accept` or `reject`. */
export function takeCall(deps: CallDeps, invite: SipRequest, listener: CallListener): SimCall {
  const { agent, random } = deps;
  const sipCallId = header(invite, 'call-id') ?? '';
  const core = createCore(deps, listener, sipCallId);
  const toTag = random(5);
  let answered = false;

  const refuse = (status: number, by: CallEnded['by']): void => {
    if (answered || core.phase === 'ended') return;
    answered = true;
    agent.reply(invite, status, { toTag });
    core.end({ by, status });
  };
  core.handler = (request) => {
    if (request.start.method !== 'CANCEL') return core.receive(request);
    agent.reply(request, 200, { toTag });
    refuse(487, 'peer');
  };

  return face(core, sipCallId, {
    ring() {
      agent.reply(invite, 180, {
        toTag,
        headers: [['Contact', `<${agent.contact}>`], ...recordRoutes(invite)],
      });
      core.setPhase('ringing');
    },
    async accept() {
      const body = await core.media.answer(invite.body);
      if (answered || core.phase === 'ended') return;
      answered = true;
      core.dialog = dialogOfInvite(invite, toTag, agent.contact);
      const contact: Header = ['Contact', `<${agent.contact}>`];
      agent.reply(invite, 200, {
        toTag,
        headers: [contact, ...recordRoutes(invite), allowed, sdpType],
        body,
      });
      core.up();
    },
    reject: (status) => refuse(status, 'self'),
    hangUp() {
      if (core.phase !== 'up') return refuse(486, 'self');
      core.bye();
      core.end({ by: 'self', status: null });
    },
  });
}
