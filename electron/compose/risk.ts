import { join } from 'node:path';
import type { CallerPanel } from '#electron/caller/panel.ts';
import type { Guidance } from '#electron/guidance/guidance.ts';
import type { Log } from '#electron/log/log.ts';
import { createFlagRules, type CareFlagRules } from '#electron/risk/care/flag-rules.ts';
import { flagTable } from '#electron/risk/care/flag-table.ts';
import { cellWords } from '#electron/risk/cell-words.ts';
import { loadZenEngine } from '#electron/risk/engine.ts';
import { createRiskTables } from '#electron/risk/risk-tables.ts';
import { createRisk, type Risk } from '#electron/risk/risk.ts';
import { createTableFiles } from '#electron/risk/table-files.ts';
import { watchTable } from '#electron/risk/table-watch.ts';
import type { CallerState } from '#shared/caller/contract.ts';
import { derivedCues } from '#shared/guidance/derived-cues.ts';
import type { GuidanceLibrary } from '#shared/guidance/library.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Source } from '#shared/lib/publisher.ts';
import type { Places } from './places.ts';

export interface RiskParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly places: Places;
  readonly library: Source<GuidanceLibrary>;
  readonly guidance: Guidance;
  readonly caller: CallerPanel;
}

/** The risk tier, from the bank's tables; the last good ones are kept in the desk's own data. */
export function composeRisk({ clock, log, places, library, guidance, caller }: RiskParts): Risk {
  const files = createTableFiles(places.decisionTables, join(places.data, 'decision-tables'));
  const tables = createRiskTables({
    log,
    files,
    loadEngine: loadZenEngine,
    words: () => cellWords(library.get()),
  });
  const risk = createRisk({ clock, log, tables, guidance: guidance.state, library, caller: caller.state });
  const watch = watchTable({ clock, log, files, reload: risk.reload });
  return {
    ...risk,
    dispose() {
      watch.dispose();
      risk.dispose();
    },
  };
}

/** The table of care flags; it is loaded after what a person waits for, and until then the desk's own rules stand. */
export function composeFlagRules({
  clock,
  log,
  places,
}: Pick<RiskParts, 'clock' | 'log' | 'places'>): CareFlagRules {
  const files = createTableFiles(places.decisionTables, join(places.data, 'decision-tables'), flagTable);
  const rules = createFlagRules({ log, files, loadEngine: loadZenEngine });
  let watch: { dispose(): void } | null = null;
  return {
    ...rules,
    async load() {
      const since = await files.stamp();
      await rules.load();
      watch ??= watchTable({ clock, log, files, reload: rules.load, since });
    },
    dispose: () => watch?.dispose(),
  };
}

/** What is known of a call before a word is said: the account's facts, the age group, a transaction that waits. */
function knownCues({ riskFacts, holder, flags, pendingTransaction }: CallerState): readonly string[] {
  const set = flags.filter(({ lifted }) => lifted === null).map(({ flag }) => flag);
  return [
    ...riskFacts.map(({ cue }) => cue),
    ...derivedCues({ age: holder?.age ?? null, flags: set, pending: pendingTransaction !== null }),
  ];
}

/** What is known is ticked before a word is said. */
export function followAccountCues(caller: CallerPanel, guidance: Guidance): void {
  let done = '';
  const note = (): void => {
    const { callId } = caller.state.get();
    const cues = knownCues(caller.state.get());
    const mark = `${callId ?? ''} ${guidance.state.get().callId ?? ''} ${cues.join(' ')}`;
    if (callId === null || cues.length === 0 || guidance.state.get().callId !== callId || mark === done)
      return;
    done = mark;
    guidance.noteAccountCues(callId, cues);
  };
  caller.state.subscribe(note);
  guidance.state.subscribe(note);
}
