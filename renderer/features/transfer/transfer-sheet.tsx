import { useState, type KeyboardEvent } from 'react';
import { errorWords } from '#renderer/i18n/error-words.ts';
import type { Key } from '#renderer/i18n/key.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { hasFlag } from '#renderer/stores/select/caller.ts';
import { callersTalk } from '#renderer/stores/select/call.ts';
import { useDesk, useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import type { IconName } from '#renderer/ui/icon-names.ts';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { matches } from '#renderer/ui/matches.ts';
import { Overlay } from '#renderer/ui/overlay.tsx';
import { Empty } from '#renderer/ui/states.tsx';
import { useListKeys } from '#renderer/ui/use-list-keys.ts';
import { transferTargets, typedNumber, type TransferTo } from './targets.ts';

interface SheetProps {
  readonly onClose: () => void;
}

/** What Enter does, and what Ctrl Enter does. */
type Act = 'consult' | 'join' | 'direct';

/** F7: whom the caller is to go to; ask first, or hand over at once. */
export const TransferSheet = (props: SheetProps) => (
  <Sheet {...props} title="call.sheet.transfer" second="direct" />
);

/** F8: who is to come in; ask first, or let them in at once. */
export const AddPartySheet = (props: SheetProps) => <Sheet {...props} title="call.sheet.add" second="join" />;

interface Asked {
  readonly to: TransferTo;
  readonly flag: string;
}

function Sheet({ onClose, title, second }: SheetProps & { readonly title: Key; readonly second: Act }) {
  const i18n = useI18n();
  const { t } = i18n;
  const desk = useDesk();
  const [query, setQuery] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [busy, setBusy] = useState(false);
  const found = useFound(query);
  // No hold music for somebody in a crisis: whoever is called comes in at once.
  const first: Act = useDeskState((state) => hasFlag(state, 'crisis')) ? 'join' : 'consult';

  const act = async (what: Act, to: TransferTo | undefined, confirmed = false): Promise<void> => {
    const callId = callersTalk(desk.state())?.id;
    if (to === undefined || callId === undefined || busy) return;
    setBusy(true);
    const { number } = to;
    const result =
      what === 'direct'
        ? await desk.bridge.send('call/transfer', { callId, number, confirmed })
        : await desk.bridge.send('call/consult', { callId, number, join: what === 'join' });
    setBusy(false);
    if (result.ok) return onClose();
    if (result.error.code === 'call/confirm-needed') return setAsked({ to, flag: result.error.params.flag });
    setWrong(errorWords(i18n, result.error));
  };
  const onKey = (event: KeyboardEvent): boolean => {
    if (event.key !== 'Enter' || !event.ctrlKey) return false;
    event.preventDefault();
    void act(second, found[keys.active]);
    return true;
  };
  const keys = useListKeys(found.length, (index) => void act(first, found[index]), onKey, true);
  if (asked !== null)
    return (
      <Confirm
        asked={asked}
        busy={busy}
        first={first}
        onAct={(what) => void act(what, asked.to, true)}
        onClose={onClose}
      />
    );
  const marked = found[keys.active];
  return (
    <Overlay onClose={onClose}>
      <div className="palette transfer-sheet" role="dialog" aria-label={t(title)}>
        <div className="palette-field">
          <Icon name={second === 'direct' ? 'transfer' : 'add'} />
          <input
            data-autofocus
            aria-label={t(title)}
            placeholder={t('call.sheet.placeholder')}
            spellCheck={false}
            maxLength={100}
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
              setWrong(null);
              keys.setActive(0);
            }}
            {...keys.inputProps}
          />
          <KeyCap keys="Escape" />
        </div>
        {found.length === 0 ? (
          <Empty icon="search" title={t('call.sheet.empty')}>
            {t('call.sheet.emptyHint')}
          </Empty>
        ) : (
          <div className="palette-list" role="listbox" id={keys.listId} aria-label={t(title)}>
            {found.map((to, index) => (
              <div key={`${to.kind} ${to.number}`} data-target={to.number} {...keys.optionProps(index)}>
                <Row to={to} />
              </div>
            ))}
          </div>
        )}
        <div className="sheet-foot">
          <Button
            kind="primary"
            keys="Enter"
            disabled={!marked || busy}
            onClick={() => void act(first, marked)}
          >
            {t(`call.sheet.${first}`)}
          </Button>
          {first === second ? null : (
            <Button keys="Ctrl+Enter" disabled={!marked || busy} onClick={() => void act(second, marked)}>
              {t(`call.sheet.${second}`)}
            </Button>
          )}
          <span className={wrong ? 'fill xs near' : 'fill xs ink-2'} role={wrong ? 'alert' : undefined}>
            {wrong ?? t(`call.sheet.note.${first}`)}
          </span>
        </div>
      </div>
    </Overlay>
  );
}

