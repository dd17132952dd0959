import { describe, expect, it } from 'vitest';
import { hasVideo, SessionMedia } from '#electron/sip/session-media.ts';
import { quietMedia } from '#tests/support/quiet-media.ts';

const audio =
  'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 4000 UDP/TLS/RTP/SAVPF 0\r\na=sendrecv\r\n';
const video = (port: number, direction = 'sendrecv'): string =>
  `${audio}m=video ${port} UDP/TLS/RTP/SAVPF 96\r\na=${direction}\r\n`;

describe('a picture in a description', () => {
  it('is there with a port, and not with port 0 or where it flows nowhere beside a voice', () => {
    expect(hasVideo(audio)).toBe(false);
    expect(hasVideo(video(9))).toBe(true);
    expect(hasVideo(video(0))).toBe(false);
    expect(hasVideo(video(9, 'inactive'))).toBe(false);
    expect(hasVideo(video(9, 'inactive').replace('a=sendrecv', 'a=inactive'))).toBe(true);
  });
});

function rig(takes: boolean) {
  const asked: unknown[] = [];
  const told: string[] = [];
  const media = new SessionMedia(
    'a',
    {
      ...quietMedia(),
      offer: async (_id, options) => (asked.push(options.video), { sdp: audio }),
      answer: async (_id, options) => (asked.push(options.video), { sdp: audio }),
    },
    {
      onRemoteDirection: () => undefined,
      onVideo: (on, wants) => void told.push(on ? 'on' : wants ? 'asked' : 'off'),
      onTextOffer: () => undefined,
      takesVideo: () => takes,
      byLoopback: () => true,
    },
  );
  return { media, asked, told };
}

describe('the description exchange', () => {
  it('offers no picture in a call that is only heard', async () => {
    const { media, asked } = rig(true);
    await media.getDescription();
    expect(asked).toEqual([null]);
  });

  it('takes an offered picture or refuses it by the policy, and takes it once it was wanted', async () => {
    for (const [takes, direction, said] of [
      [true, 'sendrecv', 'on'],
      [false, null, 'asked'],
    ] as const) {
      const { media, asked, told } = rig(takes);
      await media.setDescription(video(9));
      await media.getDescription();
      expect(asked).toEqual([direction]);
      expect(told).toEqual([said]);
    }
    const { media, asked } = rig(false);
    media.video = true;
    await media.setDescription(video(9, 'sendonly'));
    await media.getDescription();
    expect(asked).toEqual(['recvonly']);
  });

  it('holds the picture with the sound, and forgets one that the far end refused', async () => {
    const { media, asked, told } = rig(true);
    media.video = true;
    media.held = true;
    await media.getDescription();
    expect(asked).toEqual(['sendonly']);
    await media.setDescription(video(0));
    expect(media.video).toBe(false);
    expect(told).toEqual(['off']);
  });
});
