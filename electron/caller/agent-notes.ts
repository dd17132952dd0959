import type { CoreGateway } from '#electron/core/ports.ts';
import type { Log } from '#electron/log/log.ts';
import type { Relation, VerifyMethod } from '#shared/caller/identity.ts';
import type { CareFlag, CareReason } from '#shared/care/care-flag.ts';
import type { Params, Who } from '#shared/core/text.ts';
import { appError } from '#shared/errors/app-error.ts';
import { fail, ok, type Result } from '#shared/errors/result.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { CallId } from '#shared/lib/ids.ts';
import type { CallerPanel } from './panel.ts';
import { subjectsOf, type PanelFacts } from './panel-facts.ts';
import type { CallerRepository } from './ports.ts';

export interface AgentNotesDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly panel: CallerPanel;
  readonly repository: CallerRepository;
  readonly core: CoreGateway;
  readonly person: () => Who | null;
  /** How long a full number stays on the screen. Default 30 s. */
  readonly revealForMs?: number;
}

type Done = Result<Record<string, never>>;

export interface RevealQuestion {
  readonly what: 'card' | 'phone' | 'document';
  readonly cardId: string | null;
  readonly reason: string;
}

/**
 * What the agent says about the caller: flags, who speaks, which checks were passed, and looks at full numbers. Each is on
 * the disk with who and when before the panel shows it, and belongs to the call it names or is refused.
 */
export interface AgentNotes {
  setFlag(callId: CallId, flag: CareFlag, source: CareReason, params: Params): Done;
  liftFlag(callId: CallId, flag: CareFlag): Done;
  confirmFlag(callId: CallId, flag: CareFlag): Done;
  setSpeaker(callId: CallId, relation: Relation, name: string): Done;
  markVerified(callId: CallId, methods: readonly VerifyMethod[], failed: boolean): Done;
  reveal(
    callId: CallId,
    question: RevealQuestion,
  ): Promise<Result<{ readonly value: string; readonly hideAt: number }>>;
  lookUpAgain(callId: CallId): Done;
}

export function createAgentNotes(deps: AgentNotesDeps): AgentNotes {
  const { clock, panel, repository, log } = deps;

  const current = (callId: CallId): Result<{ readonly facts: PanelFacts; readonly by: Who }> => {
    const facts = panel.facts();
    if (facts?.call.callId !== callId) return fail(appError('caller/other-call', { callId }));
    const by = deps.person();
    return by ? ok({ facts, by }) : fail(appError('common/not-allowed', { need: 'signedIn' }));
  };
  const keep = (what: string, write: () => void): Done => {
    try {
      write();
      return ok({});
    } catch (error) {
      log.error('caller note not written', { what, error: String(error) });
      return fail(appError('caller/not-kept', { what }, 'now'));
    }
  };
  const change = (
    callId: CallId,
    what: string,
    write: (facts: PanelFacts, by: Who, at: number) => void,
  ): Done => {
    const here = current(callId);
    if (!here.ok) return here;
    const kept = keep(what, () => write(here.value.facts, here.value.by, clock.now()));
    if (kept.ok) panel.notesChanged(callId);
    return kept;
  };
  const flag = (
    callId: CallId,
    which: CareFlag,
    action: 'set' | 'lifted' | 'confirmed',
    source: CareReason = 'heardByAgent',
    params: Params = {},
  ): Done => {
    const isSet = panel.state.get().flags.some((one) => one.flag === which);
    if (action !== 'set' && !isSet) return fail(appError('caller/flag-not-set', { flag: which }));
    return change(callId, 'flag', (facts, by, at) =>
      repository.addFlagNote(subjectsOf(facts)[0], { callId, flag: which, action, source, params, at, by }),
    );
  };

  return {
    setFlag: (callId, which, source, params) => flag(callId, which, 'set', source, params),
    liftFlag: (callId, which) => flag(callId, which, 'lifted'),
    confirmFlag: (callId, which) => flag(callId, which, 'confirmed'),
    setSpeaker: (callId, relation, name) =>
      change(callId, 'speaker', (_facts, by, at) =>
        repository.addIdentityNote({ kind: 'speaker', callId, relation, name, at, by }),
      ),
    markVerified: (callId, methods, failed) =>
      change(callId, 'verified', (_facts, by, at) =>
        repository.addIdentityNote({
          kind: 'verified',
          callId,
          methods: [...new Set(methods)],
          failed,
          at,
          by,
        }),
      ),
    async reveal(callId, question) {
      const here = current(callId);
      if (!here.ok) return here;
      const { facts, by } = here.value;
      const { what, cardId, reason } = question;
      const shownUntil = (value: string) => ok({ value, hideAt: clock.now() + (deps.revealForMs ?? 30_000) });
      const note = { callId, subject: subjectsOf(facts)[0], what, cardId, reason, at: clock.now(), by };
      const known = what !== 'card' || facts.cards.some((card) => card.cardId === cardId);
      const ownNumber = what === 'phone' && facts.customer === null ? facts.number : null;
      if (!known || (facts.customer === null && ownNumber === null)) {
        return fail(appError('caller/nothing-to-reveal', { what }));
      }
      const kept = keep('reveal', () => repository.addReveal(note));
      if (!kept.ok) return kept;
      if (ownNumber !== null) return shownUntil(ownNumber);
      const answer = await deps.core.reveal({
        customerId: facts.customer?.customerId ?? '',
        what,
        cardId: what === 'card' ? cardId : null,
        reason,
        callId,
        askedBy: { personId: by.personId, name: by.name },
      });
      return answer.ok ? shownUntil(answer.value.value) : answer;
    },
    lookUpAgain: (callId) =>
      panel.lookUpAgain(callId) ? ok({}) : fail(appError('caller/other-call', { callId })),
  };
}
