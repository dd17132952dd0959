import { expect, type Page } from '@playwright/test';
import type { DeskBridge } from '#shared/contract/index.ts';

/** What tests do with the desk's window. */
export interface DeskHand {
  /** The desk's own bridge, used as a window uses it. */
  send(name: Parameters<DeskBridge['send']>[0], input: unknown): Promise<unknown>;
  /** What main says of this topic, once the window has heard it, too: a key pressed after it finds the state it is meant for. */
  ask<T>(topic: Parameters<DeskBridge['ask']>[0]): Promise<T>;
  /** Presses a key as soon as the screen offers it: the button that carries it is there and can be pressed, or its cap is shown. */
  press(key: string): Promise<void>;
}

/** As the caps have it (`renderer/commands/shortcut.ts`). */
const capOf: Readonly<Record<string, string>> = { Control: 'Ctrl', Enter: '↵', Escape: 'Esc' };
const exactly = (text: string): RegExp => new RegExp(`^${text}$`);

export const deskHand = (page: Page): DeskHand => ({
  send: (name, input) =>
    page.evaluate(
      ([command, value]) =>
        (window as never as { guardline: DeskBridge }).guardline.send(command as never, value as never),
      [name, input] as const,
    ),
  ask: (topic) => page.evaluate(askBoth, topic) as Promise<never>,
  async press(key) {
    const cap = key.split('+').map((part) => capOf[part] ?? part);
    const button = page.locator(`[aria-keyshortcuts="${key}"]:enabled`);
    const shown = page.locator('kbd:not(:disabled *)').filter({ hasText: exactly(cap.join(' ')) });
    await expect(button.or(shown).filter({ visible: true }).first(), `the screen offers ${key}`).toBeVisible({
      timeout: 30_000,
    });
    await page.keyboard.press(key);
  },
});

/**
 * Main's answer and the change it comes from travel on two wires of Electron, and on a slow machine the answer is here first (2 of
 * 710 on one core). The window's own copy is looked up in what React has drawn: no path of the product's leads to it. A
 * window that never hears what main says is a fault of the product. No named function in here: tsx would wrap it in a
 * helper that the window does not have.
 */
async function askBoth(topic: string): Promise<unknown> {
  const { guardline } = window as never as { guardline: DeskBridge };
  const { revision, snapshot } = await guardline.ask(topic as never);
  const patienceMs = 20_000;
  for (const from = performance.now(); ;) {
    const root = document.getElementById('root') as unknown as Record<string, Drawn> | null;
    const key = Object.keys(root ?? {}).find((name) => name.startsWith('__reactContainer')) ?? '';
    const drawn = root?.[key]?.stateNode.current.child?.memoizedProps.desk;
    const heard = drawn?.mirrors.get(topic).store.getState().revision ?? -1;
    if (heard >= revision) return snapshot;
    if (performance.now() - from > patienceMs)
      throw new Error(`the window has revision ${heard} of ${topic}, main has ${revision}`);
    await new Promise((done) => setTimeout(done, 5));
  }
}

/** As much of React's root and of the desk's store as is looked at. */
interface Drawn {
  readonly stateNode: {
    readonly current: {
      readonly child: {
        readonly memoizedProps: {
          readonly desk?: {
            readonly mirrors: {
              get(topic: string): { readonly store: { getState(): { readonly revision: number } } };
            };
          };
        };
      } | null;
    };
  };
}
