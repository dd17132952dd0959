import { describe, expect, test } from 'vitest';
import { ariaShortcut, shortcutOf, shortcutText, type KeyPress } from '#renderer/commands/shortcut.ts';

const press = (key: string, code: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  ...modifiers,
});

describe('a key press', () => {
  test.each([
    ['F2', press('F2', 'F2')],
    ['Ctrl+K', press('k', 'KeyK', { ctrlKey: true })],
    ['Ctrl+Enter', press('Enter', 'NumpadEnter', { ctrlKey: true })],
    ['Alt+1', press('1', 'Numpad1', { altKey: true })],
    ['Ctrl+,', press(',', 'Comma', { ctrlKey: true })],
  ])('%s', (shortcut, given) => expect(shortcutOf(given)).toBe(shortcut));

  test('Alt types characters on macOS; the place of the key decides', () => {
    expect(shortcutOf(press('∑', 'KeyW', { altKey: true }))).toBe('Alt+W');
    expect(shortcutOf(press('¡', 'Digit1', { altKey: true }))).toBe('Alt+1');
  });

  test('an input method reports Process; the place of the key decides', () => {
    expect(shortcutOf(press('Process', 'KeyP', { ctrlKey: true }))).toBe('Ctrl+P');
  });

  test('the command key of macOS counts as Ctrl', () => {
    expect(shortcutOf(press('k', 'KeyK', { metaKey: true }))).toBe('Ctrl+K');
  });

  test('a modifier alone or a key without meaning is nothing', () => {
    expect(shortcutOf(press('Control', 'ControlLeft', { ctrlKey: true }))).toBeNull();
    expect(shortcutOf(press('F13', 'F13'))).toBeNull();
  });
});

test('a shortcut is written for eyes and for a screen reader', () => {
  expect([shortcutText('Ctrl+Enter'), shortcutText('Alt+1'), ariaShortcut('Ctrl+Enter')]).toEqual([
    'Ctrl ↵',
    'Alt 1',
    'Control+Enter',
  ]);
});
