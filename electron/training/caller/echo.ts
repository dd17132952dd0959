import type { SipRequest } from '../sip/message.ts';
import type { CallDeps, SimCall } from './call.ts';
import { createMedia } from './media.ts';
import { parseRtp } from './rtp.ts';
import { takeCall } from './take-call.ts';

/** Takes a call at once and says back what it hears, as the echo service of an exchange does. */
export function takeEcho(deps: CallDeps, invite: SipRequest): SimCall {
  const call = takeCall(
    {
      ...deps,
      media: (own) =>
        createMedia({
          ...own,
          ear: {
            ...own.ear,
            receive(bytes) {
              own.ear.receive(bytes);
              const packet = parseRtp(bytes);
              if (packet?.payloadType === 0) own.mouth.repeat(packet.payload);
            },
          },
        }),
    },
    invite,
    {},
  );
  call.ring();
  void call.accept();
  return call;
}
