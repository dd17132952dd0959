import type { RunOptions, AxeResults, ElementContext } from 'axe-core';
import type { Look, Preview } from '../renderer-preview/preview.tsx';

/** One element that breaks one rule. */
export interface Broken {
  readonly rule: string;
  readonly target: string;
  readonly html: string;
}

export interface AuditBy {
  readonly tags: readonly string[];
  readonly theme: 'light' | 'dark';
  /**
   * Contrast of every element; otherwise of those whose kind (the classes and states from the root down to it) has not been looked
   * at in this page before.
   */
  readonly every: boolean;
}

export interface Audit {
  /** Draws a scene in place of the last and waits until it stands. */
  show(scene: string, look: Look): Promise<void>;
  /** Waits until the page has stopped changing. */
  settled(): Promise<void>;
  /** The page in this theme, by these rules (none: contrast alone). */
  audit(by: AuditBy): Promise<Broken[]>;
}

interface Page {
  readonly axe: { run(context: ElementContext, options: RunOptions): Promise<AxeResults> };
  readonly preview: Preview;
  audit: Audit;
}

/** Runs inside the page, after axe: nothing from outside this function may be used in it. */
export function installAudit(): void {
  const page = window as unknown as Page;
  const seen = new Set<string>();
  const frame = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => done()));
  const states = [
    'aria-pressed',
    'aria-selected',
    'aria-expanded',
    'disabled',
    'data-size',
    'data-state',
    'open',
  ];

  const settled = async (): Promise<void> => {
    let last = '';
    // A part that is being read has its skeleton; scenes of waiting keep theirs.
    for (let same = 0, frames = 0; same < 3; frames += 1) {
      await frame();
      const waiting = frames < 60 && document.querySelector('.skeleton, [aria-busy=true]') !== null;
      const now = document.body.innerHTML.replaceAll(/\d+/g, '');
      same = now === last && !waiting ? same + 1 : 0;
      last = now;
    }
  };

  const kindOf = (element: Element): string => {
    const own = states.map((name) => element.getAttribute(name) ?? '').join();
    const above = element.parentElement === null ? '' : kindOf(element.parentElement);
    return `${above}>${element.tagName}.${element.getAttribute('class') ?? ''}[${own}]`;
  };
  const ofNewKind = (theme: string): Element[] =>
    [...document.body.querySelectorAll('*')].filter((element) => {
      const words = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
      );
      if (!words && !element.matches('input, textarea, select')) return false;
      const kind = `${theme} ${kindOf(element)}`;
      if (seen.has(kind)) return false;
      seen.add(kind);
      return true;
    });

  page.audit = {
    async show(scene, look) {
      await page.preview.show(scene, look);
      await settled();
    },
    settled,
    async audit({ tags, theme, every }) {
      document.documentElement.dataset['theme'] = theme;
      const results: AxeResults[] = [];
      if (tags.length > 0)
        results.push(
          await page.axe.run(document, {
            runOnly: { type: 'tag', values: [...tags] },
            rules: { 'color-contrast': { enabled: every } },
            resultTypes: ['violations'],
          }),
        );
      const fresh = every ? [] : ofNewKind(theme);
      if (fresh.length > 0)
        results.push(
          await page.axe.run(
            { include: fresh },
            { runOnly: { type: 'rule', values: ['color-contrast'] }, resultTypes: ['violations'] },
          ),
        );
      return results
        .flatMap(({ violations }) => violations)
        .flatMap(({ id, nodes }) =>
          nodes.map(({ target, html }) => ({ rule: id, target: target.join(' '), html: html.slice(0, 160) })),
        );
    },
  };
}
