import { randomUUID } from 'node:crypto';
import { createAgentNotes } from '#electron/caller/agent-notes.ts';
import { createAuditHandlers } from '#electron/audit/audit.ts';
import { createCallLog, type CallLog } from '#electron/caller/call-log.ts';
import { createCallerHandlers } from '#electron/caller/handlers.ts';
import { createCallerPanel, type CallerPanel } from '#electron/caller/panel.ts';
import type { CallManager } from '#electron/call/call-manager.ts';
import { createControlHandlers } from '#electron/control/handlers.ts';
import type { HoldOutbox } from '#electron/control/outbox.ts';
import type { MayMove } from '#electron/control/ports.ts';
import type { CoreClient } from '#electron/core/client.ts';
import { articleOfFlow } from '#electron/flows/flow-article.ts';
import { createFlowGuide, type FlowGuide } from '#electron/flows/flow-guide.ts';
import { createFlowHandlers } from '#electron/flows/flow-handlers.ts';
import { createFlowLibrary, type Flows } from '#electron/flows/flow-library.ts';
import { createSurroundings } from '#electron/flows/surroundings.ts';
import { createContentOverlay, overlayFor, type ContentOverlay } from '#electron/editor/overlay.ts';
import type { EditorRepository } from '#electron/editor/ports.ts';
import { createGuidanceHandlers } from '#electron/guidance/guidance-handlers.ts';
import { createGuidance, type Guidance } from '#electron/guidance/guidance.ts';
import type { ResponseEar } from '#electron/guidance/ports.ts';
import { createPlaybookLibrary } from '#electron/guidance/playbook-library.ts';
import { createKnowledgeHandlers } from '#electron/knowledge/handlers.ts';
import { openIndexProcess } from '#electron/knowledge/index/index-client.ts';
import { createKnowledge, type Knowledge } from '#electron/knowledge/knowledge.ts';
import type { Log } from '#electron/log/log.ts';
import type { CareFlagRules } from '#electron/risk/care/flag-rules.ts';
import type { Risk } from '#electron/risk/risk.ts';
import { createAuditRepository } from '#electron/store/audit-repository.ts';
import { createCallerRepository } from '#electron/store/caller-repository.ts';
import type { Db } from '#electron/store/db.ts';
import { createEditorRepository } from '#electron/store/editor-repository.ts';
import { createFlowRepository } from '#electron/store/flow-repository.ts';
import { createGuidanceRepository } from '#electron/store/guidance-repository.ts';
import { createKnowledgeRepository } from '#electron/store/knowledge-repository.ts';
import type { Person } from '#shared/access/people.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { createPublisher, type Source } from '#shared/lib/publisher.ts';
import type { SettingValues } from '#shared/settings/values.ts';
import { composeEmbed } from './embeddings.ts';
import { forkIndexProcess } from './index-process.ts';
import { composeControl } from './control.ts';
import type { Places } from './places.ts';
import { composeFlagRules, composeRisk, followAccountCues } from './risk.ts';

export interface DeskDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly places: Places;
  readonly values: Source<SettingValues>;
  readonly calls: CallManager;
  readonly core: CoreClient;
  readonly person: () => Person | null;
  /** What the line hears of the answers (C21). */
  readonly ear: ResponseEar;
  /** Whether money may move for the caller on the line: safety questions come first (care). */
  readonly mayMove: MayMove;
}

export interface DeskRooms {
  readonly guidance: Guidance;
  readonly library: ReturnType<typeof createPlaybookLibrary>;
  readonly knowledge: Knowledge;
  readonly caller: CallerPanel;
  readonly flagRules: CareFlagRules;
  readonly callLog: CallLog;
  readonly control: HoldOutbox;
  readonly risk: Risk;
  readonly flowLibrary: Flows;
  readonly flows: FlowGuide;
  /** Published versions of content, and which of them stand before the files today. */
  readonly editorRepository: EditorRepository;
  readonly overlay: ContentOverlay;
  dispose(): void;
  readonly handlers: ReturnType<typeof createCallerHandlers> &
    ReturnType<typeof createControlHandlers> &
    ReturnType<typeof createAuditHandlers> &
    ReturnType<typeof createGuidanceHandlers> &
    ReturnType<typeof createFlowHandlers> &
    ReturnType<typeof createKnowledgeHandlers>;
}

