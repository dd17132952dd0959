import { recordOf } from '#shared/guidance/record.ts';
import type { GuidanceStep } from '#shared/guidance/step.ts';
import type { QualityEvent } from '#shared/quality/event.ts';
import { qualityRecordOf } from '#shared/quality/record.ts';
import type { QualitySheet } from '#shared/quality/sheet.ts';
import type { ReviewChecked, ReviewQuestion, ReviewSheet } from '#shared/review/sheet.ts';
import type { KeptWithCall } from './ports.ts';

type Texts = Pick<KeptWithCall, 'playbooks'>;

/** Each playbook that was chosen, in the wording it had then. */
export const promptsOf = (steps: readonly GuidanceStep[], texts: Texts): ReviewSheet['prompts'] =>
  steps
    .flatMap((step) => (step.kind === 'playbookChosen' ? [step] : []))
    .slice(0, 100)
    .map(({ at, callOffsetMs, playbookId, playbookVersion }) => ({
      at,
      callOffsetMs,
      playbookId,
      version: playbookVersion,
      name: texts.playbooks(playbookId, playbookVersion)[0]?.name ?? null,
    }));

/** Every asking with what came of it. The words are those of the version that the asking names. */
export function questionsOf(steps: readonly GuidanceStep[], texts: Texts): ReviewQuestion[] {
  const versions = new Map<string, string>();
  for (const step of steps)
    if (step.kind === 'questionAsked')
      versions.set(`${step.playbookId} ${step.questionId} ${step.at}`, step.playbookVersion);
  return recordOf(steps).asked.map((one) => {
    const { playbookId, questionId, askedAt, callOffsetMs, latencyMs, latencySource, mark } = one;
    const version = versions.get(`${playbookId} ${questionId} ${askedAt}`);
    const text =
      version === undefined
        ? undefined
        : texts
            .playbooks(playbookId, version)
            .flatMap(({ questions }) => questions)
            .find(({ id }) => id === questionId)?.text;
    return {
      at: askedAt,
      callOffsetMs,
      playbookId,
      questionId,
      text: text === undefined ? null : { zh: text.zh, en: text.en },
      latencyMs,
      latencySource,
      mark,
    };
  });
}

/** What the check required when the call ended, with what was done; null where it never closed. */
export function checkedOf(
  events: readonly QualityEvent[],
  sheets: readonly QualitySheet[],
): ReviewChecked[] | null {
  const { closed, done } = qualityRecordOf(events.slice(0, closedAt(events) + 1));
  if (closed === null) return null;
  const versions = new Map(closed.sheets.map(({ sheetId, version }) => [sheetId, version]));
  return closed.required.map((itemId) => {
    const item = itemOf(itemId, versions, sheets);
    const event = done.get(itemId);
    const sheetId = event?.sheetId ?? item?.sheet.id ?? '';
    return {
      itemId,
      phase: item?.item.phase ?? null,
      label: item?.item.label ?? null,
      sheetId,
      version: event?.version ?? versions.get(sheetId) ?? null,
      done:
        event === undefined || closed.missing.includes(itemId)
          ? null
          : { by: event.by, at: event.at, callOffsetMs: event.callOffsetMs },
    };
  });
}

const closedAt = (events: readonly QualityEvent[]): number =>
  events.findIndex(({ kind }) => kind === 'closed');

/** In the sheets that counted then; the last one that words it wins, as in the call. */
function itemOf(itemId: string, versions: ReadonlyMap<string, string>, sheets: readonly QualitySheet[]) {
  const counted = sheets.filter(({ id }) => versions.has(id));
  for (const sheet of counted.toReversed()) {
    const item = sheet.items.find(({ id }) => id === itemId);
    if (item) return { item, sheet };
  }
  return null;
}
