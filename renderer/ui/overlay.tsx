import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

interface OverlayProps {
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * The ground of dialogs and of the palette: over the workspace only, so that the call bar and the strip stay in reach.
 * Takes the focus in, gives it back when it goes, closes on Escape and on a press beside it.
 */
export function Overlay({ onClose, children }: OverlayProps) {
  const ground = useRef<HTMLDivElement>(null);
  // Read before anything in it is drawn: what takes the focus as it is drawn would be taken for where the focus was.
  const [before] = useState(() => (typeof document === 'undefined' ? null : document.activeElement));
  useEffect(() => {
    const inside = ground.current;
    if (inside && !inside.contains(document.activeElement)) focusFirst(inside);
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [before]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
      event.stopPropagation();
      onClose();
    }
    if (event.key === 'Tab' && ground.current) keepInside(event, ground.current);
  };
  return (
    <div
      className="scrim"
      role="presentation"
      ref={ground}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      {children}
    </div>
  );
}

interface DialogProps extends OverlayProps {
  readonly title: string;
  readonly foot?: ReactNode;
}

/** A dialog with a title. The call goes on behind it and the bar stays live. */
export function Dialog({ title, foot, onClose, children }: DialogProps) {
  const id = useId();
  return (
    <Overlay onClose={onClose}>
      <div className="dialog" role="dialog" aria-labelledby={id}>
        <div className="dialog-head">
          <h2 id={id}>{title}</h2>
        </div>
        <div className="dialog-body">{children}</div>
        {foot ? <div className="dialog-foot">{foot}</div> : null}
      </div>
    </Overlay>
  );
}

const focusable = 'input:enabled, select:enabled, textarea:enabled, button:enabled, [tabindex="0"]';

function focusFirst(inside: HTMLElement): void {
  const wanted =
    inside.querySelector<HTMLElement>('[data-autofocus]') ?? inside.querySelector<HTMLElement>(focusable);
  wanted?.focus();
}

function keepInside(event: KeyboardEvent, inside: HTMLElement): void {
  const all = [...inside.querySelectorAll<HTMLElement>(focusable)];
  const first = all[0];
  const last = all.at(-1);
  if (!first || !last) return;
  const leaving = event.shiftKey ? document.activeElement === first : document.activeElement === last;
  if (!leaving) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}
