import { expect, it } from 'vitest';
import { romanise } from '#shared/care/romanise.ts';

it.each([
  ['안녕하세요', 'annyeonghaseyo'],
  ['감사합니다', 'gamsahamnida'],
  ['전화 주셔서', 'jeonhwa jusyeoseo'],
  ['한국어', 'hangugeo'],
  ['말씀', 'malsseum'],
  ['신라', 'silla'],
  ['독립', 'dongnip'],
  ['연락', 'yeollak'],
  ['없어요', 'eopseoyo'],
  ['좋고', 'joko'],
  ['좋아요', 'joayo'],
  ['중앙', 'jungang'],
  ['같이', 'gachi'],
  ['굳이', 'guji'],
  ['좋네요', 'jonneyo'],
  ['맑게', 'malge'],
  ['종로', 'jongno'],
  ['설날', 'seollal'],
  ['끊어', 'kkeuneo'],
  ['넣어', 'neoeo'],
  ['없는', 'eomneun'],
  ['읽은', 'ilgeun'],
  ['괜찮으신가요', 'gwaenchaneusingayo'],
  ['못 해요?', 'mot haeyo?'],
  ['ABC 12', 'ABC 12'],
])('%s is read %s', (hangul, latin) => {
  expect(romanise(hangul)).toBe(latin);
});
