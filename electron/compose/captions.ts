import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type CaptionedCall, createCaptions } from '#electron/captions/captions.ts';
import { createFunAsr, type FunAsrOptions } from '#electron/captions/funasr/funasr.ts';
import { tryFunAsr, type TryOut } from '#electron/captions/funasr/try-out.ts';
import type { Recogniser } from '#electron/captions/ports.ts';
import type { Log } from '#electron/log/log.ts';
import { measuredCall } from '#electron/measures/target.ts';
import { createCaptionMedia } from '#electron/media/caption-media.ts';
import type { MediaService } from '#electron/media/media-service.ts';
import type { MediaLink } from '#electron/media/ports.ts';
import type { CallSnapshot } from '#shared/call/contract.ts';
import type { CaptionsState } from '#shared/captions/contract.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import type { RecordingState } from '#shared/recording/contract.ts';
import type { CheckOutcome } from '#shared/settings/contract.ts';
import type { SettingValues } from '#shared/settings/values.ts';
import { networkProblem } from './caption-problem.ts';

export interface CaptionParts {
  readonly state: Source<CaptionsState>;
  /** One short stream with the values in force. Never throws. */
  check(): Promise<CheckOutcome>;
  dispose(): void;
}

interface CaptionDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly link: Pick<MediaLink, 'request'>;
  readonly telephone: {
    readonly media: Pick<MediaService, 'onReturned'>;
    readonly calls: { readonly state: Source<{ readonly calls: readonly CallSnapshot[] }> };
  };
  readonly values: Source<SettingValues>;
  readonly recording: Source<RecordingState>;
}

const isOn = (values: SettingValues): boolean =>
  values['captions.mode'] === 'on' && values['captions.url'] !== '';

/** The bank wants callers told that their words are shown as text. */
export const callersAreTold = (values: SettingValues): boolean =>
  isOn(values) && values['captions.tellCaller'];

/** Captions by the bank's FunASR server, where the policy has them and an address is set. */
export function composeCaptions(deps: CaptionDeps): CaptionParts {
  const { clock, log, telephone, values, recording } = deps;
  const calls = telephone.calls.state;
  const target = createPublisher<CaptionedCall | null>(null);
  const look = (): void => {
    const next = captionedCall(calls.get().calls, recording.get());
    const now = target.get();
    if (next?.callId !== now?.callId || next?.why !== now?.why) target.set(next);
  };
  const recogniser = createPublisher<Recogniser | null>(null);
  let chosen = '';
  const choose = (): void => {
    const now = values.get();
    const options = isOn(now) ? optionsOf(now) : null;
    const next = JSON.stringify([isOn(now), options]);
    if (next === chosen) return;
    chosen = next;
    recogniser.set(!isOn(now) ? null : options === null ? nobodyToTrust : funAsr(options, clock));
  };
  const undos = [calls.subscribe(look), recording.subscribe(look), values.subscribe(choose)];
  choose();
  look();
  const captions = createCaptions({
    clock,
    log,
    media: createCaptionMedia(deps.link, telephone.media),
    target,
    isUp: (callId) => calls.get().calls.some(({ id, state }) => id === callId && state !== 'ended'),
    recogniser,
  });
  return {
    state: captions.state,
    check: () => checkCaptions(values.get(), clock),
    dispose() {
      for (const undo of undos) undo();
      captions.dispose();
    },
  };
}

const funAsr = (options: FunAsrOptions, clock: Clock): Recogniser =>
  createFunAsr(options, {
    clock,
    // Nothing of the caller or the call: the name stands in the server's log.
    newName: (side) => `guardline-${randomUUID().slice(0, 8)}-${side}`,
    networkProblem,
  });

/** The authority that is named cannot be read any more: what is trusted must not become wider by that. */
const nobodyToTrust: Recogniser = {
  listen(_side, events) {
    queueMicrotask(() => events.onEnd({ code: 'certificateUntrusted', detail: '' }));
    return { feed: () => false, end: () => undefined, close: () => undefined };
  },
};

/** null: an authority is named that cannot be read. */
function optionsOf(values: SettingValues): FunAsrOptions | null {
  const file = values['captions.caFile'] || values['core.caFile'];
  const rest = { url: values['captions.url'], hotwords: values['captions.hotwords'] };
  try {
    return { ...rest, ca: file === '' ? undefined : readFileSync(file, 'utf8') };
  } catch {
    return null;
  }
}

/** Whose words are shown: the caller's call in front. Music and colleagues are no callers, and card data is nobody's to read. */
function captionedCall(calls: readonly CallSnapshot[], recording: RecordingState): CaptionedCall | null {
  const talking = measuredCall(calls);
  if (talking !== null) {
    const recorded = recording.calls.find(({ callId }) => callId === talking);
    const isPaused = recorded !== undefined && (recorded.state === 'paused' || recorded.pending);
    return { callId: talking, why: isPaused ? 'cardData' : 'talking' };
  }
  const front = calls.find((call) => call.front);
  const about = calls.find(({ id }) => id === (front?.consultFor ?? front?.id));
  if (about === undefined || (about.state !== 'active' && about.state !== 'held')) return null;
  return { callId: about.id, why: 'notTalking' };
}

const outcomes: Readonly<Record<TryOut['code'], CheckOutcome['code']>> = {
  answered: 'reachable',
  quiet: 'recogniserQuiet',
  notResolved: 'notResolved',
  refused: 'refused',
  timeout: 'timeout',
  certificateUntrusted: 'certificateUntrusted',
  certificateWrongName: 'certificateWrongName',
  certificateExpired: 'certificateExpired',
  notRecogniser: 'notRecogniser',
  hungUp: 'answeredWithError',
  failed: 'failed',
};

async function checkCaptions(values: SettingValues, clock: Clock): Promise<CheckOutcome> {
  if (values['captions.url'] === '') return { ok: false, code: 'incomplete', detail: '', tookMs: null };
  const options = optionsOf(values);
  if (options === null) return { ok: false, code: 'certificateUntrusted', detail: '', tookMs: null };
  const { code, detail, tookMs } = await tryFunAsr(options, { clock, networkProblem });
  const said = code === 'answered' || code === 'quiet' ? '' : detail;
  return {
    ok: code === 'answered' || code === 'quiet',
    code: outcomes[code],
    detail: said,
    tookMs: Math.round(tookMs),
  };
}
