import type { Undo } from '#shared/lib/clock.ts';
import type { DeskEvent } from '#shared/training/desk-event.ts';
import type { Takes } from '#shared/training/outbound.ts';
import type { Beat, Script, ScriptLine } from '#shared/training/script.ts';
import type { Header, SipRequest } from '../sip/message.ts';
import type { CallDeps, CallEnded, CallListener, SimCall } from './call.ts';
import type { Clips } from './clips.ts';
import type { Film } from './picture.ts';
import { placeCall } from './place-call.ts';
import { followRefer } from './refer.ts';
import { createScriptPlayer, type ScriptPlayer } from './script-player.ts';
import { takeCall } from './take-call.ts';

/** A simulated caller: a script with a telephone. */
export interface Person {
  readonly call: SimCall;
  readonly script: Script;
  did(event: DeskEvent): void;
  /** Goes on to what time would bring, at once. */
  next(): void;
  hangUp(): void;
}

export interface PersonListener {
  onRinging?(): void;
  onAnswered?(): void;
  onSaid?(line: ScriptLine): void;
  onBeat?(id: string, beat: Beat): void;
  onEnded?(ended: CallEnded): void;
}

export interface PersonDeps extends CallDeps {
  readonly clips: Clips;
  /** The drawn picture of this name; null where there is none. */
  readonly film: (name: string) => Film | null;
}

/** Typing: about seven characters a second, and never longer than six seconds a line. */
const typingMs = (text: string): number => Math.min(6_000, 400 + text.length * 150);
/** A line whose clip is missing takes about as long as it would to say it. */
const sayingMs = (text: string): number => Math.min(8_000, 300 + text.length * 200);
const pickUpMs = 1_500;
/** Whoever was handed on leaves the other line after this: nobody plays on there. */
const handedOnMs = 120_000;

/** Gives a call a mind: `dial` makes the call with the listener it is handed. */
function createPerson(
  deps: PersonDeps,
  script: Script,
  listener: PersonListener,
  dial: (listener: CallListener) => SimCall,
): Person {
  const { clock } = deps;
  const pause = (ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, resolve));

  async function say(line: ScriptLine): Promise<void> {
    if (script.channel === 'text') {
      await pause(typingMs(line.text));
      if (await call.sendText(line.text)) listener.onSaid?.(line);
      return;
    }
    const clip = deps.clips.get(script.id, line.id);
    listener.onSaid?.(line);
    await (clip ? call.mouth.say(clip) : pause(sayingMs(line.text)));
  }
  const player: ScriptPlayer = createScriptPlayer({
    clock,
    script,
    say,
    hangUp: () => call.hangUp(),
    onBeat: (id, beat) => listener.onBeat?.(id, beat),
  });
  let undoPatience: Undo = () => {};
  const call = dial({
    onPhase(phase) {
      if (phase === 'ringing') listener.onRinging?.();
      if (phase !== 'up') return;
      undoPatience();
      listener.onAnswered?.();
      player.start();
    },
    ...(script.picture === undefined ? {} : { film: deps.film(script.picture) }),
    onSpoke: () => player.spoke(),
    onText: (text) => player.wrote(text),
    // Handed on: the conversation there is not the trainee's. They stay on that line and listen.
    onRefer(refer, progress) {
      const { number, displayName } = script.customer;
      followRefer(
        refer,
        {
          from: { number, name: displayName },
          place: (to, own) => placeCall(deps, to, own),
          onCall: (onward) => void clock.after(handedOnMs, () => onward.hangUp()),
        },
        progress,
      );
    },
    onEnded(ended) {
      undoPatience();
      player.dispose();
      listener.onEnded?.(ended);
    },
  });
  const did = (event: DeskEvent): void => {
    player.did(event);
    // She reads the slate where a picture of the desk has come to her. Nothing here decodes it: what is on it the desk says itself.
    if (event.kind === 'slateShown' && (call.picture()?.frames ?? 0) > 0)
      player.wrote(event.params['text'] ?? '');
  };
  undoPatience = clock.after(script.patienceMs, () => call.hangUp());
  return { call, script, did, next: player.next, hangUp: () => call.hangUp() };
}

/** Rings `to` (a queue, or one seat) and plays the script from the answer on. */
export function sendPerson(
  deps: PersonDeps,
  script: Script,
  target: { readonly to: string; readonly headers?: readonly Header[] },
  listener: PersonListener,
): Person {
  const { number, displayName } = script.customer;
  const from = { number, name: displayName };
  return createPerson(deps, script, listener, (own) =>
    placeCall(deps, { to: target.to, from, headers: target.headers ?? [] }, own),
  );
}

/** How somebody is rung: `atOnce` picks up without a moment's wait, as the call takes another's place. */
export interface RungHow {
  readonly atOnce?: boolean;
  /** Left out: picks up and talks. */
  readonly takes?: Takes;
}

/** Is rung, picks up after a moment and plays the script; or does not, or hangs up again. */
export function ringPerson(
  deps: PersonDeps,
  script: Script,
  invite: SipRequest,
  listener: PersonListener,
  { atOnce = false, takes = 'talk' }: RungHow = {},
): Person {
  const silent: Script = takes === 'hangUp' ? hangsUp(script) : script;
  const person = createPerson(deps, silent, listener, (own) => takeCall(deps, invite, own));
  person.call.ring();
  if (takes === 'noAnswer') return person;
  deps.clock.after(atOnce ? 0 : pickUpMs, () => {
    if (person.call.phase !== 'ringing') return;
    if (takes === 'busy') person.call.reject(486);
    else person.call.accept().catch(() => person.call.reject(488));
  });
  return person;
}

/** Says the first line and is gone: somebody who does not let themselves be asked (case 3.16). */
function hangsUp(script: Script): Script {
  const first = script.beats[script.start];
  if (!first) return script;
  return {
    ...script,
    beats: { [script.start]: { ...first, lines: first.lines.slice(0, 1), next: [], hangUp: true } },
  };
}
