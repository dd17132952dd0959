import { expect, test } from 'vitest';
import { parseListedSeat, sampleSpecialists, type SeatDirectory, seatsFor } from '#shared/seat/directory.ts';

test('a line of the setting is a number, tags and a name', () => {
  expect(parseListedSeat('8101 sign,EN 手语组 二')).toEqual({
    number: '8101',
    tags: ['sign', 'en'],
    name: { zh: '手语组 二', en: '手语组 二' },
  });
  expect(parseListedSeat(' 8102 yue ')?.name.zh).toBe('8102');
  for (const wrong of ['', '8101', '8101 手语 组', '8101 sign;en x', '8101 , x'])
    expect(parseListedSeat(wrong), wrong).toBeNull();
});

test('of the seats with a tag the free ones come first, in the order of the list', () => {
  const seat = (number: string, state: 'free' | 'busy' | 'unknown', tags = ['sign']) => ({
    number,
    state,
    tags,
    name: { zh: number, en: number },
    since: 0,
  });
  const directory: SeatDirectory = {
    seats: [
      seat('1', 'busy'),
      seat('2', 'free', ['en']),
      seat('3', 'unknown'),
      seat('4', 'free'),
      seat('5', 'free'),
    ],
  };
  expect(seatsFor(directory, 'sign').map(({ number }) => number)).toEqual(['4', '5', '3', '1']);
});

test('the sample floor has a sign seat and one for each language of the prompts', () => {
  const tags = sampleSpecialists.flatMap((one) => one.tags);
  for (const tag of ['sign', 'en', 'ja', 'ko']) expect(tags).toContain(tag);
});
