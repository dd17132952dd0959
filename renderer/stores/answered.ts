import type { Undo } from '#shared/lib/clock.ts';
import type { Mirrors } from './mirrors.ts';
import type { ViewStore } from './view.ts';

/**
 * Whoever takes or makes a call gets the desk in front, wherever it was answered (key, bar, notification): the caller's
 * needs are shown there and nowhere else. Once per call, so that a lead or trainer can go back to the other workspace.
 */
export function bringDeskForward(mirrors: Mirrors, view: ViewStore): Undo {
  const shown = new Set<string>();
  const follow = (): void => {
    const taken = mirrors
      .snapshot('call/state')
      ?.calls.findLast((call) => call.state !== 'ended' && call.state !== 'ringing');
    if (!taken || shown.has(taken.id)) return;
    shown.add(taken.id);
    view.setState({ workspace: 'desk' });
  };
  follow();
  return mirrors.get('call/state').store.subscribe(follow);
}
