import { errorFields, type Log } from '#electron/log/log.ts';
import type { Who } from '#shared/core/text.ts';
import type { HandlersOf } from '#shared/contract/index.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import { mostChunksRead, mostListed, type recordingCommands } from '#shared/recording/contract.ts';
import { laidPeaks } from '#shared/recording/peaks.ts';
import type { Recording, RecordingId } from '#shared/recording/recording.ts';
import { msToSamples } from '#shared/recording/sound.ts';
import type { Role } from '#shared/seat/role.ts';
import type { RecordingPolicy, RecordingRepository } from './ports.ts';
import { itself } from './recorder.ts';
import { wavOf } from './wav-file.ts';

export interface RecordingLibraryDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly repository: RecordingRepository;
  readonly policy: RecordingPolicy;
  readonly person: () => (Who & { readonly role: Role }) | null;
  readonly onChange: () => void;
  /** Writes it where the person says; null when they say nowhere. */
  readonly saveFile: (name: string, parts: Iterable<Uint8Array>) => Promise<string | null>;
}

type Commands = Omit<typeof recordingCommands, 'recording/set-paused'>;

export interface RecordingLibrary {
  readonly handlers: HandlersOf<Commands>;
  dispose(): void;
}

const purgedEveryMs = 60 * 60_000;
const firstPurgeMs = 20_000;
const purgedAtOnce = 20;
const sweptEveryMs = 50;
const dayMs = 24 * 60 * 60_000;

/** The kept recordings: who may hear them, what is audited of it, and when they go. */
export function createRecordingLibrary(deps: RecordingLibraryDeps): RecordingLibrary {
  const { clock, log, repository, policy } = deps;
  /** Opened and not yet heard: the first sound is what is audited as played. */
  const unheard = new Set<string>();
  let undoPurge: Undo = () => undefined;
  let undoSweep: Undo = () => undefined;

  /** Whose recordings this person may hear: all (null), their own, or none (undefined). */
  const reach = (who: Who & { readonly role: Role }): string | null | undefined => {
    if (who.role !== 'agent') return null;
    return policy.agentsListen() ? who.personId : undefined;
  };
  const heard = (recordingId: RecordingId): Result<{ recording: Recording; who: Who & { role: Role } }> => {
    const who = deps.person();
    const whose = who === null ? undefined : reach(who);
    if (who === null || whose === undefined)
      return fail(appError('common/not-allowed', { need: 'trainer, teamLead' }));
    const recording = repository.find(recordingId);
    if (recording === null || (whose !== null && recording.agent.personId !== whose))
      return fail(appError('recording/not-found', {}));
    if (recording.endedAt === null) return fail(appError('recording/under-way', {}, 'later'));
    return ok({ recording, who });
  };

  const sweepOn = (): void => {
    undoSweep();
    undoSweep = clock.after(sweptEveryMs, () => {
      try {
        if (repository.sweep()) sweepOn();
      } catch (error) {
        log.error('the sound of deleted recordings was not swept', errorFields(error));
      }
    });
  };
  const purge = (): void => {
    let next = purgedEveryMs;
    try {
      const old = repository.endedBefore(clock.now() - policy.keepDays() * dayMs, purgedAtOnce);
      for (const recording of old) repository.remove(recording, clock.now(), itself, 'retention');
      if (old.length === purgedAtOnce) next = sweptEveryMs;
      if (old.length > 0) {
        log.info('recordings past their time deleted', { count: old.length });
        deps.onChange();
      }
      sweepOn();
    } catch (error) {
      log.error('recordings past their time not deleted', errorFields(error));
    }
    undoPurge = clock.after(next, purge);
  };
  undoPurge = clock.after(firstPurgeMs, purge);

  const handlers: RecordingLibrary['handlers'] = {
    'recording/list'() {
      const who = deps.person();
      const whose = who === null ? undefined : reach(who);
      if (who === null || whose === undefined)
        return fail(appError('common/not-allowed', { need: 'trainer, teamLead' }));
      const reviews = who.role !== 'agent';
      return ok({
        recordings: repository.list(mostListed, whose).map((one) => ({ ...one, moments: [] })),
        keepDays: policy.keepDays(),
        mayDelete: reviews,
        mayExport: reviews && policy.mayExport(),
      });
    },
    'recording/open'({ recordingId }) {
      const may = heard(recordingId);
      if (!may.ok) return may;
      const { recording, who } = may.value;
      unheard.add(`${who.personId} ${recordingId}`);
      const chunks = repository.peaks(recordingId);
      const total = msToSamples(recording.durationMs);
      const wave = (leg: 'agent' | 'caller'): string =>
        Buffer.from(
          laidPeaks(
            chunks.map((chunk) => ({ atSample: chunk.atSample, peaks: chunk[leg] })),
            total,
          ),
        ).toString('base64');
      return ok({ recording, agentPeaks: wave('agent'), callerPeaks: wave('caller') });
    },
    'recording/sound'({ recordingId, fromMs }) {
      const may = heard(recordingId);
      if (!may.ok) return may;
      const { recording, who } = may.value;
      if (unheard.delete(`${who.personId} ${recordingId}`))
        repository.note(recording, 'played', clock.now(), who);
      const chunks = repository.chunks(recordingId, msToSamples(fromMs), mostChunksRead);
      return ok({
        chunks: chunks.map(({ atSample, samples, agent, caller }) => ({
          atSample,
          samples,
          agent: base64(agent),
          caller: base64(caller),
        })),
        last: chunks.length < mostChunksRead,
      });
    },
    'recording/delete'({ recordingId }) {
      const may = heard(recordingId);
      if (!may.ok) return may;
      repository.remove(may.value.recording, clock.now(), may.value.who, 'person');
      sweepOn();
      deps.onChange();
      return ok({});
    },
    async 'recording/export'({ recordingId }) {
      const may = heard(recordingId);
      if (!may.ok) return may;
      if (!policy.mayExport()) return fail(appError('recording/no-export', {}));
      const { recording, who } = may.value;
      const file = await deps.saveFile(
        `recording-${new Date(recording.startedAt).toISOString().slice(0, 10)}.wav`,
        wavOf(repository, recording),
      );
      if (file !== null) repository.note(recording, 'exported', clock.now(), who);
      return ok({ file });
    },
  };
  return {
    handlers,
    dispose() {
      undoPurge();
      undoSweep();
    },
  };
}

const base64 = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
