import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

/** What the bench puts into a window: plain text, so that nothing of the build reaches it. */
export const script = (name: 'watch' | 'media'): string =>
  readFileSync(join(import.meta.dirname, 'page', `${name}.js`), 'utf8');

export interface Condition {
  readonly selector: string;
  readonly text?: string;
}
export type Stages = Readonly<Record<string, readonly Condition[]>>;

/** Epoch milliseconds: when the page changed, when the work for its frame was done, and when the frame after it began. */
export interface Painted {
  readonly changed: number;
  readonly drawn: number;
  readonly next: number;
}

export interface Least {
  readonly answeredMs: number;
  readonly drawnMs: number;
  readonly nextMs: number;
}

/** The desk window with the watcher in it. */
export interface WatchedWindow {
  watch(stages: Stages): Promise<void>;
  seen(timeoutMs?: number): Promise<Readonly<Record<string, Painted | null>>>;
  follow(selector: string, quietMs: number): Promise<void>;
  settled(): Promise<Painted | null>;
  /** When the first key since `watch` or `follow` was pressed; null: none was. */
  pressedAt(): Promise<number | null>;
  least(): Promise<Least>;
}

const say = (value: unknown): string => JSON.stringify(value);

export async function watchWindow(page: Page): Promise<WatchedWindow> {
  await page.evaluate(script('watch'));
  const ask = <T>(expression: string): Promise<T> => page.evaluate<T>(`guardlineBench.${expression}`);
  return {
    watch: (stages) => ask(`watch(${say(stages)})`),
    seen: (timeoutMs = 10_000) => ask(`seen(${timeoutMs})`),
    follow: (selector, quietMs) => ask(`follow(${say(selector)}, ${quietMs})`),
    settled: () => ask('settled()'),
    pressedAt: () => ask('pressedAt()'),
    least: () => ask('leastMs()'),
  };
}

/** The media window with its listener. */
export interface ListeningWindow {
  listen(timeoutMs: number): Promise<void>;
  /** Epoch milliseconds of the first frame with sound of the newest call. */
  heardAt(): Promise<number | null>;
  least(): Promise<number | null>;
}

/** `name`: what the script goes by in the page. */
export async function listenIn(page: Page, name = 'guardlineBench'): Promise<ListeningWindow> {
  await page.evaluate(script('media').replaceAll('guardlineBench', name));
  const ask = <T>(expression: string): Promise<T> => page.evaluate<T>(`${name}.${expression}`);
  return {
    listen: (timeoutMs) => ask(`listen(${timeoutMs})`),
    heardAt: () => ask('heardAt()'),
    least: () => ask('leastMs()'),
  };
}
