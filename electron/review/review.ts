import type { Log } from '#electron/log/log.ts';
import type { CommandInput, CommandOutput } from '#shared/contract/index.ts';
import type { Who } from '#shared/core/text.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import { scrubbed } from '#shared/feedback/scrub.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { maskName } from '#shared/masking/name.ts';
import { maskPhone } from '#shared/masking/phone.ts';
import { noCourse } from '#shared/measures/course.ts';
import type { ReviewCall, ReviewSheet } from '#shared/review/sheet.ts';
import type { KeptWithCall, ReviewRepository, StoredReviewCall } from './ports.ts';
import { checkedOf, promptsOf, questionsOf } from './put-together.ts';

export interface ReviewDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly repository: ReviewRepository;
  readonly kept: KeptWithCall;
  readonly person: () => Who | null;
  /** Name of somebody who may sign in here; null: unknown. */
  readonly nameOf: (personId: string) => string | null;
  /** Syllables a minute (setting care.calmPace). */
  readonly calmPace: () => number;
}

export interface Review {
  list(filter: CommandInput<'review/list'>): Result<CommandOutput<'review/list'>>;
  open(callId: CallId): Result<ReviewSheet>;
}

const mostListed = 200;

/** Reads what is kept of past calls; writes nothing but the look itself. */
export function createReview(deps: ReviewDeps): Review {
  const { clock, log, repository, kept, person } = deps;
  /** A part that cannot be read must not hide the rest: said in the log, shown as not there. */
  const read = <T>(what: string, callId: CallId, from: () => T, without: T): T => {
    try {
      return from();
    } catch (error) {
      log.error('part of a past call unreadable', { what, callId, error: String(error) });
      return without;
    }
  };
  const names = new Map<string, { readonly zh: string; readonly en: string } | null>();
  /** A version's words do not change: a list of two hundred calls reads each once. */
  const callName = ({ callId, playbookId, playbookVersion }: StoredReviewCall): ReviewCall['playbook'] => {
    if (playbookId === null) return null;
    const key = `${playbookId} ${playbookVersion}`;
    if (!names.has(key)) {
      const found = read('playbook', callId, () => kept.playbooks(playbookId, playbookVersion ?? ''), []);
      names.set(key, found[0]?.name ?? null);
    }
    return { id: playbookId, name: names.get(key) ?? null };
  };
  const whoOf = (personId: string, name: string | null): Who => ({
    personId,
    name: name ?? deps.nameOf(personId) ?? personId,
  });
  const shown = (call: StoredReviewCall): ReviewCall => ({
    callId: call.callId,
    startedAt: call.startedAt,
    direction: call.direction,
    agent: whoOf(call.personId, call.agentName),
    callerMasked: maskName(call.displayName),
    numberMasked: maskPhone(call.number),
    queue: call.queue,
    talkMs: Math.max(0, call.endedAt - call.answeredAt),
    flags: [...call.flags],
    playbook: callName(call),
    outcome: call.outcome,
    missing: call.missing,
    measured: call.measured,
    controls: call.controls,
  });
  return {
    list(filter) {
      const calls = repository.calls(filter, mostListed + 1);
      return ok({
        calls: calls.slice(0, mostListed).map(shown),
        more: calls.length > mostListed,
        people: repository
          .people()
          .slice(0, 300)
          .map(({ personId, name }) => whoOf(personId, name)),
      });
    },
    open(callId) {
      const by = person();
      if (by === null) return fail(appError('common/not-allowed', { need: 'signedIn' }));
      const call = repository.call(callId);
      if (call === null) return fail(appError('review/unknown', { callId }));
      try {
        repository.opened(callId, clock.now(), by);
      } catch (error) {
        log.error('look at a past call not kept, so not shown', { callId, error: String(error) });
        return fail(appError('common/not-ready', { what: 'audit' }, 'later'));
      }
      const steps = read('prompts', callId, () => kept.steps(callId), []);
      const events = read('quality', callId, () => kept.qualityEvents(callId), []);
      const texts = read('texts', callId, () => kept.texts(callId), []);
      const measures = kept.measures(callId);
      return ok({
        call: shown(call),
        answeredAt: call.answeredAt,
        endedAt: call.endedAt,
        prompts: read('prompts', callId, () => promptsOf(steps, kept), []),
        questions: read('questions', callId, () => questionsOf(steps, kept), []),
        quality: checkedOf(events, kept.sheets()),
        controls: read('controls', callId, () => repository.controls(callId), []),
        texts: texts.slice(-2000).map(({ at, from, text, state }) => ({
          at,
          from,
          text: scrubbed(text).slice(0, 20_000),
          state,
        })),
        note: scrubbed(call.note).slice(0, 4000),
        measures,
        course: measures === null ? null : (kept.course(callId) ?? noCourse),
        calmRate: Math.round((deps.calmPace() / 60) * 10) / 10,
      });
    },
  };
}
