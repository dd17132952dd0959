import { compareVersions } from '#shared/editor/in-force.ts';
import { idIn, type ContentKind } from '#shared/editor/kinds.ts';
import { maxTextLength, type CheckedText, type ContentFault, type Preview } from '#shared/editor/version.ts';
import type { Kinds } from './ports.ts';

const versionLine = /^version:[ \t]*(['"]?)(\d{1,3}\.\d{1,3})\1/m;

/** The version a YAML content gives itself; articles have none. */
export const versionIn = (text: string): string | null => versionLine.exec(text)?.[2] ?? null;

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;

/** A call keeps the number of the version it was led by: two texts under one number could not be told apart later. */
function faultOfVersion(text: string, inForce: string | null): ContentFault | null {
  const found = versionLine.exec(text);
  const before = inForce === null ? null : versionIn(inForce);
  if (!found || before === null || text === inForce) return null;
  const own = found[2] ?? '';
  if (compareVersions(own, before) > 0) return null;
  return {
    line: lineAt(text, found.index),
    reason: `version ${own} must come after ${before}, which is in force`,
  };
}

/** One text as the desk would read it, by the readers of its files, and against what is in force. Never throws. */
export function checkText(
  kinds: Kinds,
  kind: ContentKind,
  contentId: string,
  text: string,
  inForce: string | null,
): CheckedText {
  if (text.length > maxTextLength)
    return { faults: [{ line: 0, reason: `longer than ${maxTextLength} characters` }], preview: null };
  const checked = kinds[kind].check(contentId, text);
  const own = idIn(text);
  const id: ContentFault[] =
    own !== null && own !== contentId
      ? [
          {
            line: lineAt(text, text.search(/^id:/m)),
            reason: `id “${own}” is not “${contentId}”, which this is a version of`,
          },
        ]
      : [];
  const version = kind === 'article' ? null : faultOfVersion(text, inForce);
  // The readers of YAML say the same of an id in their own words.
  const faults =
    id.length > 0 ? [...id, ...checked.faults.filter(({ line }) => line !== id[0]?.line)] : checked.faults;
  return { faults: [...faults, ...(version ? [version] : [])].slice(0, 40), preview: checked.preview };
}

/** What a text calls itself. */
export function titleOf(preview: Preview | null): { readonly zh: string; readonly en: string } | null {
  switch (preview?.kind) {
    case 'article':
      return preview.article.title;
    case 'flow':
      return { zh: preview.flow.name.zh, en: preview.flow.name.en };
    case 'playbook':
      return { zh: preview.playbook.name.zh, en: preview.playbook.name.en };
    case 'document':
      return { zh: preview.document.name.zh, en: preview.document.name.en };
    case 'notice':
      return { zh: preview.notice.title.zh, en: preview.notice.title.en };
    case undefined:
      return null;
  }
}

/** The first words of a text that cannot be read yet: whatever stands behind `zh:` and `en:`. */
export function titleGuess(text: string, contentId: string): { readonly zh: string; readonly en: string } {
  const head = text.slice(0, 2000);
  const say = (language: 'zh' | 'en'): string | undefined =>
    new RegExp(`^\\s+${language}:[ \\t]*(?:'([^'\\n]+)'|"([^"\\n]+)"|([^\\s'"][^\\n]*))$`, 'm')
      .exec(head)
      ?.slice(1)
      .find((one) => one !== undefined)
      ?.trim();
  const zh = say('zh') ?? say('en') ?? contentId;
  return { zh: zh.slice(0, 200), en: (say('en') ?? zh).slice(0, 200) };
}
