import { createHash } from 'node:crypto';
import type { Log } from '#electron/log/log.ts';
import type { SipCall } from '#electron/sip/ports.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import type { Device } from '#shared/media/contract.ts';
import { noSoundCheck, type SoundCheck } from '#shared/media/sound-check-state.ts';
import type { MediaService } from './media-service.ts';
import type { SoundChecksKept } from './ports.ts';

type Act = 'start' | 'stop' | 'voice' | 'speaker' | 'ringer' | 'call' | 'skip';

export interface SoundCheckRoom {
  readonly state: Source<SoundCheck>;
  act(act: Act): Promise<Result<Record<string, never>>>;
  /** The bank wants the sound tried before the seat is ready, and it was not, with these devices. */
  isMissing(): boolean;
  dispose(): void;
}

export interface SoundCheckDeps {
  readonly media: Pick<
    MediaService,
    'state' | 'check' | 'checkVoice' | 'checkTone' | 'checkEcho' | 'onLevel' | 'onCheckPhase' | 'onReturned'
  >;
  /** Calls the exchange's echo; null: it has none. */
  readonly dialEcho: () => Result<SipCall> | null;
  /** A call is up or rings: then nothing is tried. */
  readonly isBusy: () => boolean;
  readonly onCalls: (listener: () => void) => Undo;
  readonly settings: () => {
    readonly wanted: 'off' | 'offer' | 'require';
    readonly chosen: readonly [microphone: string, speaker: string, ringer: string];
    readonly canCall: boolean;
  };
  readonly onSettings: (listener: () => void) => Undo;
  /** null until the store is open. */
  readonly kept: () => SoundChecksKept | null;
  readonly clock: Clock;
  readonly log: Log;
}

/** A microphone that is open and that nobody looks at any more is closed. */
const forgottenAfterMs = 120_000;
const echoAnswersInMs = 10_000;
/** Over this both begin to speak at once (ITU-T G.114: 150 ms one way is unnoticed, 400 is too much). */
const slowMs = 400;

