import { randomInt } from 'node:crypto';
import { embeddedEchoCode } from '#shared/training/echo-code.ts';
import type { DeskEvent } from '#shared/training/desk-event.ts';
import type { Outbound } from '#shared/training/outbound.ts';
import type { Script } from '#shared/training/script.ts';
import type { TrainingContent } from '../content.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { PersonEvent } from '../sandbox-protocol.ts';
import { parseNameAddr, userOf } from '../sip/headers.ts';
import { header, type Header, type SipRequest } from '../sip/message.ts';
import type { AudioReport } from './ear.ts';
import { takeEcho } from './echo.ts';
import { ringPerson, sendPerson, type Person, type PersonDeps, type PersonListener } from './person.ts';
import { createSampleCallers, type SampleCallers } from './sample-callers.ts';

/** All simulated callers of the house. */
export interface Crew {
  readonly samples: SampleCallers;
  /** A scenario's caller rings this seat, past the queue; null when there is no such scenario or seat. */
  runScenario(scenarioId: string, user: string): string | null;
  callSample(scriptId?: string): string | null;
  /** The desk rings one of the sandbox core's numbers; false: nobody has it. */
  ring(invite: SipRequest): boolean;
  /** Whoever is rung at this case's number from now on is its holder, and takes it as the file says. */
  arm(outbound: Outbound, number: string): void;
  did(personId: string, event: DeskEvent): void;
  next(personId: string): void;
  hangUp(personId: string): void;
  /** By the exchange's call id; null: the newest live call. */
  audio(callId: string | null): AudioReport | null;
  markAudio(callId: string | null): void;
  readonly size: number;
  dispose(): void;
}

export interface CrewDeps extends PersonDeps {
  readonly exchange: Exchange;
  readonly content: TrainingContent;
  /** Numbers somebody answers, E.164. */
  readonly knownNumbers: readonly string[];
  readonly autoCallers: boolean;
  readonly seats: readonly string[];
  emit(event: PersonEvent): void;
}

/** The last eleven digits make a number comparable, however it was dialled. */
const comparable = (number: string): string => number.replace(/\D/g, '').slice(-11);

export function createCrew(deps: CrewDeps): Crew {
  const { clock, content, exchange } = deps;
  const persons = new Map<string, Person>();
  const known = new Set(deps.knownNumbers.map(comparable));
  const armed = new Map<string, { readonly outbound: Outbound; rung: number }>();

  function listenerOf(id: string, script: Script): PersonListener {
    let answered = false;
    const at = (): number => clock.now();
    return {
      onRinging: () => deps.emit({ what: 'ringing', at: at(), personId: id }),
      onAnswered() {
        answered = true;
        const callId = exchange.callIdOf(persons.get(id)?.call.sipCallId ?? '');
        deps.emit({ what: 'answered', at: at(), personId: id, callId });
      },
      onSaid: (line) =>
        deps.emit({
          what: 'said',
          at: at(),
          personId: id,
          channel: script.channel,
          lineId: line.id,
          text: line.text,
        }),
      onBeat: (beat, { note }) => deps.emit({ what: 'beat', at: at(), personId: id, beat, note }),
      onEnded({ by, status }) {
        persons.delete(id);
        deps.emit({ what: 'ended', at: at(), personId: id, by, status, answered });
        samples.look();
      },
    };
  }
  function add(script: Script, make: (listener: PersonListener) => Person): string {
    const id = `p${deps.random(6)}`;
    deps.emit({ what: 'sent', at: clock.now(), personId: id, scriptId: script.id });
    persons.set(id, make(listenerOf(id, script)));
    return id;
  }
  const send = (script: Script, to: string, headers: readonly Header[] = []): string =>
    add(script, (listener) => sendPerson(deps, script, { to, headers }, listener));

  const isFree = (seat: string): boolean =>
    exchange.isReady(seat) && exchange.isRegistered(seat) && !exchange.busy(seat);
  const samples = createSampleCallers({
    clock,
    // Which second a sample caller rings in is no secret.
    random: () => randomInt(1_000) / 1_000,
    scripts: [...[...content.scenarios.values()].map(({ script }) => script), ...content.samples].toSorted(
      byTurn,
    ),
    isIdle: () => persons.size === 0 && exchange.waiting().length === 0 && deps.seats.some(isFree),
    send: (script) => void send(script, script.queue),
    on: deps.autoCallers,
  });
  exchange.subscribe(() => samples.look());

  const replacedBy = (invite: SipRequest): Person | undefined => {
    const sipCallId = header(invite, 'replaces')?.split(';')[0]?.trim();
    return [...persons.values()].find(({ call }) => call.sipCallId === sipCallId);
  };
  const live = (callId: string | null): Person | undefined => {
    const all = [...persons.values()];
    return callId === null
      ? all.at(-1)
      : all.find(({ call }) => exchange.callIdOf(call.sipCallId) === callId);
  };
  return {
    samples,
    runScenario(scenarioId, user) {
      const scenario = content.scenarios.get(scenarioId);
      if (!scenario || !exchange.isRegistered(user)) return null;
      const { script } = scenario;
      // Straight to the trainee, saying which queue it stands for: training is counted in none.
      return send(script, user, [['X-Queue', script.queue]]);
    },
    callSample(scriptId) {
      const script = samples.take(scriptId);
      return script && send(script, script.queue);
    },
    ring(invite) {
      const number = userOf(invite.start.uri);
      if (number === embeddedEchoCode) {
        takeEcho(deps, invite);
        return true;
      }
      // Colleagues of the sample floor answer for seats where nobody sits.
      const isColleague = deps.seats.includes(number);
      if (!isColleague && !known.has(comparable(number))) return false;
      const asked = parseNameAddr(header(invite, 'to') ?? '').display;
      const waiting = armed.get(comparable(number));
      const called = waiting?.outbound.script ?? content.called;
      const script = { ...called, customer: { number, displayName: asked } };
      const takes =
        waiting?.outbound.rings[Math.min(waiting.rung, waiting.outbound.rings.length - 1)] ?? 'talk';
      if (waiting) waiting.rung += 1;
      const replaced = replacedBy(invite);
      add(script, (listener) =>
        ringPerson(deps, script, invite, listener, { atOnce: replaced !== undefined, takes }),
      );
      // The caller takes the place of whoever asked (RFC 3891): that leg is ended by its far end, by us.
      replaced?.hangUp();
      return true;
    },
    arm: (outbound, number) => void armed.set(comparable(number), { outbound, rung: 0 }),
    did: (personId, event) => persons.get(personId)?.did(event),
    next: (personId) => persons.get(personId)?.next(),
    hangUp: (personId) => persons.get(personId)?.hangUp(),
    audio: (callId) => live(callId)?.call.audio() ?? null,
    markAudio: (callId) => live(callId)?.call.markAudio(),
    get size() {
      return persons.size;
    },
    dispose() {
      samples.dispose();
      for (const person of persons.values()) person.hangUp();
    },
  };
}

/** Who rings first: the callers the product is made for, then everyday ones between them. */
const order = [
  'case-3-12',
  'sample-fang',
  'sample-ma',
  'sample-zhu',
  'case-2-10',
  'sample-he',
  'case-3-17',
  'sample-sato',
];
const byTurn = (a: Script, b: Script): number => place(a) - place(b);
const place = ({ id }: Script): number => (order.includes(id) ? order.indexOf(id) : order.length);
