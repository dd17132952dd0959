import type { TrailItem } from '#shared/flows/state.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { flowUp } from '#renderer/stores/select/flows.ts';
import { useDeskState } from '#renderer/stores/use-desk.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { useFactWords } from './use-fact-words.ts';

const none: readonly TrailItem[] = [];

/** What is behind us, newest first: what was said, answered, done, and what the desk passed by itself and why. */
export function FlowTrail() {
  const { t } = useI18n();
  const trail = useDeskState((state) => flowUp(state)?.trail ?? none);
  const version = useDeskState((state) => flowUp(state)?.version ?? '');
  const sample = useDeskState((state) => flowUp(state)?.sample ?? false);
  // A look that found nothing is kept with the call; here it would be noise.
  const shown = trail.filter((item) => item.kind !== 'check' || item.facts.length > 0);
  if (shown.length === 0) return null;
  return (
    <Section
      title={t('flows.behind')}
      aside={t(sample ? 'flows.sampleVersion' : 'flows.version', { version })}
    >
      <ol className="card timeline flow-trail">
        {shown.toReversed().map((item, index) => (
          <Item key={shown.length - index} item={item} />
        ))}
      </ol>
    </Section>
  );
}

function Item({ item }: { readonly item: TrailItem }) {
  const { t, pick, format } = useI18n();
  const factWords = useFactWords();
  const known = item.facts.map(factWords).join(t('common.and'));
  const byDesk = item.by === 'facts';
  const aside = item.choice ? pick(item.choice) : item.done === false ? t('flows.notDone') : null;
  return (
    <li data-passed={item.stepId}>
      <span className="at">{format.clock(item.callOffsetMs)}</span>
      <span className={byDesk ? 'fill clip ink-2' : 'fill clip'}>
        {byDesk ? <Icon name="eye" size="s" /> : null}
        {known ? `${t('flows.known', { facts: known })} ` : null}
        {item.text && !(byDesk && known) ? pick(item.text) : null}
      </span>
      {aside ? (
        <span className={item.done === false ? 'xs near nowrap' : 'xs nowrap clip'}>{aside}</span>
      ) : null}
    </li>
  );
}
