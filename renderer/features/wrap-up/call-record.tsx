import type { ReactNode } from 'react';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { callersCall } from '#renderer/stores/select/call.ts';
import { flowRecords } from '#renderer/stores/select/flows.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { MeasuresSummary } from './measures-summary.tsx';

interface Entry {
  readonly id: string;
  readonly offsetMs: number;
  readonly words: string;
  readonly aside?: ReactNode;
}

/** What was done in the call, in its order: kept as it was done, not remembered afterwards. */
export function CallRecord() {
  const { t, format } = useI18n();
  const entries = useEntries();
  return (
    <>
      <MeasuresSummary />
      <Section title={t('wrapUp.record')}>
        {entries.length <= 2 ? <p className="ink-2">{t('wrapUp.noRecord')}</p> : null}
        <ol className="card timeline">
          {entries.map((entry) => (
            <li key={entry.id}>
              <span className="at">{format.clock(entry.offsetMs)}</span>
              <span className="fill">{entry.words}</span>
              {entry.aside}
            </li>
          ))}
        </ol>
      </Section>
    </>
  );
}

function useEntries(): readonly Entry[] {
  const { t, pick, format } = useI18n();
  const call = useDeskState(callersCall);
  const guidance = useTopic('guidance/state', (state) => state);
  const library = useTopic('guidance/library', (state) => state);
  const flows = useTopic('flows/state', (state) => state);
  const quality = useTopic('quality/state', (state) => state);
  const sharing = useTopic('sharing/state', (state) => state);
  const holds = useTopic('control/state', (control) => control?.holds ?? null);
  const answeredAt = call?.answeredAt ?? null;
  if (!call || answeredAt === null) return [];
  const own = guidance?.callId === call.id ? guidance : null;
  const playbookOf = (id: string) => library?.playbooks.find((one) => one.id === id);
  const entries: Entry[] = [{ id: 'answered', offsetMs: 0, words: t('wrapUp.answered') }];
  for (const tick of own?.ticked ?? []) {
    const cue = library?.cues.find((one) => one.id === tick.cueId);
    const key = tick.source === 'account' ? 'wrapUp.fromAccount' : 'wrapUp.ticked';
    const words = t(key, { cue: cue ? pick(cue.label) : tick.cueId });
    entries.push({ id: `tick ${tick.cueId}`, offsetMs: tick.callOffsetMs, words });
  }
  for (const [index, asked] of (own?.asked ?? []).entries()) {
    const question = playbookOf(asked.playbookId)?.questions.find((one) => one.id === asked.questionId);
    const words = t('wrapUp.asked', { question: question ? pick(question.text) : asked.questionId });
    const latency =
      asked.latencyMs === null
        ? ''
        : t('call.measures.seconds', { seconds: format.number(asked.latencyMs / 1_000, 1) });
    const told = [latency, asked.mark ? t(`guidance.mark.${asked.mark}`) : ''].filter((part) => part !== '');
    const aside = told.length > 0 ? <span className="xs ink-2 nowrap">{told.join(' · ')}</span> : null;
    entries.push({ id: `ask ${index}`, offsetMs: asked.callOffsetMs, words, aside });
  }
  for (const [index, said] of (own?.said ?? []).entries()) {
    const line = playbookOf(said.playbookId)?.lines.find((one) => one.id === said.lineId);
    const words = t('wrapUp.said', { line: line ? pick(line.text) : said.lineId });
    entries.push({ id: `say ${index}`, offsetMs: said.callOffsetMs, words });
  }
  for (const { runId, name, number, outcome, trail } of flowRecords(flows, call.id)) {
    const words = t('flows.record', { name: pick(name) });
    const aside = (
      <span className="xs ink-2 nowrap">{outcome ? pick(outcome) : t('flows.step', { number })}</span>
    );
    entries.push({ id: `flow ${runId}`, offsetMs: trail[0]?.callOffsetMs ?? 0, words, aside });
    for (const [index, { text, choice, by, callOffsetMs }] of trail.entries()) {
      if (!text || !choice || by !== 'agent') continue;
      const answer = <span className="xs ink-2 nowrap">{pick(choice)}</span>;
      entries.push({
        id: `flow ${runId} ${index}`,
        offsetMs: callOffsetMs,
        words: pick(text),
        aside: answer,
      });
    }
  }
  for (const { id, label, done } of quality?.callId === call.id ? quality.lines : []) {
    if (done === null || done.by !== 'agent') continue;
    entries.push({
      id: `required ${id}`,
      offsetMs: done.callOffsetMs,
      words: t('quality.record', { item: pick(label) }),
    });
  }
  for (const item of sharing?.callId === call.id ? sharing.items : []) {
    const words = t('sharing.record', { title: pick(item.title) });
    const aside = <span className="xs ink-2 nowrap">{t(`sharing.state.${item.state}`)}</span>;
    entries.push({ id: item.sendId, offsetMs: item.callOffsetMs, words, aside });
  }
  for (const hold of holds?.filter((one) => one.callId === call.id) ?? []) {
    const state = <span className={`control-state ${hold.state}`}>{t(`control.state.${hold.state}`)}</span>;
    const words = t('wrapUp.holdAsked', { card: hold.cardMasked });
    entries.push({ id: hold.holdId, offsetMs: Math.max(0, hold.askedAt - answeredAt), words, aside: state });
  }
  if (call.endedAt !== null)
    entries.push({ id: 'ended', offsetMs: call.endedAt - answeredAt, words: t('wrapUp.ended') });
  return entries.sort((a, b) => a.offsetMs - b.offsetMs);
}