/** The rooms that live on the store. Built once, when it is open. */
export function composeDesk(deps: DeskDeps): DeskRooms {
  const { db, clock, log, places, values, calls, core } = deps;
  const person = () => {
    const who = deps.person();
    return who === null ? null : { personId: who.id, name: who.name.zh };
  };

  const audit = createAuditRepository(db);
  const editorRepository = createEditorRepository(db, audit.append);
  const overlay = createContentOverlay({ repository: editorRepository, clock });
  const library = createPlaybookLibrary({
    playbooksFolder: places.playbooks,
    careCardsFolder: places.careCards,
    overlay: overlayFor(overlay, 'playbook'),
    log,
  });
  const currentCall = answeredCall(calls);
  const guidance = createGuidance({
    clock,
    log,
    repository: createGuidanceRepository(db),
    library: library.library,
    currentCall,
    ear: deps.ear,
  });
  const flowRepository = createFlowRepository(db);
  const flowLibrary = createFlowLibrary({
    folder: places.flows,
    repository: flowRepository,
    overlay: overlayFor(overlay, 'flow'),
    log,
  });
  const knowledge = createKnowledge({
    repository: createKnowledgeRepository(db),
    log,
    clock,
    contentDir: places.knowledge,
    overlay: overlayFor(overlay, 'article'),
    made: () => {
      const { flows: all, policies } = flowLibrary.content.get();
      return all.map((flow) => articleOfFlow(flow, policies));
    },
    openBuilder: (words) => openIndexProcess({ clock, fork: forkIndexProcess(places) }, words),
    newId: randomUUID,
    isBusy: () => calls.state.get().calls.some((call) => call.state === 'ringing'),
    embed: composeEmbed(values.get(), clock),
  });
  const callerRepository = createCallerRepository(db, audit.append);
  const flagRules = composeFlagRules({ clock, log, places });
  const caller = createCallerPanel({
    flagRules: flagRules.rules,
    clock,
    log,
    core,
    current: calls.current,
    repository: callerRepository,
    ageRule: () => ({
      elderlyFrom: values.get()['care.elderlyFrom'],
      elderlyFromWomen: values.get()['care.elderlyFromWomen'],
    }),
  });
  const notes = createAgentNotes({ clock, log, panel: caller, repository: callerRepository, core, person });
  const callLog = createCallLog({ clock, log, repository: callerRepository, core, panel: caller });
  const risk = composeRisk({ clock, log, places, library: library.library, guidance, caller });
  const control = composeControl({
    ...deps,
    audit,
    caller,
    guidance,
    risk,
    person,
    role: () => deps.person()?.role ?? null,
  });
  const flows = createFlowGuide({
    clock,
    log,
    newId: randomUUID,
    repository: flowRepository,
    content: flowLibrary.content,
    currentCall,
    surroundings: createSurroundings({
      caller: caller.state,
      control: control.state,
      agent: () => deps.person()?.name ?? null,
    }),
    openPlaybook: guidance.state,
  });
  followAccountCues(caller, guidance);
  followDecisions(control, caller);
  return {
    guidance,
    library,
    knowledge,
    caller,
    flagRules,
    callLog,
    control,
    risk,
    flowLibrary,
    flows,
    editorRepository,
    overlay,
    dispose() {
      for (const room of [control, risk, flagRules, callLog, knowledge]) room.dispose();
    },
    handlers: {
      ...createCallerHandlers(notes),
      ...createControlHandlers(control),
      ...createAuditHandlers({ clock, log, repository: audit, dataFolder: places.data, person }),
      ...createGuidanceHandlers(guidance),
      ...createFlowHandlers(flows),
      ...createKnowledgeHandlers(knowledge),
    },
  };
}

/** A transaction that was decided waits no longer: the panel asks the core what does. Each receipt once. */
function followDecisions(control: HoldOutbox, caller: CallerPanel): void {
  const seen = new Set(control.state.get().requests.map(({ requestId, state }) => `${requestId} ${state}`));
  control.state.subscribe(({ requests }) => {
    for (const { requestId, target, state } of requests) {
      const step = `${requestId} ${state}`;
      if (target.kind !== 'transaction' || state !== 'confirmed' || seen.has(step)) continue;
      seen.add(step);
      caller.riskChanged(target.id);
    }
  });
}

/** The call that prompts belong to: from the answer to the end of the wrap-up. */
function answeredCall(calls: CallManager): Source<{ callId: never; startedAt: number } | null> {
  const answered = createPublisher<{ callId: never; startedAt: number } | null>(null);
  calls.current.subscribe((call) => {
    const known = answered.get();
    if (call === null || call.answeredAt === null) answered.set(null);
    else if (known?.callId !== call.callId)
      answered.set({ callId: call.callId as never, startedAt: call.answeredAt });
  });
  return answered;
}
