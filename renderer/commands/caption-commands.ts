import { captionsUp } from '#renderer/stores/select/captions.ts';
import type { DeskCommand } from './command.ts';

/** Ctrl Shift C: the strip of captions is folded to one line, or opened again. */
export const foldCaptions: DeskCommand = {
  id: 'captions.fold',
  group: 'call',
  icon: 'captions',
  shortcut: 'Ctrl+Shift+C',
  label: (state) => ({ key: state.view.captionsFolded ? 'call.captions.open' : 'call.captions.fold' }),
  isEnabled: (state) => captionsUp(state) !== null,
  whyDisabled: (state) =>
    state.captions?.status === 'off' ? 'call.captions.why.off' : 'call.captions.why.noCall',
  run: (desk, state) => desk.setView({ captionsFolded: !state.view.captionsFolded }),
};

export const captionCommands: readonly DeskCommand[] = [foldCaptions];
