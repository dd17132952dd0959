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
  /** Whether the caller agreed that the flag is kept for the next call. */
  keepFlag(callId: CallId, flag: CareFlag, agreed: boolean): Done;
  setSpeaker(callId: CallId, relation: Relation, name: string): Done;
  markVerified(callId: CallId, methods: readonly VerifyMethod[], failed: boolean): Done;
  reveal(
    callId: CallId,
    question: RevealQuestion,
  ): Promise<Result<{ readonly value: string; readonly hideAt: number }>>;
  lookUpAgain(callId: CallId): Done;
}

export function createAgentNotes(deps: AgentNotesDeps): AgentNotes {
  const { repository } = deps;
  const flag = (
    callId: CallId,
    which: CareFlag,
    action: 'set' | 'lifted' | 'confirmed',
    source: CareReason = 'heardByAgent',
    params: Params = {},
  ): Done => {
    const isSet = deps.panel.state.get().flags.some((one) => one.flag === which);
    if (action !== 'set' && !isSet) return fail(appError('caller/flag-not-set', { flag: which }));
    return change(deps, callId, 'flag', ({ facts, by, at }) =>
      repository.addFlagNote(subjectsOf(facts)[0], { callId, flag: which, action, source, params, at, by }),
    );
  };
  return {
    setFlag: (callId, which, source, params) => flag(callId, which, 'set', source, params),
    liftFlag: (callId, which) => flag(callId, which, 'lifted'),
    confirmFlag: (callId, which) => flag(callId, which, 'confirmed'),
    keepFlag: (callId, which, agreed) => {
      const isSet = deps.panel.state.get().flags.some((one) => one.flag === which);
      if (!isSet) return fail(appError('caller/flag-not-set', { flag: which }));
      return change(deps, callId, 'flag', ({ facts, by, at }) =>
        repository.addFlagConsent(subjectsOf(facts)[0], { callId, flag: which, agreed, at, by }),
      );
    },
    setSpeaker: (callId, relation, name) =>
      change(deps, callId, 'speaker', ({ by, at }) =>
        repository.addIdentityNote({ kind: 'speaker', callId, relation, name, at, by }),
      ),
    markVerified: (callId, methods, failed) =>
      change(deps, callId, 'verified', ({ by, at }) =>
        repository.addIdentityNote({
          kind: 'verified',
          callId,
          methods: [...new Set(methods)],
          failed,
          at,
          by,
        }),
      ),
    reveal: (callId, question) => reveal(deps, callId, question),
    lookUpAgain: (callId) =>
      deps.panel.lookUpAgain(callId) ? ok({}) : fail(appError('caller/other-call', { callId })),
  };
}

interface Here {
  readonly facts: PanelFacts;
  readonly by: Who;
  readonly at: number;
}

/** The call on the panel and who is at the desk; a command for another call is refused. */
function here({ clock, panel, person }: AgentNotesDeps, callId: CallId): Result<Here> {
  const facts = panel.facts();
  if (facts?.call.callId !== callId) return fail(appError('caller/other-call', { callId }));
  const by = person();
  return by ? ok({ facts, by, at: clock.now() }) : fail(appError('common/not-allowed', { need: 'signedIn' }));
}

function keep({ log }: AgentNotesDeps, what: string, write: () => void): Done {
  try {
    write();
    return ok({});
  } catch (error) {
    log.error('caller note not written', { what, error: String(error) });
    return fail(appError('caller/not-kept', { what }, 'now'));
  }
}

function change(deps: AgentNotesDeps, callId: CallId, what: string, write: (now: Here) => void): Done {
  const now = here(deps, callId);
  if (!now.ok) return now;
  const kept = keep(deps, what, () => write(now.value));
  if (kept.ok) deps.panel.notesChanged(callId);
  return kept;
}

type Revealed = Result<{ readonly value: string; readonly hideAt: number }>;

/** The look is in the audit before the core is asked, so that no full number is ever shown without its reason. */
async function reveal(deps: AgentNotesDeps, callId: CallId, question: RevealQuestion): Promise<Revealed> {
  const now = here(deps, callId);
  if (!now.ok) return now;
  const { facts, by, at } = now.value;
  const { what, reason } = question;
  const cardId = what === 'card' ? question.cardId : null;
  const customerId = facts.customer?.customerId ?? null;
  // Of someone unknown there is only the number they ring from, and the desk has that itself.
  const ownNumber = what === 'phone' && customerId === null ? facts.number : null;
  const exists = what !== 'card' || facts.cards.some((card) => card.cardId === cardId);
  if (!exists || (customerId === null && ownNumber === null)) {
    return fail(appError('caller/nothing-to-reveal', { what }));
  }
  const note = { callId, subject: subjectsOf(facts)[0], what, cardId, reason, at, by };
  const kept = keep(deps, 'reveal', () => deps.repository.addReveal(note));
  if (!kept.ok) return kept;
  const shown = (value: string): Revealed =>
    ok({ value, hideAt: deps.clock.now() + (deps.revealForMs ?? 30_000) });
  if (customerId === null) return shown(ownNumber ?? '');
  const askedBy = { personId: by.personId, name: by.name };
  const answer = await deps.core.reveal({ customerId, what, cardId, reason, callId, askedBy });
  return answer.ok ? shown(answer.value.value) : answer;
}
