import type { Key, Params } from '#renderer/i18n/key.ts';
import type { Desk } from '#renderer/stores/desk.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import type { IconName } from '#renderer/ui/icon-names.ts';
import type { Shortcut } from './shortcut.ts';

/** Words with the values for their gaps; `text` is content that needs no key (a playbook's name in both languages). */
export type Label =
  | { readonly key: Key; readonly params?: Params }
  | {
      readonly key: Key;
      readonly params?: Params;
      readonly text: { readonly zh: string; readonly en: string };
    };

/** Where the palette lists it. */
export type CommandGroup =
  'call' | 'guidance' | 'cases' | 'control' | 'caller' | 'training' | 'incident' | 'content' | 'go' | 'seat';

/**
 * One thing a person can do at the desk: the same object behind the button, the key, the palette and the tests.
 * `isEnabled` looks only at the state given to it. `whyDisabled` says in words why not; it is asked only then.
 */
export interface DeskCommand {
  /** `call.mute`; dynamic ones carry their target: `control.hold:card-7788`. */
  readonly id: string;
  readonly group: CommandGroup;
  readonly icon: IconName;
  readonly shortcut: Shortcut | null;
  /** Fixed, or by what it would do now: answer → finish. */
  readonly label: (state: DeskState) => Label;
  readonly isEnabled: (state: DeskState) => boolean;
  readonly whyDisabled?: (state: DeskState) => Key | null;
  /** Left out of the palette: there it would only repeat what is on the screen already. */
  readonly hidden?: boolean;
  readonly run: (desk: Desk, state: DeskState) => void | Promise<void>;
}
