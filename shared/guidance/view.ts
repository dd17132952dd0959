import type { CallId } from '#shared/lib/ids.ts';
import type { GuidanceLibrary } from './library.ts';
import { rankPlaybooks } from './ranking.ts';
import type { GuidanceRecord } from './record.ts';
import type { GuidanceState } from './state.ts';

function countsOf(record: GuidanceRecord, library: GuidanceLibrary): GuidanceState['counts'] {
  const playbook = library.playbooks.find((one) => one.id === record.playbookId);
  const ticked = new Set(record.ticked.map((one) => one.cueId));
  const listed = playbook?.cues.filter((cue) => ticked.has(cue.id)).length ?? 0;
  const seenToo = Object.keys(playbook?.alsoSeen ?? {}).filter((id) => ticked.has(id)).length;
  const asked = new Set(
    record.asked.filter((one) => one.playbookId === record.playbookId).map((one) => one.questionId),
  );
  return {
    cuesMatched: listed + seenToo,
    cuesTotal: (playbook?.cues.length ?? 0) + seenToo,
    questionsAsked: asked.size,
    questionsLeft: playbook?.questions.filter((question) => !asked.has(question.id)).length ?? 0,
    linesSaid: record.said.length,
  };
}

/** A share below this is no news to anybody. */
const worthShowing = 0.03;

/** The snapshot of a call that is up: its record beside what the library makes of it. `today` is `YYYY-MM-DD`. */
export function guidanceView(
  callId: CallId,
  record: GuidanceRecord,
  library: GuidanceLibrary,
  today: string,
): GuidanceState {
  const { candidates, named, suspicion, everyday } = rankPlaybooks(
    library,
    record.ticked.map((one) => one.cueId),
    today,
  );
  const heard = record.ticked.some((one) => one.source === 'agent');
  // Account facts alone open nothing unless they name a pattern: they are facts of many honest calls too.
  const suggesting = heard || named !== null;
  return {
    callId,
    mode: record.playbookId !== null ? 'guiding' : suggesting ? 'suggesting' : 'quiet',
    playbookId: record.playbookId,
    playbookVersion: record.playbookVersion,
    ticked: [...record.ticked],
    asked: [...record.asked],
    said: [...record.said],
    counts: countsOf(record, library),
    candidates: suggesting ? candidates.filter((one, at) => at === 0 || one.score >= worthShowing) : [],
    named,
    suspicion,
    everyday,
  };
}