/** Tries the devices before a caller has to. Decides nothing but whether the bank's own rule is met. */
export function createSoundCheck(deps: SoundCheckDeps): SoundCheckRoom {
  const { media, clock, log } = deps;
  const state = createPublisher<SoundCheck>(noSoundCheck);
  const change = (part: Partial<SoundCheck>): void => state.set({ ...state.get(), ...part });
  let undoForget: Undo = () => undefined;
  let echo: SipCall | null = null;

  /** The same headset at the same place: chosen or the system's own, by what they are called. */
  const deviceSet = (): string => {
    const { devices } = media.state.get();
    const nameOf = (id: string, kind: Device['kind']): string =>
      devices.find((device) => device.kind === kind && device.id === id)?.label ?? '';
    const [microphone, speaker, ringer] = deps.settings().chosen;
    const names = [nameOf(microphone, 'microphone'), nameOf(speaker, 'speaker'), nameOf(ringer, 'speaker')];
    const all = devices.filter(({ kind }) => kind !== 'camera').map(({ kind, label }) => `${kind} ${label}`);
    return createHash('sha256')
      .update(JSON.stringify([names, all.toSorted()]))
      .digest('hex');
  };
  const standing = (): void => {
    const { wanted, canCall } = deps.settings();
    const known = deps.kept()?.of(deviceSet()) ?? null;
    const passed = known?.passedAt ?? null;
    const offered = wanted === 'require' ? passed === null : known === null;
    change({
      checkedAt: passed,
      canCall,
      wanted: deps.kept() === null || wanted === 'off' || !offered ? 'no' : wanted,
    });
  };
  const remember = (passed: boolean): void => {
    try {
      deps.kept()?.keep(deviceSet(), clock.now(), passed);
    } catch (error) {
      log.error('sound check not kept', { reason: String(error) });
    }
    standing();
  };
  const stop = (): void => {
    undoForget();
    void echo?.end();
    echo = null;
    if (state.get().phase === 'off') return;
    change({ phase: 'off', levelDb: null, microphone: null });
    void media.check(false).catch(() => undefined);
  };
  const stayOpen = (): void => {
    undoForget();
    undoForget = clock.after(forgottenAfterMs, stop);
  };
  const start = async (): Promise<void> => {
    stayOpen();
    if (state.get().phase !== 'off') return;
    change({ phase: 'listening', voice: null, leak: null, echo: null });
    const { microphone } = await media.check(true);
    if (state.get().phase !== 'off') change({ microphone });
  };
  const voice = async (): Promise<void> => {
    await start();
    const heard = await media.checkVoice();
    if (state.get().phase === 'off') return;
    change({ ...heard, phase: 'listening' });
    if (heard.voice.verdict === 'good') remember(true);
  };
  const tone = async (at: 'speaker' | 'ringer'): Promise<void> => {
    stayOpen();
    const before = state.get().phase;
    change({ phase: 'sounding' });
    await media.checkTone(at).finally(() => {
      if (state.get().phase === 'sounding') change({ phase: before });
    });
  };
  const call = async (): Promise<void> => {
    await start();
    const dialed = deps.dialEcho();
    if (dialed === null) return;
    const noAnswer = (): void => change({ echo: { roundTripMs: null, verdict: 'noAnswer' } });
    if (!dialed.ok) return noAnswer();
    echo = dialed.value;
    change({ phase: 'calling', echo: null });
    try {
      if (!(await answered(dialed.value, clock))) return noAnswer();
      const { roundTripMs } = await media.checkEcho(dialed.value.id);
      const verdict = roundTripMs === null ? 'nothing' : roundTripMs > slowMs ? 'slow' : 'good';
      change({ echo: { roundTripMs: roundTripMs === null ? null : Math.round(roundTripMs), verdict } });
    } finally {
      void dialed.value.end();
      if (echo === dialed.value) echo = null;
      if (state.get().phase === 'calling') change({ phase: 'listening' });
    }
  };

  const acts: { readonly [A in Act]: () => Promise<void> | void } = {
    start,
    stop,
    voice,
    call,
    speaker: () => tone('speaker'),
    ringer: () => tone('ringer'),
    skip() {
      stop();
      if (deps.settings().wanted !== 'require') remember(false);
    },
  };
  const undos = [
    media.onLevel((db) => {
      if (state.get().phase !== 'off') change({ levelDb: Math.round(Math.min(0, Math.max(-100, db))) });
    }),
    media.onCheckPhase((phase) => {
      if (state.get().phase !== 'off') change({ phase });
    }),
    media.onReturned(stop),
    media.state.subscribe(standing),
    deps.onSettings(standing),
    deps.onCalls(() => deps.isBusy() && stop()),
  ];
  return {
    state,
    async act(act) {
      const busy = ['recording', 'playing', 'sounding', 'calling'].includes(state.get().phase);
      const opens = act !== 'stop' && act !== 'skip';
      if (opens && (deps.isBusy() || (busy && act !== 'start')))
        return fail(appError('common/not-ready', { what: 'media' }, 'later'));
      try {
        await acts[act]();
        return ok({});
      } catch (error) {
        log.warn('the sound could not be tried', { act, reason: String(error) });
        if (state.get().phase !== 'off') change({ phase: 'listening' });
        return fail(appError('common/not-ready', { what: 'media' }, 'later'));
      }
    },
    isMissing() {
      standing();
      return state.get().wanted === 'require';
    },
    dispose() {
      stop();
      for (const undo of undos) undo();
    },
  };
}

/** The call to the echo stands; false: refused, or nobody took it in time. */
function answered(call: SipCall, clock: Clock): Promise<boolean> {
  return new Promise((settle) => {
    const undos: Undo[] = [];
    const done = (is: boolean): void => {
      for (const undo of undos) undo();
      settle(is);
    };
    undos.push(
      clock.after(echoAnswersInMs, () => done(false)),
      call.subscribe(({ kind }) => {
        if (kind === 'established') done(true);
        if (kind === 'ended') done(false);
      }),
    );
  });
}
