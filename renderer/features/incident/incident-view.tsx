import { useState } from 'react';
import { isIncidentOpen } from '#shared/incident/phase.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { Column } from '#renderer/ui/column.tsx';
import { LoadingPart } from '#renderer/ui/states.tsx';
import { Earlier } from './earlier.tsx';
import { IncidentNow } from './incident-now.tsx';
import { ListForm } from './list-form.tsx';
import { RowsColumn } from './rows-column.tsx';

/** 批量挂失: the lists there are, the one at hand and what comes next, its rows. */
export function IncidentView() {
  const { t } = useI18n();
  const state = useTopic('incident/state', (one) => one);
  const isLead = useTopic('access/state', (access) => access?.person?.role === 'teamLead');
  const [wantsNew, setWantsNew] = useState(false);
  if (state === null) return <LoadingPart />;
  const { current } = state;
  const open = current !== null && isIncidentOpen(current.phase);
  const composing = !open && isLead && (current === null || wantsNew);
  const shown = composing ? null : current;
  return (
    <main className="columns incident">
      <Column place="left" title={t('incident.list.title')} keys="Ctrl+J">
        <Earlier state={state} />
      </Column>
      <Column
        place="middle"
        middle
        focusable={!composing}
        title={t('incident.title')}
        note={shown ? shown.name : t('incident.before')}
        keys="Ctrl+K"
      >
        {composing ? <ListForm onKept={() => setWantsNew(false)} /> : null}
        {composing ? null : (
          <IncidentNow incident={shown} onNew={isLead && !open ? () => setWantsNew(true) : null} />
        )}
      </Column>
      <RowsColumn key={shown?.incidentId ?? 'none'} incident={shown} />
    </main>
  );
}
