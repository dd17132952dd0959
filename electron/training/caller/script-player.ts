import type { Clock, Undo } from '#shared/lib/clock.ts';
import { countDistinct, paramsFit, type DeskEvent } from '#shared/training/desk-event.ts';
import type { Beat, Condition, Script, ScriptLine } from '#shared/training/script.ts';

/** Lets a simulated caller follow her script. Knows neither SIP nor sound: it is told what happened and says what to do. */
export interface ScriptPlayer {
  start(): void;
  spoke(): void;
  wrote(text: string): void;
  did(event: DeskEvent): void;
  /** The trainer's hand: goes on at once to what time would bring. */
  next(): void;
  readonly beat: string;
  dispose(): void;
}

export interface ScriptPlayerDeps {
  readonly clock: Clock;
  readonly script: Script;
  /** Says or writes one line; resolves when it is out. */
  say(line: ScriptLine): Promise<void>;
  hangUp(): void;
  onBeat(id: string, beat: Beat): void;
}

interface Seen {
  readonly spoke: boolean;
  readonly texts: readonly string[];
  readonly events: readonly DeskEvent[];
}
const nothing: Seen = { spoke: false, texts: [], events: [] };

/** Whether a condition that is not about time holds. */
export function holds(condition: Condition, since: Seen, ever: Seen): boolean {
  switch (condition.on) {
    case 'spoke':
      return since.spoke;
    case 'wrote': {
      const { any } = condition;
      return since.texts.some(
        (text) => !any || any.some((part) => text.toLowerCase().includes(part.toLowerCase())),
      );
    }
    case 'did': {
      const { events } = condition.ever ? ever : since;
      const fitting = events.filter(
        (event) => event.kind === condition.kind && paramsFit(event, condition.params),
      );
      return countDistinct(fitting) >= condition.times;
    }
    case 'waited':
      return false;
  }
}

export function createScriptPlayer(deps: ScriptPlayerDeps): ScriptPlayer {
  const { clock, script } = deps;
  let id = script.start;
  let since: Seen = nothing;
  let ever: Seen = nothing;
  let waiting = false;
  let over = false;
  let turn = 0;
  const used = new Set<number>();
  let undoTimer: Undo = () => {};

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => void (undoTimer = clock.after(ms, resolve)));

  async function play(next: string): Promise<void> {
    const own = ++turn;
    undoTimer();
    id = next;
    since = nothing;
    waiting = false;
    const beat = script.beats[next]!;
    deps.onBeat(next, beat);
    for (const line of beat.lines) {
      if (line.pauseMs > 0) await pause(line.pauseMs);
      if (over || own !== turn) return;
      await deps.say(line);
      if (over || own !== turn) return;
    }
    // What the agent said while we were talking was no answer to it; what was written or done counts.
    since = { ...since, spoke: false };
    if (beat.hangUp) {
      over = true;
      return deps.hangUp();
    }
    waiting = true;
    const last = beat.next.at(-1);
    if (last?.when.on === 'waited') undoTimer = clock.after(last.when.ms, () => void play(last.to));
    look();
  }

  function look(): void {
    if (!waiting || over) return;
    const at = script.anytime.findIndex(({ when }, index) => !used.has(index) && holds(when, since, ever));
    if (at >= 0) {
      used.add(at);
      return void play(script.anytime[at]!.to);
    }
    const found = script.beats[id]?.next.find(({ when }) => holds(when, since, ever));
    if (found) void play(found.to);
  }

  return {
    start: () => void play(script.start),
    spoke() {
      since = { ...since, spoke: true };
      look();
    },
    wrote(text) {
      since = { ...since, texts: [...since.texts, text] };
      ever = { ...ever, texts: [...ever.texts, text] };
      look();
    },
    did(event) {
      since = { ...since, events: [...since.events, event] };
      ever = { ...ever, events: [...ever.events, event] };
      look();
    },
    next() {
      const last = script.beats[id]?.next.at(-1);
      if (waiting && !over && last) void play(last.to);
    },
    get beat() {
      return id;
    },
    dispose() {
      over = true;
      undoTimer();
    },
  };
}
