import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

describe('the voices', () => {
  it('are rendered from the lines as they are written now', () => {
    expect(execFileSync('node', ['scripts/voices.mjs', '--check'], { encoding: 'utf8' })).toBe('');
  });
});
