import { randomUUID } from 'node:crypto';
import type { AuditRepository } from '#electron/audit/ports.ts';
import { createHoldOutbox, type HoldOutbox } from '#electron/control/outbox.ts';
import type { MayMove } from '#electron/control/ports.ts';
import { createControlPolicy } from '#electron/control/policy.ts';
import { createScreen } from '#electron/control/screen.ts';
import { createTargets, type CallerOnScreen } from '#electron/control/targets.ts';
import type { CoreClient } from '#electron/core/client.ts';
import type { Log } from '#electron/log/log.ts';
import { createControlRepository } from '#electron/store/control-repository.ts';
import type { Db } from '#electron/store/db.ts';
import type { Who } from '#shared/core/text.ts';
import type { GuidanceState } from '#shared/guidance/state.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Source } from '#shared/lib/publisher.ts';
import type { RiskState } from '#shared/risk/state.ts';
import type { Role } from '#shared/seat/role.ts';
import type { SettingValues } from '#shared/settings/values.ts';

export interface ControlParts {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly core: CoreClient;
  readonly audit: AuditRepository;
  readonly caller: CallerOnScreen;
  readonly risk: { readonly state: Source<RiskState> };
  readonly guidance: { readonly state: Source<GuidanceState> };
  readonly values: Source<SettingValues>;
  readonly person: () => Who | null;
  readonly role: () => Role | null;
  readonly mayMove: MayMove;
}

/** The controls with their outbox, as the bank's policy allows them. */
export function composeControl(parts: ControlParts): HoldOutbox {
  const { db, clock, log, core, audit, caller, risk, guidance, values, person, role, mayMove } = parts;
  return createHoldOutbox({
    clock,
    log,
    random: Math.random,
    newId: randomUUID,
    repository: createControlRepository(db, audit.append),
    core,
    cards: createTargets(caller),
    screen: createScreen({ caller: caller.state, risk: risk.state, guidance: guidance.state }),
    policy: createControlPolicy({
      role,
      agentControls: () => values.get()['control.agentControls'],
      releaseRoles: () => values.get()['control.releaseRoles'],
    }),
    person,
    mayMove,
    health: core.health,
  });
}
