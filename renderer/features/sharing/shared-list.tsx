import type { SharedItem } from '#shared/sharing/item.ts';
import { picture } from '#renderer/commands/picture-commands.ts';
import { sendCard, switchWay } from '#renderer/commands/sharing-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { cardToSend, sharedItems, sharingCallId, sharingWay } from '#renderer/stores/select/sharing.ts';
import { newestPicture, picturesOf } from '#renderer/stores/select/picture.ts';
import { useDeskState } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import type { IconName } from '#renderer/ui/icon-names.ts';
import { Section } from '#renderer/ui/section.tsx';

/** What went to the caller in this call and what became of it; after a scam talk the card that should go. */
export function SharedList() {
  const { t } = useI18n();
  const items = useDeskState(sharedItems);
  const card = useDeskState((state) => (sharingCallId(state) === null ? null : cardToSend(state)));
  const way = useDeskState(sharingWay);
  const pictures = useDeskState(picturesOf);
  if (items.length === 0 && !card && pictures.length === 0) return null;
  return (
    <Section
      title={t('sharing.title')}
      aside={
        <CommandButton command={switchWay} kind="quiet" flush>
          {t(`sharing.way.${way}`)}
        </CommandButton>
      }
    >
      {card ? <CardOffer title={card.title} /> : null}
      <PictureRow />
      {items.length > 0 ? (
        <ul className="card timeline shared-items" aria-live="polite">
          {items.map((item) => (
            <Item key={item.sendId} item={item} />
          ))}
        </ul>
      ) : null}
    </Section>
  );
}

function CardOffer({ title }: { readonly title: { readonly zh: string; readonly en: string } }) {
  const { t, pick } = useI18n();
  const sent = useDeskState((state) =>
    sharedItems(state).some(({ thing, state: is }) => thing.kind === 'card' && is !== 'failed'),
  );
  return (
    <div className="row shared-offer">
      <Icon name={sent ? 'check' : 'shield'} size="s" />
      <span className="fill">{t('sharing.card', { title: pick(title) })}</span>
      <CommandButton command={sendCard} kind={sent ? 'quiet' : 'plain'}>
        {t(sent ? 'sharing.again' : 'sharing.send')}
      </CommandButton>
    </div>
  );
}

/** The newest screenshot: where it is on its way, and the button that opens it. */
function PictureRow() {
  const { t } = useI18n();
  const newest = useDeskState(newestPicture);
  if (newest === null) return null;
  const { state, problem, width, height } = newest;
  return (
    <div className="row shared-offer" data-picture={state} role="status">
      <Icon name="eye" size="s" />
      <span className="fill clip">
        {t('sharing.picture.row')} · {t(`sharing.picture.state.${state}`)}
        {problem ? ` · ${t(`sharing.picture.problem.${problem}`)}` : null}
        {width > 0 ? ` · ${t('sharing.picture.size', { width, height })}` : null}
      </span>
      {state === 'asked' ? null : (
        <CommandButton command={picture}>{t('sharing.picture.openIt')}</CommandButton>
      )}
    </div>
  );
}

const icons: Readonly<Record<SharedItem['state'], IconName>> = {
  sending: 'asked',
  sent: 'flight',
  delivered: 'check',
  failed: 'warn',
};

function Item({ item }: { readonly item: SharedItem }) {
  const { t, pick, maybe } = useI18n();
  const { state, problem } = item;
  const why =
    problem === null
      ? null
      : (maybe(`sharing.problem.${problem.replaceAll('/', '-')}`) ?? t('sharing.problem.other'));
  return (
    <li data-shared={item.thing.kind} data-state={state} title={item.text}>
      <span className="at">{t(`sharing.via.${item.via}`)}</span>
      <span className="fill">{pick(item.title)}</span>
      <span className={state === 'failed' ? 'xs bad nowrap' : 'xs ink-2 nowrap'}>
        <Icon name={icons[state]} size="s" turning={state === 'sending'} /> {t(`sharing.state.${state}`)}
        {why ? ` · ${why}` : null}
      </span>
    </li>
  );
}
