import { avoids } from '#renderer/stores/select/care.ts';
import { sharingCallId, sharingLanguage, sharingWay } from '#renderer/stores/select/sharing.ts';
import { newestPicture } from '#renderer/stores/select/picture.ts';
import type { DeskCommand } from './command.ts';

/** Alt Shift P: a template or an address to the caller's phone. */
export const push: DeskCommand = {
  id: 'sharing.push',
  group: 'guidance',
  icon: 'send',
  shortcut: 'Alt+Shift+P',
  label: () => ({ key: 'sharing.push.command' }),
  isEnabled: (state) => sharingCallId(state) !== null && !avoids(state, 'sendMessage'),
  whyDisabled: (state) => (avoids(state, 'sendMessage') ? 'care.avoid.message' : 'sharing.why.noCall'),
  run: (desk) => desk.setView({ overlay: { kind: 'push' } }),
};

/** Alt Shift I: asks the caller for a screenshot; once it has come, opens it to be marked. */
export const picture: DeskCommand = {
  id: 'sharing.picture',
  group: 'guidance',
  icon: 'eye',
  shortcut: 'Alt+Shift+I',
  label: (state) => ({
    key: newestPicture(state)?.state === 'received' ? 'sharing.picture.open' : 'sharing.picture.ask',
  }),
  isEnabled: (state) => sharingCallId(state) !== null && !avoids(state, 'sendPicture'),
  whyDisabled: (state) => (avoids(state, 'sendPicture') ? 'care.avoid.picture' : 'sharing.why.noCall'),
  run: async (desk, state) => {
    const newest = newestPicture(state);
    if (newest?.state === 'received')
      return desk.setView({ overlay: { kind: 'picture', pictureId: newest.pictureId } });
    const callId = sharingCallId(state);
    if (callId === null) return;
    const how = { via: sharingWay(state), language: sharingLanguage(state) };
    const asked = await desk.send('picture/ask', { callId, ...how });
    if (asked) desk.notices.done('sharing.picture.asking');
  },
};

export const pictureCommandsOfDesk: readonly DeskCommand[] = [push, picture];
