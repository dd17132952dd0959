import { sampleSpecialists, type SpecialistState } from '#shared/seat/directory.ts';
import { layoutSlate } from '#shared/slate/layout.ts';
import { talking } from './desk-scenes.ts';
import type { Scene } from './fake-bridge.ts';
import { call, callId, deafCaller } from './fixtures.ts';

const text =
  '接下来手机会收到一条链接，请您自己输入新密码，不要告诉任何人，也不要让旁边的人看到。输完以后按绿色的键，再等短信通知。';

const scene = (now: number, sign: SpecialistState, receiving: boolean): Scene => {
  const { sizePx, linePx, pages } = layoutSlate(text, 'full');
  return {
    ...talking(now),
    'call/state': {
      calls: [
        call('active', now, {
          queue: 'queue-hearing',
          numberMasked: '139****6610',
          video: { state: 'on', pending: false, refused: false, camera: 'off', receiving },
        }),
      ],
    },
    'caller/state': deafCaller(now),
    'slate/state': {
      callId,
      text,
      mode: 'full',
      drawn: {
        mode: 'full',
        lines: [...(pages[0]?.lines ?? [])],
        sizePx,
        linePx,
        page: 1,
        pages: pages.length,
      },
      shownAt: now - 4_000,
    },
    'seat/directory': {
      seats: sampleSpecialists.map((seat) => ({
        ...seat,
        tags: [...seat.tags],
        state: sign,
        since: now - 60_000,
      })),
    },
  };
};

/** Video and slate without pictures: those come over a port that a preview has not. */
export const videoScenes: Readonly<Record<string, (now: number) => Scene>> = {
  slate: (now) => scene(now, 'free', true),
  'slate-no-sign': (now) => scene(now, 'busy', false),
};
