import { createCallManager, type CallManager, type CallManagerDeps } from '#electron/call/call-manager.ts';
import type { CallPolicy, CallRecords, CallTexts, KeptCalls } from '#electron/call/ports.ts';
import type { Log } from '#electron/log/log.ts';
import { createMediaService, type MediaService } from '#electron/media/media-service.ts';
import type { MediaLink } from '#electron/media/ports.ts';
import { createSeatManager, type SeatManager, type SeatManagerDeps } from '#electron/seat/seat-manager.ts';
import { createSlate, type Slate } from '#electron/slate/slate.ts';
import { createLine } from '#electron/sip/line.ts';
import type { Line } from '#electron/sip/ports.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import { maskPhone } from '#shared/masking/phone.ts';
import type { SettingValues } from '#shared/settings/values.ts';
import { followPaths } from './sound-paths.ts';

export interface Telephone {
  readonly media: MediaService;
  readonly line: Line;
  readonly calls: CallManager;
  readonly seat: SeatManager;
  readonly slate: Slate;
}

/** Line, calls and seat: they stand before the store is open, so that nothing waits for them later. */
export function composeTelephone(deps: {
  readonly clock: Clock;
  readonly log: Log;
  readonly link: MediaLink;
  readonly values: Source<SettingValues>;
  readonly records: () => CallRecords | null;
  readonly kept: () => KeptCalls | null;
  readonly texts: () => CallTexts | null;
  readonly personId: () => string | null;
  /** Care flags in force for this call's caller, once the panel knows; and what their cards of conduct ask about first. */
  readonly asksFirst: CallManagerDeps['asksFirst'];
  /** Password of the TURN server, once the secrets are open. */
  readonly turnPassword: () => string | null;
  readonly version: string;
  /** Whether this call may be put away: a crisis needs somebody who follows up. */
  readonly mayFinish: SeatManagerDeps['mayFinish'];
}): Telephone {
  const { clock, log, link, values, records, personId, version } = deps;
  const media = createMediaService({ link, log, clock });
  const line = createLine({
    clock,
    log,
    media,
    random: Math.random,
    takesVideo: () => values.get()['video.incoming'] === 'take',
    version,
  });
  const calls = createCallManager({
    line,
    media,
    records,
    kept: deps.kept,
    texts: deps.texts,
    personId,
    policy: () => policyOf(values.get()),
    asksFirst: deps.asksFirst,
    isFree: () => seat.state.get().work !== 'wrapUp',
    ringTimeoutMs: () => values.get()['seat.ringTimeoutSeconds'] * 1000,
    headers: () => headerNames(values.get()),
    maskNumber: (number) => maskPhone(number),
    clock,
    log,
  });
  const reachable = createPublisher(line.state.get().state === 'registered');
  line.state.subscribe(({ state }) => {
    if (reachable.get() !== (state === 'registered')) reachable.set(state === 'registered');
  });
  const seat = createSeatManager({
    clock,
    reachable,
    log,
    calls,
    records,
    wrapUpMs: () => values.get()['seat.wrapUpSeconds'] * 1000,
    mayFinish: deps.mayFinish,
  });
  const configure = (now: SettingValues): void =>
    media.configure(mediaConfiguration(now, deps.turnPassword()));
  configure(values.get());
  media.onReturned(() => line.renewMedia(values.get()['exchange.takeover']));
  followPaths({ media, line, clock });
  values.subscribe(configure);
  const slate = createSlate({ calls, video: calls.video, records, clock });
  return { media, line, calls, seat, slate };
}

const policyOf = (values: SettingValues): CallPolicy => ({
  maxLines: values['seat.maxLines'],
  dtmf: values['exchange.dtmf'],
  autoAnswer: values['exchange.autoAnswer'],
  textBytes: values['exchange.textBytes'],
  offersText: values['exchange.realTimeText'] === 'auto',
  codes: { park: values['exchange.codes.park'], pickUp: values['exchange.codes.pickUp'] },
});

const headerNames = (values: SettingValues) => ({
  customerId: values['exchange.headers.customerId'],
  queue: values['exchange.headers.queue'],
  ivrVerified: values['exchange.headers.ivrVerified'],
  callId: values['exchange.headers.callId'],
  care: values['exchange.headers.care'],
});

const orNull = (id: string): string | null => (id === '' ? null : id);

const mediaConfiguration = (values: SettingValues, turnPassword: string | null) => ({
  iceServers: [
    ...values['exchange.stun'].map((urls) => ({ urls })),
    ...values['exchange.turn'].map((urls) => ({
      urls,
      username: values['exchange.turnUser'],
      credential: turnPassword ?? '',
    })),
  ],
  microphoneId: orNull(values['audio.microphone']),
  speakerId: orNull(values['audio.speaker']),
  ringerId: orNull(values['audio.ringer']),
  cameraId: orNull(values['video.camera']),
  blurBackground: values['video.background'] === 'blur',
  echoCancellation: values['audio.echoCancellation'],
  noiseSuppression: values['audio.noiseSuppression'],
  // It would make a loud caller's agent and a quiet one's the same: true levels are measured.
  autoGainControl: values['audio.autoGain'] && !values['audio.measures'],
});
