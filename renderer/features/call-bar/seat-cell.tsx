import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { WorkState } from '#shared/seat/contract.ts';
import { pauseCommands, seatMenu, setReady, signOut } from '#renderer/commands/seat-commands.ts';
import { ariaShortcut } from '#renderer/commands/shortcut.ts';
import { runCommand, useCommand } from '#renderer/commands/use-command.ts';
import type { DeskCommand } from '#renderer/commands/command.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { liveCall } from '#renderer/stores/select/call.ts';
import { useDesk, useDeskState, useTopic, useView } from '#renderer/stores/use-desk.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';

/** Shape before colour: ● ready ◯ ringing ■ talking ◐ wrap-up ○ not ready. */
const dots: Readonly<Record<WorkState, string>> = {
  ready: 'dot',
  ringing: 'dot dot-ring',
  talking: 'dot dot-square',
  wrapUp: 'dot dot-half',
  notReady: 'dot dot-hollow',
};

/** The seat's state and who sits there; opens the choice of ready and the pause codes. */
export function SeatCell() {
  const i18n = useI18n();
  const { t, pick } = i18n;
  const desk = useDesk();
  const work = useTopic('seat/state', (seat) => seat?.work ?? 'notReady');
  const reason = useTopic('seat/state', (seat) => (seat?.work === 'notReady' ? seat.reason : null));
  const pausesNext = useTopic('seat/state', (seat) => seat?.afterCall === 'notReady');
  const person = useTopic('access/state', (access) => access?.person ?? null);
  const open = useView((view) => view.overlay?.kind === 'seatMenu');
  const inCall = work === 'ringing' || work === 'talking' || work === 'wrapUp';
  const personText = person ? `${pick(person.name)} ${person.seatNumber}` : '';
  return (
    <div className="bar-seat">
      <button
        type="button"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-keyshortcuts={ariaShortcut('F10')}
        onClick={() => runCommand(desk, seatMenu)}
      >
        <span className="state">
          <i className={dots[work]} />
          <span className="clip">{reason ? t(`seat.reason.${reason}`) : t(`seat.work.${work}`)}</span>
          <KeyCap keys="F10" bare />
        </span>
        <span className="person">
          {inCall && pausesNext ? t('seat.afterCall', { state: t('seat.work.notReady') }) : personText}
        </span>
      </button>
      {open ? <SeatMenu /> : null}
    </div>
  );
}

function SeatMenu() {
  const { t } = useI18n();
  const desk = useDesk();
  const inCall = useDeskState((state) => liveCall(state) !== null);
  const menu = useRef<HTMLDivElement>(null);
  const close = (): void => desk.setView({ overlay: null });
  useEffect(() => {
    const before = document.activeElement;
    items(menu.current)[0]?.focus();
    const outside = (event: PointerEvent): void => {
      if (event.target instanceof Node && !menu.current?.parentElement?.contains(event.target))
        desk.setView({ overlay: null });
    };
    document.addEventListener('pointerdown', outside);
    return () => {
      document.removeEventListener('pointerdown', outside);
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [desk]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      close();
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      step(menu.current, event.key === 'ArrowDown' ? 1 : -1);
    }
  };
  return (
    <div
      className="menu"
      role="menu"
      tabIndex={-1}
      aria-label={t('seat.menu')}
      ref={menu}
      onKeyDown={onKeyDown}
    >
      <MenuItem command={setReady} dot="dot" onDone={close} />
      <div className="menu-title">{t(inCall ? 'seat.afterCallMenu' : 'seat.notReadyMenu')}</div>
      {pauseCommands.map((command) => (
        <MenuItem key={command.id} command={command} dot="dot dot-hollow" onDone={close} />
      ))}
      <div className="menu-divide" />
      <MenuItem command={signOut} onDone={close} />
    </div>
  );
}

interface MenuItemProps {
  readonly command: DeskCommand;
  readonly dot?: string;
  readonly onDone: () => void;
}

function MenuItem({ command, dot, onDone }: MenuItemProps) {
  const { label, enabled, why, run } = useCommand(command);
  return (
    <button
      type="button"
      role="menuitem"
      className="menu-item"
      disabled={!enabled}
      title={why ?? undefined}
      onClick={() => {
        run();
        onDone();
      }}
    >
      {dot ? <i className={dot} /> : null}
      {label}
    </button>
  );
}

const items = (menu: HTMLElement | null): HTMLElement[] => [
  ...(menu?.querySelectorAll<HTMLElement>('[role="menuitem"]:enabled') ?? []),
];

function step(menu: HTMLElement | null, by: 1 | -1): void {
  const all = items(menu);
  const at = all.findIndex((item) => item === document.activeElement);
  all[(at + by + all.length) % all.length]?.focus();
}
