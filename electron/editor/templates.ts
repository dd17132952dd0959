import type { ContentKind } from '#shared/editor/kinds.ts';

/** A word as YAML takes it, whatever stands in it. */
export const yamlWord = (text: string): string => JSON.stringify(text.replaceAll(/[\r\n\t]+/g, ' ').trim());

const article = (id: string, words: string, day: string): string => `---
id: ${id}
title:
  zh: ${words === '' ? '' : yamlWord(words)}
  en:
kind: answer
keywords: [${words === '' ? '' : yamlWord(words)}]
tags: []
reviewedAt: ${day}
validFrom: ${day}
---

## 答案


## 可以这样说

-
`;

const flow = (id: string, words: string, day: string): string => `id: ${id}
version: '1.0'
effectiveFrom: ${day}
name:
  zh: ${words === '' ? '' : yamlWord(words)}
  en:
when:
  zh:
  en:
keywords: []
steps:
  - id: open
    kind: say
    text:
      zh:
      en:
    elderly:
      zh:
      en:
    written:
      zh:
      en:
    next: done
  - id: done
    kind: end
    text:
      zh:
      en:
    outcome:
      zh:
      en:
    disposition: solved
`;

const playbook = (id: string, words: string, day: string): string => `id: ${id}
version: '1.0'
effectiveFrom: ${day}
name:
  zh: ${words === '' ? '' : yamlWord(words)}
  en:
howItGoes:
  zh:
  en:
tier: high
cues: []
questions: []
lines: []
whatNotToSay: []
ifTheySay: []
controls: []
linkages: []
followUp: []
cardToSend:
  title:
    zh:
    en:
  body:
    zh:
    en:
cases: []
`;

const notice = (id: string, words: string, day: string): string => `id: ${id}
version: '1.0'
kind: notice
from: ${day}
to: ${day}
title:
  zh: ${words === '' ? '' : yamlWord(words)}
  en:
body:
  - zh:
    en:
mustConfirm: false
`;

const document = (id: string, words: string): string => `id: ${id}
version: '1.0'
order: 80
name:
  zh: ${words === '' ? '' : yamlWord(words)}
  en:
types: []
countries: []
what:
  - zh:
    en:
number:
  words:
    zh:
    en:
  forms: []
names:
  - zh:
    en:
validity:
  - zh:
    en:
byPhone:
  - zh:
    en:
atBranch:
  - zh:
    en:
say:
  - id: ask
    text:
      zh:
      en:
`;

/** Something new: everything that must stand there, and nothing said yet. It goes nowhere before the checker is content. */
export const templates: Readonly<
  Record<ContentKind, (contentId: string, words: string, day: string) => string>
> = { article, flow, playbook, notice, document };
