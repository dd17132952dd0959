import type { Incident, IncidentRow, RowList } from '#shared/incident/contract.ts';
import { sampleCardNumber } from '#shared/incident/sample-list.ts';
import { maskCard } from '#shared/masking/card.ts';
import type { Scene } from './fake-bridge.ts';
import { signedIn } from './fixtures.ts';

type Scenes = Readonly<Record<string, (now: number) => Scene>>;

const lead = { personId: 'someone-else', name: '周敏' };

export function incident(now: number, more: Partial<Incident> = {}): Incident {
  return {
    incidentId: 'inc-1',
    name: '11·28 凌晨撞库',
    reason: '凌晨三点起同一商户集中试卡，风险部门给出名单',
    phase: 'ready',
    counts: { rows: 1004, bad: 14, unchecked: 0, open: 990, confirmed: 0, already: 0, failed: 0, left: 0 },
    atRiskMinor: 412_345_600,
    createdAt: now - 240_000,
    createdBy: lead,
    submittedAt: null,
    confirmedAt: null,
    confirmedBy: null,
    startedAt: null,
    endedAt: null,
    perSecond: null,
    leftMs: null,
    trouble: null,
    ...more,
  };
}

const second = (now: number): Partial<Incident> => ({
  submittedAt: now - 120_000,
  confirmedAt: now - 60_000,
  confirmedBy: { personId: 'p-second', name: '何静' },
  startedAt: now - 60_000,
});

/** What main would answer to `incident/rows`. */
export function incidentRows(list: RowList): { rows: IncidentRow[]; total: number } {
  const row = (at: number, more: Partial<IncidentRow>): IncidentRow => ({
    line: at + 2,
    masked: maskCard(sampleCardNumber(at)),
    holderMasked: `${'王李张刘陈'[at % 5] ?? ''}*${at % 2 === 0 ? '*' : ''}`,
    phoneMasked: `13${at % 10}****${1000 + at * 37}`,
    amountMinor: 4_998_700 - at * 61_300,
    state: 'confirmed',
    problem: null,
    failure: null,
    receipt: `LS20261128${String(at).padStart(6, '0')}`,
    answeredAt: 1,
    ...more,
  });
  const none = { holderMasked: '', phoneMasked: '', amountMinor: null, receipt: null, answeredAt: null };
  if (list === 'calls')
    return {
      rows: Array.from({ length: 30 }, (_, at) => row(at, at % 9 === 4 ? { amountMinor: null } : {})),
      total: 987,
    };
  if (list === 'failed')
    return {
      rows: [
        row(3, { ...none, state: 'failed', failure: 'notPermitted' }),
        row(8, { ...none, state: 'failed', failure: 'cardClosed' }),
      ],
      total: 2,
    };
  const problems = [
    'duplicate',
    'notDigits',
    'wrongLength',
    'checkDigit',
    'unknown',
    'closed',
    'heldBefore',
  ] as const;
  return { rows: problems.map((problem, at) => row(at * 7, { ...none, state: 'bad', problem })), total: 14 };
}

export const incidentScenes = (base: (now: number) => Scene): Scenes => {
  const scene =
    (more: (now: number) => Partial<Incident> | null, own = false, who: 1 | 2 = 1) =>
    (now: number): Scene => {
      const person = signedIn(who);
      const given = more(now);
      const createdBy =
        own && person.person ? { personId: person.person.id, name: person.person.name.zh } : lead;
      const current = given === null ? null : incident(now, { createdBy, ...given });
      const counts = {
        rows: 412,
        bad: 2,
        unchecked: 0,
        open: 0,
        confirmed: 408,
        already: 3,
        failed: 2,
        left: 0,
      };
      const past = incident(now - 86_400_000 * 9, {
        incidentId: 'inc-0',
        name: '境外商户预授权',
        phase: 'done',
        counts,
      });
      return {
        ...base(now),
        'access/state': person,
        'incident/state': { current, earlier: current ? [past] : [] },
      };
    };
  const going = {
    rows: 1004,
    bad: 14,
    unchecked: 0,
    open: 368,
    confirmed: 620,
    already: 3,
    failed: 2,
    left: 0,
  };
  const all = { ...going, open: 0, confirmed: 988 };
  return {
    'incident-new': scene(() => null),
    'incident-checking': scene(
      () => ({
        phase: 'checking',
        counts: { ...going, unchecked: 504, open: 490, confirmed: 0, already: 0, failed: 0, bad: 10 },
      }),
      true,
    ),
    'incident-ready': scene(() => ({}), true),
    'incident-awaiting-own': scene((now) => ({ phase: 'awaitingSecond', submittedAt: now - 1000 }), true),
    'incident-awaiting-second': scene(
      (now) => ({ phase: 'awaitingSecond', submittedAt: now - 1000 }),
      false,
      2,
    ),
    'incident-running': scene(
      (now) => ({ phase: 'running', ...second(now), counts: going, perSecond: 163, leftMs: 2_300 }),
      true,
    ),
    'incident-trouble': scene(
      (now) => ({
        phase: 'running',
        ...second(now),
        counts: going,
        perSecond: 0,
        trouble: { code: 'unreachable', nextTryAt: now + 6_000 },
      }),
      true,
    ),
    'incident-paused': scene((now) => ({ phase: 'paused', ...second(now), counts: going }), true),
    'incident-done': scene(
      (now) => ({ phase: 'done', ...second(now), counts: all, endedAt: now - 54_000 }),
      true,
    ),
  };
};
