import { useState } from 'react';
import type { FloorState } from '#shared/floor/contract.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { Column } from '#renderer/ui/column.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { Empty, ErrorNote, LoadingPart } from '#renderer/ui/states.tsx';
import { AttentionList } from './attention-list.tsx';
import { rowOf, type Chosen } from './chosen.ts';
import { Detail } from './detail.tsx';
import { FiguresRow } from './figures-row.tsx';
import { figuresOf, stateOrder } from './figures.ts';
import { FloorClock } from './floor-now.tsx';
import { HelpList } from './help-list.tsx';
import { QueueTable } from './queue-table.tsx';
import { SeatTable } from './seat-table.tsx';
import { seatDots } from './words.ts';

/** 现场: the seats and queues of this machine's embedded exchange, live. Nothing here that is not so. */
export function FloorView() {
  const { t } = useI18n();
  const floor = useTopic('floor/state', (state) => state);
  const configured = useTopic('settings/state', (s) => s?.values['exchange.mode'] === 'configured');
  if (floor === null) return <LoadingPart />;
  if (configured && floor.feed.source === 'off')
    return (
      <main className="floor-none">
        <Empty icon="eye" title={t('floor.feed.configuredTitle')}>
          {t('floor.feed.configuredText')}
        </Empty>
        <HelpList />
      </main>
    );
  return <Floor floor={floor} />;
}

function Floor({ floor }: { readonly floor: FloorState }) {
  const { t } = useI18n();
  const [chosen, setChosen] = useState<Chosen>(null);
  return (
    <FloorClock at={floor.feed.source === 'off' ? floor.feed.asOf : null}>
      <main className="floor">
        <FiguresRow floor={floor} />
        <div className="floor-main">
          <FeedOff floor={floor} />
          <QueueSection floor={floor} chosen={chosen} onChoose={setChosen} />
          <SeatSection floor={floor} chosen={chosen} onChoose={setChosen} />
        </div>
        <Column place="right" title={t('floor.look.title')} keys="Ctrl+L" tabStop>
          <HelpList />
          <AttentionList floor={floor} onChoose={setChosen} />
          <Detail floor={floor} row={rowOf(floor, chosen)} onWhole={() => setChosen(null)} />
        </Column>
      </main>
    </FloorClock>
  );
}

function FeedOff({ floor }: { readonly floor: FloorState }) {
  const { t, format } = useI18n();
  if (floor.feed.source !== 'off') return null;
  return (
    <div className="floor-off">
      <ErrorNote title={t('floor.feed.offTitle')}>
        {t('floor.feed.offText', { time: format.timeExact(floor.feed.asOf) })}
      </ErrorNote>
    </div>
  );
}

interface SectionProps {
  readonly floor: FloorState;
  readonly chosen: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
}

const idOf = (chosen: Chosen, kind: 'queue' | 'seat'): string | null =>
  chosen?.kind === kind ? chosen.id : null;

function QueueSection({ floor, chosen, onChoose }: SectionProps) {
  const { t } = useI18n();
  return (
    <section aria-label={t('floor.queues.title')}>
      <div className="column-head">
        <h2>{t('floor.queues.title')}</h2>
        <span className="clip">{t('floor.queues.note')}</span>
        <span className="fill" />
        <KeyCap keys="Ctrl+J" />
      </div>
      <QueueTable
        queues={floor.queues}
        chosen={idOf(chosen, 'queue')}
        onChoose={(id) => onChoose({ kind: 'queue', id })}
      />
    </section>
  );
}

function SeatSection({ floor, chosen, onChoose }: SectionProps) {
  const { t } = useI18n();
  const { byState } = figuresOf(floor);
  return (
    <section className="seats" aria-label={t('floor.seats.title')}>
      <div className="column-head">
        <h2>{t('floor.seats.title')}</h2>
        <span className="clip legend">
          {stateOrder
            .filter((state) => byState[state] > 0)
            .map((state) => (
              <span key={state}>
                <i className={seatDots[state]} />
                {t(`floor.state.${state}`)} {byState[state]}
              </span>
            ))}
        </span>
        <span className="fill" />
        <KeyCap keys="Ctrl+K" />
      </div>
      <SeatTable
        seats={floor.seats}
        chosen={idOf(chosen, 'seat')}
        onChoose={(id) => onChoose({ kind: 'seat', id })}
      />
    </section>
  );
}
