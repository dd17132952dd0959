import { systemClock } from '#electron/clock/system-clock.ts';
import { createClips } from '#electron/training/caller/clips.ts';
import { ringPerson, type Person } from '#electron/training/caller/person.ts';
import { readTrainingContent } from '#electron/training/content.ts';
import { header, type SipRequest } from '#electron/training/sip/message.ts';
import type { DeskEvent } from '#shared/training/desk-event.ts';
import type { Script } from '#shared/training/script.ts';
import type { Takes } from '#shared/training/outbound.ts';
import { type Bank, startBank } from './bank.ts';
import { startTestExchange } from './embedded-exchange.ts';

export const assetsDir = new URL('../../assets', import.meta.url).pathname;

/** A bank whose customers can be rung: each takes a ring as the test says, with the voice and the script of a scenario. */
export interface CallableBank extends Bank {
  readonly content: ReturnType<typeof readTrainingContent>;
  /** Whoever is rung next plays this script; the rings are taken in this order, the last one for ever. */
  answers(script: Script, rings: readonly Takes[]): void;
  /** The one on the telephone now, and what they have said so far (line ids). */
  person(): Person | null;
  readonly said: string[];
  /** What the agent did, told to the one who listens. */
  did(kind: DeskEvent['kind'], params?: DeskEvent['params']): void;
}

export async function startCallableBank(ringTimeoutMs: number): Promise<CallableBank> {
  const content = readTrainingContent(assetsDir);
  const said: string[] = [];
  let now: { readonly script: Script; readonly rings: readonly Takes[]; rung: number } | null = null;
  let person: Person | null = null;
  const floor = await startTestExchange({ ringTimeoutMs });
  const carrier = await floor.agent('trunk', {
    onInvite(invite: SipRequest, agent) {
      if (!now || header(invite, 'call-id') === undefined) return false;
      const takes = now.rings[Math.min(now.rung, now.rings.length - 1)] ?? 'talk';
      now.rung += 1;
      const deps = { ...floor.callDeps(agent), clips: createClips(assetsDir), film: () => null };
      person = ringPerson(deps, now.script, invite, { onSaid: ({ id }) => said.push(id) }, { takes });
      return true;
    },
  });
  const bank = await startBank({ floor, carrier });
  return {
    ...bank,
    content,
    said,
    answers(script, rings) {
      now = { script, rings, rung: 0 };
      said.length = 0;
    },
    person: () => person,
    did: (kind, params = {}) => person?.did({ kind, at: systemClock.now(), params }),
  };
}