interface ConfirmProps extends SheetProps {
  readonly asked: Asked;
  readonly busy: boolean;
  readonly first: Act;
  readonly onAct: (what: Act) => void;
}

/** The second step for a caller who must not simply be handed on: asking first stays the filled choice. */
function Confirm({ asked, busy, first, onAct, onClose }: ConfirmProps) {
  const { t, maybe } = useI18n();
  const to = asked.to.name || asked.to.number;
  return (
    <Overlay onClose={onClose}>
      <div
        className="palette transfer-sheet"
        role="alertdialog"
        aria-label={t('call.sheet.confirmTitle', { to })}
      >
        <div className="sheet-confirm">
          <h2>{t('call.sheet.confirmTitle', { to })}</h2>
          <p>{t('call.sheet.confirmText', { flag: maybe(`care.flag.${asked.flag}`) ?? asked.flag })}</p>
        </div>
        <div className="sheet-foot">
          <Button data-autofocus kind="primary" disabled={busy} onClick={() => onAct(first)}>
            {t(`call.sheet.${first}`)}
          </Button>
          <Button kind="danger" disabled={busy} onClick={() => onAct('direct')}>
            {t('call.sheet.directAnyway')}
          </Button>
          <span className="fill" />
          <Button kind="quiet" keys="Escape" onClick={onClose}>
            {t('common.cancel')}
          </Button>
        </div>
      </div>
    </Overlay>
  );
}

const icons: Readonly<Record<TransferTo['kind'], IconName>> = {
  number: 'phone',
  directory: 'building',
  seat: 'user',
  queue: 'people',
};

function Row({ to }: { readonly to: TransferTo }) {
  const { t } = useI18n();
  return (
    <>
      <Icon name={icons[to.kind]} />
      <b className="nowrap">{to.name || to.number}</b>
      <span className="fill clip xs ink-2">{to.name === '' ? t('call.sheet.typed') : to.number}</span>
      {to.seatState === null ? null : (
        <span className={to.seatState === 'ready' ? 'xs good nowrap' : 'xs ink-2 nowrap'}>
          {t(`floor.state.${to.seatState}`)}
        </span>
      )}
      {to.waiting === null ? null : (
        <span className="xs ink-2 nowrap">{t('call.sheet.waiting', { count: to.waiting })}</span>
      )}
    </>
  );
}

function useFound(query: string): readonly TransferTo[] {
  const { maybe, pick } = useI18n();
  const known = useTopic('access/state', (state) => state?.people) ?? [];
  const people = known.map(({ seatNumber, name }) => ({ seatNumber, name: pick(name) }));
  const floor = useTopic('floor/state', (state) => state);
  const directory = useTopic('settings/state', (state) => state?.values['exchange.directory']) ?? [];
  const ownSeat = useTopic('access/state', (state) => state?.person?.seatNumber ?? null);
  const queueName = (id: string): string => maybe(`queue.${id}`) ?? id;
  const typed = typedNumber(query);
  const fitting = transferTargets({ floor, directory, ownSeat, queueName, people }).filter(
    (to) => matches(query, [to.name, to.number]) && to.number !== typed?.number,
  );
  return typed === null ? fitting : [typed, ...fitting];
}
