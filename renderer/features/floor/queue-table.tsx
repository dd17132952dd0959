import type { FloorQueue } from '#shared/floor/contract.ts';
import { averageSpeedOfAnswerMs, serviceLevelMs } from '#shared/floor/metrics.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useRowKeys } from '#renderer/ui/use-row-keys.ts';
import { Empty } from '#renderer/ui/states.tsx';
import { ratesOf } from './figures.ts';
import { Since } from './floor-now.tsx';
import { place, queueName, rateText, spanText } from './words.ts';

interface QueueTableProps {
  readonly queues: readonly FloorQueue[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

const columns = [
  'offered',
  'waiting',
  'longest',
  'answered',
  'abandoned',
  'answerRate',
  'serviceLevel',
  'asa',
] as const;

/** One row a queue, in the exchange's order; the numbers of today. */
export function QueueTable({ queues, chosen, onChoose }: QueueTableProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const active = queues.findIndex((queue) => queue.id === chosen);
  const keys = useRowKeys(queues.length, active, (index) => {
    const queue = queues[index];
    if (queue) onChoose(queue.id);
  });
  if (queues.length === 0) return <Empty title={t('floor.queues.none')} />;
  return (
    <div className="table-frame">
      <table aria-label={t('floor.queues.title')}>
        <thead>
          <tr>
            <th scope="col">{t('floor.queues.name')}</th>
            {columns.map((name) => (
              <th key={name} scope="col" className="figure-cell">
                {t(`floor.queues.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {queues.map((queue, index) => (
            <tr key={queue.id} data-queue={queue.id} className={index === active ? 'chosen' : undefined}>
              <th scope="row">
                <button
                  className="row-button"
                  {...place(index === Math.max(0, active), 'left')}
                  {...keys.rowProps(index)}
                >
                  {queueName(i18n, queue)}
                </button>
              </th>
              <QueueCells queue={queue} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function QueueCells({ queue }: { readonly queue: FloorQueue }) {
  const i18n = useI18n();
  const { format, t } = i18n;
  const rates = ratesOf(queue);
  return (
    <>
      <td className="figure-cell">{format.number(queue.offered)}</td>
      <td className="figure-cell">{queue.waiting > 0 ? <b>{format.number(queue.waiting)}</b> : 0}</td>
      <td className="figure-cell">
        {queue.longestWaitingSinceAt === null ? (
          <span className="ink-3">{t('floor.noData')}</span>
        ) : (
          <Since since={queue.longestWaitingSinceAt} limitMs={serviceLevelMs} />
        )}
      </td>
      <td className="figure-cell">{format.number(queue.answered)}</td>
      <td className="figure-cell">{format.number(queue.abandoned)}</td>
      <Rate text={rateText(i18n, rates.answerRate)} known={rates.answerRate !== null} />
      <Rate text={rateText(i18n, rates.serviceLevel)} known={rates.serviceLevel !== null} />
      <Rate
        text={spanText(i18n, averageSpeedOfAnswerMs(queue))}
        known={averageSpeedOfAnswerMs(queue) !== null}
      />
    </>
  );
}

const Rate = ({ text, known }: { readonly text: string; readonly known: boolean }) => (
  <td className={known ? 'figure-cell' : 'figure-cell ink-3'}>{text}</td>
);
