import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { filesIn } from '../i18n/sources.ts';

const sheets = filesIn('renderer', ['.css']);
const code = filesIn('renderer', ['.ts', '.tsx'])
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');
const rules = (file: string): string => readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');

describe('style sheets', () => {
  test('none is longer than 400 lines', () => {
    expect(sheets.filter((file) => readFileSync(file, 'utf8').split('\n').length > 401)).toEqual([]);
  });

  test('no class is there for nothing', () => {
    const made = ['flag-', 'tier-', 'btn-', 'dot-', 'icon-'];
    const unused = sheets.flatMap((file) =>
      [...rules(file).matchAll(/\.([a-zA-Z][\w-]*)(?=[^{}]*\{)/g)].map(([, name = '']) => name),
    );
    const words = new Set(code.match(/[a-zA-Z][\w-]*/g));
    const wrong = [...new Set(unused)].filter(
      (name) => !words.has(name) && !made.some((prefix) => name.startsWith(prefix)),
    );
    expect(wrong).toEqual([]);
  });

  test('colours are tokens: no sheet but the tokens names one', () => {
    const wrong = sheets.filter(
      (file) => !file.endsWith('tokens.css') && /#[0-9a-fA-F]{3,8}\b|rgb\(|hsl\(/.test(rules(file)),
    );
    expect(wrong).toEqual([]);
  });

  test('the content security policy is kept: no style attribute or element is written in code', () => {
    expect(/dangerouslySetInnerHTML|<style|createElement\('style'\)/.test(code)).toBe(false);
  });
});
